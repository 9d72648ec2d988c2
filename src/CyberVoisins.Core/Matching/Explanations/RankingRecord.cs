using System.Globalization;
using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>What the service adds to a ranking to make a record of it: nothing here is computed by the ranking.</summary>
/// <param name="AskedAt">When the request was written down.</param>
/// <param name="ProfileAt">When the subject's profile was last written; null for a resident.</param>
/// <param name="RulesVotedBy">Role and meeting.</param>
/// <param name="CandidatePolicy">How the candidates were found.</param>
public sealed record RecordFrame(
    Guid RecordId, Instant CreatedAt, string Language, DecisionType DecisionType, string SubjectPseudonym,
    Mention Mention, Contribution Contribution, Instant AskedAt, Instant? ProfileAt,
    string GitCommit, string? RulesVotedBy, Instant? RulesVotedAt, string CandidatePolicy,
    string PreviousRecordHash, string ReplayCommand, LocalDate RetentionUntil);

/// <summary>The record of one ranking, for one volunteer or for the resident: the same frame and snapshot always give the same bytes.</summary>
public static class RankingRecord
{
    /// <summary>Grows when the same snapshot would give another ranking.</summary>
    public const string AlgorithmVersion = "ranking/3";

    private const int MostAlternatives = 3;

    public static ExplanationRecord Of(RecordFrame frame, InputSnapshot snapshot)
    {
        var ranked = snapshot.Rank();
        var mine = ranked.SingleOrDefault(a => a.VolunteerId == snapshot.Subject);
        return new(
            frame.RecordId, ExplanationRecord.CurrentSchema, frame.CreatedAt, frame.Language, frame.DecisionType,
            snapshot.Subject is null ? SubjectRole.Resident : SubjectRole.Volunteer, frame.SubjectPseudonym, snapshot.Need.RequestId, null,
            frame.Mention, frame.Contribution, Data(frame, snapshot), ParametersOf(frame, snapshot, mine), OperationsOf(ranked, mine, frame.Contribution.Degree), ResultOf(snapshot, mine, frame.Contribution.Degree),
            new(snapshot.Hash, null, frame.PreviousRecordHash, frame.ReplayCommand, frame.RetentionUntil), null);
    }

    private static DataUsed Data(RecordFrame frame, InputSnapshot snapshot)
    {
        var subject = snapshot.Candidates.SingleOrDefault(c => c.Id == snapshot.Subject);
        return new(
            [
                .. DataCatalogue.Of(snapshot.Need, frame.AskedAt),
                .. subject is null ? [] : DataCatalogue.Of(snapshot.Need, subject, frame.ProfileAt ?? frame.CreatedAt, snapshot.Now),
            ],
            DataCatalogue.NotUsed);
    }

    private static Parameters ParametersOf(RecordFrame frame, InputSnapshot snapshot, Assessment? mine)
    {
        var (need, weights) = (snapshot.Need, snapshot.Weights);
        return new(
            PublishedRules.Id, PublishedRules.HashWith(weights), AlgorithmVersion, frame.GitCommit, null, null, frame.RulesVotedBy, frame.RulesVotedAt,
            [
                new("distance", weights.Distance), new("rest", weights.Rest), new("minutes", weights.Minutes), new("slots", weights.Slots),
                new("spare", weights.Spare), new("language", weights.Language), new("rotation", -weights.Rotation),
            ],
            [
                new("ringMetres", need.RadiusMetres), new("limitMetres", need.LimitMetres), new("openOffers", Rules.MaximumOpenOffers - 1),
                .. need.RotationLimit is { } limit ? [new Setting("visitsIn90Days", limit)] : Array.Empty<Setting>(),
                new("askedAtOnce", snapshot.Places),
            ],
            frame.CandidatePolicy, "half-hours of 30 minutes; metres as the crow flies", AppliedTo(snapshot, mine));
    }

    private static Applied? AppliedTo(InputSnapshot snapshot, Assessment? mine) => mine is { Proposal: { } proposal, Rank: { } rank }
        ? new(
            [.. proposal.Points.Lines.Select(l => new Setting(l.Criterion.ToString(), l.Points))], proposal.Points.Total, rank, null, null,
            PublicHash.Of(snapshot.Need.RequestId, mine.VolunteerId, Ranking.TieSalt).ToString("x16", CultureInfo.InvariantCulture))
        : null;

    private static Operations OperationsOf(IReadOnlyList<Assessment> ranked, Assessment? mine, AutomationDegree degree)
    {
        var own = mine?.Proposal?.Points.Total ?? 0;
        return new(
            ranked.Count, PlainReasons.Steps(ranked),
            "points by criterion, weight x part / whole rounded towards zero, added up",
            $"most points first; equal points by the smaller hash with the salt {Ranking.TieSalt}",
            Stage(degree), null, null,
            [
                .. ranked.Where(a => a.Proposal is not null && a.VolunteerId != mine?.VolunteerId).Take(MostAlternatives)
                    .Select((a, i) => new Alternative($"{(char)('A' + i)}", a.Rank!.Value, a.Proposal!.Points.Total - own)),
            ]);
    }

    /// <summary>The procedure that was really applied.</summary>
    private static string Stage(AutomationDegree degree) => degree switch
    {
        AutomationDegree.Human => "chosen by a person among those who may; points for comparison only",
        AutomationDegree.Proposal => "the month's plan, accepted by a person; points for comparison only",
        AutomationDegree.AutomaticWithVeto => "online ranking",
    };

    private static Outcome ResultOf(InputSnapshot snapshot, Assessment? mine, AutomationDegree degree) => mine is null
        ? new(PlainReasons.WhyDoIWait(snapshot), ResidentChanges.Of(snapshot), null)
        : mine.Rank <= snapshot.Places
            ? new(PlainReasons.WhyThisNeighbour(snapshot, mine.VolunteerId, degree), [], null)
            : new(PlainReasons.WhyNotMe(snapshot, mine.VolunteerId), VolunteerChanges.Of(snapshot, mine.VolunteerId), null);
}
