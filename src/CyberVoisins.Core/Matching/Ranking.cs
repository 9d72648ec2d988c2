using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>
/// Points that a person can add up by hand; all integers. Weights 50/25/15/10: the row "points 50/25/15/10/0"
/// of shared/design/matching.md, section 2 (98.0 % of the clairvoyant optimum at load 0.67).
/// </summary>
/// <param name="Distance">0–50: 50 next door, 0 at the widest ring; 0 for help by phone.</param>
/// <param name="Rest">0–25: 25 for a volunteer never asked, or not for 30 days.</param>
/// <param name="Minutes">0–15: how much of the month is left.</param>
/// <param name="Slots">0–10: 10 for three common times or more.</param>
public sealed record Points(int Distance, int Rest, int Minutes, int Slots)
{
    public const int MaximumDistance = 50;
    public const int MaximumRest = 25;
    public const int MaximumMinutes = 15;
    public const int MaximumSlots = 10;

    public int Total => Distance + Rest + Minutes + Slots;

    public override string ToString() => $"distance={Distance} rest={Rest} minutes={Minutes} slots={Slots}";
}

/// <summary>A volunteer who may be asked: how, when, and with how many points.</summary>
public sealed record Proposal(MeetingMode Mode, int? DistanceMetres, Instant Start, Points Points);

/// <summary>What the rules and the ranking say of one volunteer: a proposal with its rank, or every reason against.</summary>
/// <param name="Rank">1 is first; null when refused.</param>
public sealed record Assessment(VolunteerId VolunteerId, IReadOnlyList<Reason> Reasons, Proposal? Proposal, int? Rank);

/// <summary>Who may, and who first: pure, the same answer for the same input.</summary>
public static class Ranking
{
    /// <summary>Published with the rules; changing it changes who wins a tie.</summary>
    public const string TieSalt = "cybervoisins-2026";

    private const int RestDays = 30;
    private const int EnoughSlots = 3;

    /// <summary>Every candidate, the proposed first and in rank order.</summary>
    public static IReadOnlyList<Assessment> Of(Need need, IEnumerable<Candidate> candidates, Instant now)
    {
        var assessed = candidates.Select(candidate => Assess(need, candidate, now)).ToList();
        var proposed = assessed
            .Where(a => a.Proposal is not null)
            .OrderByDescending(a => a.Proposal!.Points.Total)
            .ThenBy(a => PublicHash.Of(need.RequestId, a.VolunteerId, TieSalt))
            .Select((a, index) => a with { Rank = index + 1 });
        return [.. proposed, .. assessed.Where(a => a.Proposal is null)];
    }

    private static Assessment Assess(Need need, Candidate candidate, Instant now)
    {
        var reasons = Rules.All.Select(rule => rule.Check(need, candidate)).OfType<Reason>().ToList();
        return new(candidate.Id, reasons, reasons.Count == 0 ? Propose(need, candidate, now) : null, null);
    }

    private static Proposal Propose(Need need, Candidate candidate, Instant now)
    {
        var mode = Rules.ModeFor(need, candidate)
            ?? throw new InvalidOperationException("The rules let a volunteer through who cannot meet the resident.");
        int? metres = mode == MeetingMode.ByPhone ? null : candidate.Place.MetresTo(need.Place);
        var slots = Rules.UsableSlots(need, candidate).Take(EnoughSlots).ToList();
        var month = MinutesLedger.MonthOf(slots[0].Start, need.Zone);

        return new(mode, metres, slots[0].Start, new(
            metres is { } m ? Points.MaximumDistance * Math.Max(0, need.LimitMetres - m) / need.LimitMetres : 0,
            Points.MaximumRest * DaysOfRest(candidate, now) / RestDays,
            Points.MaximumMinutes * candidate.MinutesLeft(month) / candidate.MinutesPerMonth,
            Points.MaximumSlots * slots.Count / EnoughSlots));
    }

    private static int DaysOfRest(Candidate candidate, Instant now) =>
        candidate.LastAskedAt is { } asked ? Math.Clamp((now - asked).Days, 0, RestDays) : RestDays;
}
