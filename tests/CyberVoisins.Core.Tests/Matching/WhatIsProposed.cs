using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching;

/// <summary>What resident and volunteer said holds of every proposal and of every pair of a plan: written down here a second time, not read from the rules.</summary>
public sealed class WhatIsProposed
{
    /// <summary>People most of whom fit: each wish is broken once in six.</summary>
    private static readonly Gen<Candidate> Volunteers =
        from dice in Gen.Choose(0, 5).ArrayOf(18)
        from metres in Gen.Choose(0, 6_000)
        from farthest in Gen.Choose(500, 8_000)
        from used in Gen.Choose(0, 60).Two()
        from busy in Gen.Choose(0, 12 * 60)
        select Make.Candidate() with
        {
            State = dice[0] == 0 ? (VolunteerState)(metres % 4) : VolunteerState.Vouched, Place = Make.North(metres), MaxDistanceMetres = farthest,
            Categories = dice[1] == 0 ? [HelpCategory.Health] : [HelpCategory.Health, HelpCategory.DeviceBasics], Languages = dice[2] == 0 ? ["ar"] : ["fr", "ar"],
            Modes = dice[3] switch { 0 => [MeetingMode.ByPhone], 1 => [MeetingMode.PublicPlace], 2 => [MeetingMode.AtHome], _ => [MeetingMode.AtHome, MeetingMode.PublicPlace] },
            MinutesUsed = new Dictionary<int, int> { [202611] = used.Item1, [202612] = used.Item2 },
            Availability = new([new(IsoDayOfWeek.Thursday, new(9 + dice[4], 0), new(15 + dice[5] % 5, 0)), new(IsoDayOfWeek.Tuesday, new(8, 0), new(10 + dice[6], 30))]),
            Busy = dice[7] < 3 ? [new TimeWindow(Make.Thursday(9, 10).Start + Duration.FromMinutes(busy), Make.Thursday(9, 10).Start + Duration.FromMinutes(busy + 60))] : [],
            IsWoman = dice[8] > 1, Guarantee = new(dice[9] switch { 0 => null, 1 => VouchLevel.PhoneConfirmed, 2 => VouchLevel.Strong, _ => VouchLevel.IdentitySeen }, dice[14] != 0, dice[15] != 0, dice[16] == 0, dice[17] > 1), OffersStepFreePlace = dice[10] > 2, Blocked = dice[11] == 0, OpenOffers = dice[12] / 2, AskedForThis = dice[12] == 1, VisitsTogether = dice[13] / 2,
        };

    private static readonly Gen<Need> Needs =
        from dice in Gen.Choose(0, 5).ArrayOf(8)
        from radius in Gen.Choose(500, 8_000)
        select Make.Need(Make.Thursday(9 + dice[0], 16 + dice[1] / 2), new TimeWindow(Instant.FromUtc(2026, 11, 30, 22, 0), Instant.FromUtc(2026, 12, 1, 7 + dice[2], 30))) with
        {
            Minutes = dice[3] % 2 == 0 ? 30 : 60, Modes = dice[4] switch { 0 => [MeetingMode.ByPhone, MeetingMode.AtHome], 1 => [MeetingMode.PublicPlace], 2 => [MeetingMode.PublicPlace, MeetingMode.AtHome], _ => [MeetingMode.AtHome] },
            Language = dice[5] == 0 ? "ar" : "fr", Constraints = [.. Enum.GetValues<Constraint>().Where(c => (dice[6] + (int)c) % 4 == 0)], RotationLimit = dice[7] == 0 ? null : dice[7], RadiusMetres = radius,
        };

    private static Arbitrary<(Need Need, List<Candidate> People)> Requests => (
        from need in Needs from people in Volunteers.ListOf(12)
        select (need, people.Select((p, i) => p with { Id = Make.Candidate(i + 1).Id }).ToList())).ToArbitrary();

    [Property(MaxTest = 2_000)]
    public Property Every_proposal_keeps_every_wish_and_the_month() => Prop.ForAll(Requests, month =>
        Ranking.Of(month.Need, month.People, Make.Now).Where(a => a.Proposal is not null).All(a => Keeps(month.Need, month.People.Single(p => p.Id == a.VolunteerId), a.Proposal!)));

    /// <summary>Each needs to have a case, or the property above says nothing.</summary>
    [Fact]
    public void Many_are_proposed_and_each_wish_refuses_somebody()
    {
        var assessed = Requests.Generator.Sample(1_500).SelectMany(m => Ranking.Of(m.Need, m.People, Make.Now)).ToList();
        Assert.True(assessed.Count(a => a.Proposal is not null) > 50);
        Assert.Equal(Rules.All.Select(r => r.Rule).Order(), assessed.SelectMany(a => a.Reasons).Select(r => r.Rule).Distinct().Order());
    }

    [Property(MaxTest = 500)]
    public Property Every_pair_of_a_plan_keeps_them_too() => Prop.ForAll(
        (from needs in Needs.ListOf(6) from people in Volunteers.ListOf(8) select (needs, people: people.Select((p, i) => p with { Id = Make.Candidate(i + 1).Id }).ToList())).ToArbitrary(), month =>
        {
            var proposals = month.needs.Select(n => Ranking.Of(n, month.people, Make.Now).Where(a => a.Proposal is not null).ToDictionary(a => a.VolunteerId, a => a.Proposal!)).ToList();
            var capacity = month.people.Select(p => (byte)(p.MinutesLeft(202611) / 30)).ToArray();
            var problem = new PlanProblem(
                CandidateGraph.Of([.. proposals.Select(row => (IReadOnlyList<(int, int)>)[.. month.people.Select((p, i) => (p, i)).Where(x => row.ContainsKey(x.p.Id)).Select(x => (x.i, (row[x.p.Id].DistanceMetres ?? 0) / 10))])], month.people.Count),
                [.. month.needs.Select(n => (byte)(n.Minutes / 30))], capacity,
                [.. Enumerable.Range(1, month.needs.Count).Select(i => (ulong)i)], [.. Enumerable.Range(1, month.people.Count).Select(i => (ulong)(100 + i))]);
            var at = OnePass.Solve(problem).At;
            return Enumerable.Range(0, at.Length).Where(i => at[i] != UnitPlan.Nobody).All(i =>
                    proposals[i / 2].TryGetValue(month.people[at[i]].Id, out var proposal) && Keeps(month.needs[i / 2], month.people[at[i]], proposal))
                && at.Where(v => v != UnitPlan.Nobody).GroupBy(v => v).All(g => g.Count() * 30 <= month.people[g.Key].MinutesLeft(202611));
        });

    private static bool Keeps(Need need, Candidate c, Proposal proposal)
    {
        var local = proposal.Start.InZone(need.Zone).LocalDateTime;
        var end = proposal.Start + Duration.FromMinutes(need.Minutes);
        var localEnd = end.InZone(need.Zone).LocalDateTime;
        return c is { State: VolunteerState.Vouched, Blocked: false, AskedForThis: false, OpenOffers: < 2 }
            && c.Categories.Contains(need.Category) && c.Languages.Contains(need.Language)
            && need.Modes.Contains(proposal.Mode) && c.Modes.Contains(proposal.Mode)
            && (proposal.Mode == MeetingMode.ByPhone || (c.Place.MetresTo(need.Place) <= c.MaxDistanceMetres && c.Place.MetresTo(need.Place) <= need.RadiusMetres))
            && (c.IsWoman || !need.Constraints.Contains(Constraint.WomanHelper)) && (c.Guarantee.Level >= VouchLevel.IdentitySeen || !need.Constraints.Contains(Constraint.IdentityVerified))
            && c.Guarantee is { InDate: true, CharterAccepted: true } && (!c.Guarantee.Minor || (c.Guarantee.GuardianConsents && proposal.Mode != MeetingMode.AtHome))
            && c.Guarantee.Level >= (proposal.Mode == MeetingMode.AtHome ? VouchLevel.IdentitySeen : VouchLevel.PhoneConfirmed)
            && (c.OffersStepFreePlace || proposal.Mode != MeetingMode.PublicPlace || !need.Constraints.Contains(Constraint.StepFree))
            && (need.RotationLimit is not { } limit || c.VisitsTogether < limit)
            && proposal.Start >= need.Earliest && need.Windows.Any(w => w.Start <= proposal.Start && end <= w.End)
            && c.Busy.All(b => end <= b.Start || b.End <= proposal.Start)
            && local.Date == localEnd.Date && c.Availability.Slots.Any(s => s.Day == local.DayOfWeek && s.Start <= local.TimeOfDay && localEnd.TimeOfDay <= s.End)
            && c.MinutesPerMonth - c.MinutesUsed.GetValueOrDefault(MinutesLedger.MonthOf(proposal.Start, need.Zone)) >= need.Minutes;
    }
}
