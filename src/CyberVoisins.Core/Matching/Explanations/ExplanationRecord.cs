using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>What was decided about a person.</summary>
public enum DecisionType
{
    /// <summary>A neighbour was asked.</summary>
    Offer,
    /// <summary>A plan proposed this neighbour.</summary>
    Assigned,
    /// <summary>Nobody was found, or not this month.</summary>
    NotServed,
    VolunteerNotChosen,
    /// <summary>A person looked again at a decision that was contested; never rewrites the record it is about.</summary>
    ReviewOutcome,
}

public enum SubjectRole
{
    Resident,
    Volunteer,
}

/// <summary>Code des relations entre le public et l'administration (CRPA), R311-3-1-2, 1°.</summary>
public enum AutomationDegree
{
    /// <summary>The algorithm proposes, a person decides.</summary>
    Proposal,
    /// <summary>It acts, a person may stop or undo it.</summary>
    AutomaticWithVeto,
    /// <summary>A person decided alone.</summary>
    Human,
}

/// <summary>
/// Why a decision about a person was what it was: every field that shared/design/matching.md, section 4, takes from the law,
/// in its order. Immutable; <see cref="RecordChain"/> chains them, <see cref="RecordReplay"/> makes them again.
/// </summary>
/// <param name="SubjectPseudonym">Stable inside the association, meaningless outside; never an id of the database.</param>
/// <param name="PlanId">The month's plan, when there was one.</param>
/// <param name="Contest">Null until contested; then only in the record of the review.</param>
public sealed record ExplanationRecord(
    Guid RecordId,
    int SchemaVersion,
    Instant CreatedAt,
    string Language,
    DecisionType DecisionType,
    SubjectRole SubjectRole,
    string SubjectPseudonym,
    RequestId RequestId,
    string? PlanId,
    Mention Mention,
    Contribution Contribution,
    DataUsed Data,
    Parameters Parameters,
    Operations Operations,
    Outcome Result,
    Integrity Integrity,
    Contest? Contest)
{
    /// <summary>Version of this list of fields.</summary>
    public const int CurrentSchema = 1;
}

/// <summary>What must be said on the decision itself: CRPA L311-3-1 and R311-3-1-1; GDPR 13(2)(f), 14(2)(g).</summary>
/// <param name="AppealRoute">CADA when the body is under the CRPA; the CNIL in every case.</param>
/// <param name="AnswerBy">Silence until then is a refusal that can be appealed.</param>
public sealed record Mention(
    string ControllerName, string Contact, string Purpose, string RulesUrl, string RightsText, string AppealUrl, string AppealRoute, LocalDate AnswerBy);

/// <summary>1° Degree and mode of contribution: CRPA R311-3-1-2. A validation nobody took time for is not a human decision (Défenseur des droits, 2024).</summary>
/// <param name="ReviewSeconds">How long the person looked; null when nobody did.</param>
public sealed record Contribution(
    AutomationDegree Degree, string? HumanActorRole, string? HumanAction, string? HumanReasons, int? ReviewSeconds);

/// <summary>2° Data processed and their sources.</summary>
/// <param name="NotUsed">What is known, or could be, and has no part in the decision.</param>
public sealed record DataUsed(IReadOnlyList<DataItem> Used, IReadOnlyList<string> NotUsed);

public enum DataSource
{
    Resident,
    Volunteer,
    Association,
    Geocoder,
    Computed,
}

/// <param name="Value">Rounded: distances to 100 m, never an address.</param>
/// <param name="LegalBasis">GDPR article 6(1), and 9(2) where it applies.</param>
/// <param name="Mandatory">Without it nobody could be matched.</param>
public sealed record DataItem(string Name, string Value, DataSource Source, Instant? CollectedAt, string LegalBasis, bool Mandatory);

/// <summary>A named setting, in whole numbers.</summary>
public sealed record Setting(string Name, int Value);

/// <summary>3° Parameters, their weighting, and as applied to this person.</summary>
/// <param name="EquityCriterion">"0,0,0,0", "0,7,14,28" or "strict": <see cref="Equity.HeadStart.Canonical"/>; null where no order of requests was used.</param>
/// <param name="VotedBy">Role and meeting, not a name.</param>
/// <param name="CandidatePolicy">How the considered were found: "nearest 15 + sampled 15, salt …".</param>
/// <param name="Units">"half-hours of 30 minutes; metres as the crow flies".</param>
/// <param name="Applied">Null when a rule refused, or for a resident.</param>
public sealed record Parameters(
    string RulesetId, string RulesetHash, string AlgorithmVersion, string GitCommit,
    string? EquityCriterion, int? Interleave, string? VotedBy, Instant? VotedAt,
    IReadOnlyList<Setting> Weights, IReadOnlyList<Setting> Thresholds, string CandidatePolicy, string Units, Applied? Applied);

/// <param name="Points">By criterion, in the order in which they are added up.</param>
/// <param name="Rank">1 is first.</param>
/// <param name="OrderKeyDays">Days waited plus head start, in a plan.</param>
/// <param name="PlaceInOrder">Of the request in the public order, in a plan.</param>
/// <param name="TieHash">16 hexadecimal digits.</param>
public sealed record Applied(
    IReadOnlyList<Setting> Points, int Total, int Rank, int? OrderKeyDays, int? PlaceInOrder, string TieHash);

/// <summary>4° Operations performed, in order.</summary>
/// <param name="Found">Considered before any rule.</param>
/// <param name="Filters">The rules in their order, with how many were left after each.</param>
/// <param name="Stage">"online ranking" or "month's plan".</param>
/// <param name="PriceDecametres">In a plan: what one more half-hour of this volunteer would save.</param>
/// <param name="BlockId">In a plan: the saturated block.</param>
/// <param name="Alternatives">The three best others, without any name.</param>
public sealed record Operations(
    int Found, IReadOnlyList<FilterStep> Filters, string Scoring, string Ordering, string Stage,
    int? PriceDecametres, int? BlockId, IReadOnlyList<Alternative> Alternatives);

public sealed record FilterStep(Rule Rule, int Left);

/// <param name="Letter">"A" is the best of the others: a letter in this record only, never the same person's elsewhere.</param>
/// <param name="PointsMore">Than the subject; negative is fewer.</param>
public sealed record Alternative(string Letter, int Rank, int PointsMore);

/// <summary>Result, and what would have made it another.</summary>
/// <param name="Witness">For a request that a plan did not serve.</param>
public sealed record Outcome(PlainAnswer Reason, IReadOnlyList<Counterfactual> Counterfactuals, Witness? Witness);

/// <summary>Proof that nobody was free: every helper reachable, directly or by exchanges, is full with requests that rank before.</summary>
/// <param name="Helpers">Null under 5.</param>
/// <param name="HalfHours">All of theirs; null when the helpers are.</param>
/// <param name="RequestsBefore">That hold them; null under 5.</param>
public sealed record Witness(int? Helpers, int? HalfHours, int? RequestsBefore)
{
    /// <summary>As it may be shown: under 5 people nothing is counted out.</summary>
    public static Witness Of(Equity.FullBlock block)
    {
        var helpers = Figure.People(block.Helpers).Value;
        return new(helpers, helpers is null ? null : block.HalfHours, Figure.People(block.Requests).Value);
    }
}

/// <param name="InputSnapshotHash">SHA-256 of <see cref="InputSnapshot.ToJson"/>.</param>
/// <param name="PreviousRecordHash">Of the association's record before this one; <see cref="RecordChain.Start"/> for the first.</param>
public sealed record Integrity(
    string InputSnapshotHash, string? PlanCertificateHash, string PreviousRecordHash, string ReplayCommand, LocalDate RetentionUntil);

/// <summary>A person asked for another look: GDPR 22(3); CRPA recours.</summary>
/// <param name="Handler">Role, not a name.</param>
public sealed record Contest(Guid ContestedRecordId, Instant OpenedAt, string Handler, string Decision, string? Correction);
