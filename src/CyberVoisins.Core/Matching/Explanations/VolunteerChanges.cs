using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// "Why not me?": the smallest change of each kind that would have had this volunteer asked. Each is found, and proved, by
/// ranking everybody again with only that changed.
/// </summary>
public static class VolunteerChanges
{
    private const int Hundred = 100;

    /// <summary>Nothing to change for whoever was asked.</summary>
    public static IReadOnlyList<Counterfactual> Of(InputSnapshot snapshot, VolunteerId volunteer)
    {
        var assessment = snapshot.Rank().Single(a => a.VolunteerId == volunteer);
        if (assessment.Rank <= snapshot.Places) return [];
        var candidate = snapshot.Candidates.Single(c => c.Id == volunteer);
        return assessment.Proposal is { } proposal
            ? [.. Graded(snapshot.Need, candidate, proposal, snapshot.Now).Select(g => Smallest(snapshot, candidate, g)).OfType<Counterfactual>()]
            : Eligible(snapshot, candidate) is { } one ? [one] : [];
    }

    /// <summary>All that the rules ask for, together; null when nothing about the volunteer would do.</summary>
    private static Counterfactual? Eligible(InputSnapshot snapshot, Candidate candidate)
    {
        var (need, changed) = (snapshot.Need, candidate);
        var levers = new List<Lever>();
        // The distance last: whoever would also meet by telephone need not live nearer.
        foreach (var rule in Rules.All.OrderBy(r => r.Rule == Rule.WithinReach))
        {
            // A change may have satisfied a later rule too, given it another figure, or opened a way to meet of which it has something to say.
            if (rule.Check(need, changed) is not { } reason) continue;
            if (SmallestChange.Of(reason, need, changed) is not { } change) return null;
            (need, changed) = SmallestChange.Apply(change, need, changed);
            levers.Add(new(LeverKind.Rule, Shown(change), change.Rule, change.FreeFrom));
        }
        return Replayed(snapshot.With(need, changed), candidate.Id, levers);
    }

    /// <summary>What would change one criterion of the points, step by step.</summary>
    /// <param name="Most">Steps that make sense; 0 when the criterion is full already.</param>
    private sealed record Lift(Func<int, Lever> Lever, int Most, Func<Candidate, int, Candidate> Apply);

    private static IEnumerable<Lift> Graded(Need need, Candidate candidate, Proposal proposal, Instant now)
    {
        var month = MinutesLedger.MonthOf(proposal.Start, need.Zone);
        if (proposal.DistanceMetres is { } metres)
            // Whole hundreds of the distance there is: nobody lives at less than nothing.
            yield return new(n => new(LeverKind.Nearer, Figure.Nearer(n * Hundred)), metres / Hundred,
                (c, n) => c with { Place = c.Place.NearerTo(need.Place, metres - n * Hundred) });
        if (candidate.LastAskedAt is { } asked)
            yield return new(n => new(LeverKind.AskedEarlier, Figure.Of(FigureKind.Days, n)), Math.Max(0, Points.FullRestDays - (now - asked).Days),
                (c, n) => c with { LastAskedAt = asked - Duration.FromDays(n) });
        yield return new(n => new(LeverKind.MinutesLeft, Figure.Of(FigureKind.Minutes, n)), candidate.MinutesUsed.GetValueOrDefault(month),
            (c, n) => c with { MinutesUsed = new Dictionary<int, int>(c.MinutesUsed) { [month] = c.MinutesUsed.GetValueOrDefault(month) - n } });
        yield return new(n => new(LeverKind.LessNeeded, Figure.Of(FigureKind.Minutes, n)), candidate.ExpectedMinutes ?? 0,
            (c, n) => c with { ExpectedMinutes = c.ExpectedMinutes - n });
        yield return new(n => new(LeverKind.FewerVisits, Figure.Of(FigureKind.Visits, n)), candidate.VisitsTogether,
            (c, n) => c with { VisitsTogether = c.VisitsTogether - n });
        yield return new(_ => new(LeverKind.AlwaysFree), 1, (c, _) => c with { Availability = AllWeek, Busy = [] });
        yield return new(_ => new(LeverKind.OwnLanguage), candidate.Languages.Contains(need.ResidentLanguage) ? 0 : 1,
            (c, _) => c with { Languages = [.. c.Languages, need.ResidentLanguage] });
    }

    private static readonly WeeklyAvailability AllWeek = new(Enum.GetValues<IsoDayOfWeek>()
        .Where(day => day != IsoDayOfWeek.None).Select(day => new WeeklySlot(day, LocalTime.Midnight, LocalTime.Midnight)));

    /// <summary>Points only grow with each step, so halving finds the fewest that do.</summary>
    private static Counterfactual? Smallest(InputSnapshot snapshot, Candidate candidate, Lift lift)
    {
        bool Asked(int steps) => RankWith(snapshot.With(snapshot.Need, lift.Apply(candidate, steps)), candidate.Id) <= snapshot.Places;
        if (lift.Most == 0 || !Asked(lift.Most)) return null;
        int enough = lift.Most, tooFew = 0;
        while (enough - tooFew > 1)
        {
            var middle = (enough + tooFew) / 2;
            if (Asked(middle)) enough = middle;
            else tooFew = middle;
        }
        return Replayed(snapshot.With(snapshot.Need, lift.Apply(candidate, enough)), candidate.Id, [lift.Lever(enough)]);
    }

    private static Counterfactual? Replayed(InputSnapshot changed, VolunteerId volunteer, IReadOnlyList<Lever> levers) =>
        RankWith(changed, volunteer) is { } rank
            ? new(levers, rank <= changed.Places ? NewOutcome.Asked : NewOutcome.RankedLower, rank, true)
            : null;

    private static int? RankWith(InputSnapshot snapshot, VolunteerId volunteer) =>
        snapshot.Rank().Single(a => a.VolunteerId == volunteer).Rank;

    private static Figure? Shown(Change change) => change.Amount is not { } amount ? null : change.Rule switch
    {
        Rule.WithinReach => Figure.Nearer(amount),
        Rule.RotationLimit => Figure.Of(FigureKind.Visits, amount),
        Rule.FewOpenOffers => Figure.Of(FigureKind.Offers, amount),
        Rule.MinutesLeft or Rule.CommonSlot => Figure.Of(FigureKind.Minutes, amount),
        Rule.Vouched or Rule.NotPaused or Rule.NotSuspended or Rule.VouchingInDate or Rule.CharterAccepted or Rule.GuardianConsent or Rule.MinorNotAtHome
            or Rule.LevelForMode or Rule.NotBlocked or Rule.MeetingMode or Rule.Category or Rule.Language
            or Rule.WomanHelper or Rule.IdentityVerified or Rule.StepFree or Rule.NotAskedYet => null,
    };
}
