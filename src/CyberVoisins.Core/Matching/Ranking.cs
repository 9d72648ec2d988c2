using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using NodaTime;

namespace CyberVoisins.Core.Matching;

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

    /// <summary>Every candidate, the proposed first and in rank order: most points, a tie by the smaller public hash.</summary>
    public static IReadOnlyList<Assessment> Of(Need need, IEnumerable<Candidate> candidates, Instant now, RankingWeights? weights = null)
    {
        var assessed = candidates.Select(candidate => Assess(need, candidate, now, weights ?? RankingWeights.Default)).ToList();
        var proposed = assessed
            .Where(a => a.Proposal is not null)
            .OrderByDescending(a => a.Proposal!.Points.Total)
            .ThenBy(a => PublicHash.Of(need.RequestId, a.VolunteerId, TieSalt))
            .Select((a, index) => a with { Rank = index + 1 });
        return [.. proposed, .. assessed.Where(a => a.Proposal is null)];
    }

    private static Assessment Assess(Need need, Candidate candidate, Instant now, RankingWeights weights)
    {
        var reasons = Rules.All.Select(rule => rule.Check(need, candidate)).OfType<Reason>().ToList();
        return new(candidate.Id, reasons, reasons.Count == 0 ? Propose(need, candidate, now, weights) : null, null);
    }

    private static Proposal Propose(Need need, Candidate candidate, Instant now, RankingWeights weights)
    {
        var mode = Rules.ModeFor(need, candidate)
            ?? throw new InvalidOperationException("The rules let a volunteer through who cannot meet the resident.");
        int? metres = mode == MeetingMode.ByPhone ? null : candidate.Place.MetresTo(need.Place);
        var slots = Rules.UsableSlots(need, candidate).Take(Points.FullSlots).ToList();
        var month = MinutesLedger.MonthOf(slots[0].Start, need.Zone);
        return new(mode, metres, slots[0].Start, Points.Of(
            new(metres, need.LimitMetres, candidate.LastAskedAt is { } asked ? (now - asked).Days : null, candidate.MinutesLeft(month), candidate.MinutesPerMonth,
                slots.Count, candidate.ExpectedMinutes, candidate.Languages.Contains(need.ResidentLanguage), candidate.VisitsTogether),
            weights));
    }
}
