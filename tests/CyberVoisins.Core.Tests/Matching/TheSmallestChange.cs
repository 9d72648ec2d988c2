using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching;

/// <summary>"Why not me?"</summary>
public sealed class TheSmallestChange
{
    private static Change? ChangeFor(Rule rule, Need need, Candidate candidate) =>
        SmallestChange.Of(Rules.All.Single(r => r.Rule == rule).Check(need, candidate)!, need, candidate);

    [Fact]
    public void Too_far_is_so_many_metres_nearer() =>
        Assert.Equal(new Change(Rule.WithinReach, 400), ChangeFor(Rule.WithinReach, Make.Need(), Make.Candidate() with { Place = Make.North(2_400) }));

    [Fact]
    public void Used_up_is_so_many_minutes_more()
    {
        var candidate = Make.Candidate() with { MinutesUsed = new Dictionary<int, int> { [202611] = 40 } };
        Assert.Equal(new Change(Rule.MinutesLeft, 10), ChangeFor(Rule.MinutesLeft, Make.Need(), candidate));
    }

    [Fact]
    public void Not_free_is_a_free_half_hour_at_the_first_time_that_would_do()
    {
        var need = Make.Need(new TimeWindow(Make.Thursday(14, 17).Start + Duration.FromMinutes(5), Make.Thursday(14, 17).End));
        var busy = new TimeWindow(Make.Thursday(14, 15).Start, Make.Thursday(14, 15).End);
        var change = ChangeFor(Rule.CommonSlot, need, Make.Candidate() with { Availability = WeeklyAvailability.Never, Busy = [busy] })!;
        Assert.Equal((30, new LocalDateTime(2026, 11, 26, 15, 0)), (change.Amount!.Value, change.FreeFrom!.Value.LocalDateTime));
    }

    [Fact]
    public void When_the_times_asked_for_are_over_nothing_about_the_volunteer_would_help()
    {
        var over = Make.Need() with { Earliest = Make.Thursday(14, 17).End };
        Assert.Null(ChangeFor(Rule.CommonSlot, over, Make.Candidate()));
    }

    /// <summary>Requests and volunteers of every kind, most of whom do not fit.</summary>
    private static readonly Gen<(Need Need, Candidate Candidate)> Pairs =
        from dice in Gen.Choose(0, int.MaxValue).ArrayOf(18)
        from metres in Gen.Choose(0, 600_000)
        from day in Gen.Choose(0, 120)
        from hour in Gen.Choose(0, 23)
        from length in Gen.Choose(20, 6_000)
        let start = Make.Now + Duration.FromDays(day) + Duration.FromMinutes(hour * 60 + dice[0] % 60)
        let need = Make.Need(new TimeWindow(start, start + Duration.FromMinutes(length))) with
        {
            Minutes = dice[1] % 2 == 0 ? 30 : 60, Modes = dice[2] % 4 == 3 ? [MeetingMode.AtHome, MeetingMode.ByPhone] : [(MeetingMode)(dice[2] % 4)], Levels = new((VouchLevel)(dice[16] / 7 % 3), (VouchLevel)(dice[16] / 21 % 3), (VouchLevel)(dice[16] / 63 % 3)), Language = dice[3] % 2 == 0 ? "fr" : "ar",
            Constraints = [.. Enum.GetValues<Constraint>().Where(c => (dice[4] >> (int)c) % 2 == 0)], RotationLimit = dice[5] % 3 == 0 ? null : dice[5] % 3,
        }
        let candidate = Make.Candidate() with
        {
            State = (VolunteerState)(dice[6] % 4), Place = new(48.8876 - metres / 150_000.0, 2.3072 + metres / 300_000.0), MaxDistanceMetres = dice[7] % 50_000,
            Categories = dice[8] % 2 == 0 ? [] : [HelpCategory.DeviceBasics], Modes = [(MeetingMode)(dice[9] % 3)], Blocked = dice[10] % 2 == 0,
            MinutesUsed = Enumerable.Range(0, 5).ToDictionary(m => m == 0 ? 202611 : m == 1 ? 202612 : 202699 + m, m => (dice[11] >> m) % 90),
            Availability = dice[12] % 2 == 0 ? WeeklyAvailability.Never : Make.Candidate().Availability,
            Busy = dice[13] % 2 == 0 ? [] : [new TimeWindow(start, start + Duration.FromMinutes(45))],
            OpenOffers = dice[14] % 5, AskedForThis = dice[14] % 2 == 0, VisitsTogether = dice[15] % 4,
            Guarantee = new(dice[16] % 4 == 0 ? null : (VouchLevel)(dice[16] % 3), dice[17] % 2 == 0, dice[17] % 3 == 0, dice[17] % 5 < 2, dice[17] % 7 < 3),
        }
        select (need, candidate);

    [Property(MaxTest = 500)]
    public Property With_the_smallest_change_the_rule_says_yes() => Prop.ForAll(Pairs.ToArbitrary(), pair => Rules.All.All(rule =>
    {
        if (rule.Check(pair.Need, pair.Candidate) is not { } reason || SmallestChange.Of(reason, pair.Need, pair.Candidate) is not { } change) return true;
        var (need, candidate) = SmallestChange.Apply(change, pair.Need, pair.Candidate);
        return rule.Check(need, candidate) is null;
    }));

    [Property(MaxTest = 500)]
    public Property One_step_less_is_not_enough() => Prop.ForAll(Pairs.ToArbitrary(), pair => Rules.All.All(rule =>
    {
        if (rule.Rule == Rule.CommonSlot || rule.Check(pair.Need, pair.Candidate) is not { } reason) return true;
        if (SmallestChange.Of(reason, pair.Need, pair.Candidate) is not { Amount: { } amount } change) return true;
        var (need, candidate) = SmallestChange.Apply(change with { Amount = amount - 1 }, pair.Need, pair.Candidate);
        return rule.Check(need, candidate) is not null;
    }));

    [Property(MaxTest = 500)]
    public Property There_is_a_change_unless_no_time_is_left_at_all() => Prop.ForAll(Pairs.ToArbitrary(), pair => Rules.All.All(rule =>
        rule.Check(pair.Need, pair.Candidate) is not { } reason
        || SmallestChange.Of(reason, pair.Need, pair.Candidate) is not null
        || rule.Rule == Rule.CommonSlot));
}
