using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server.Plans;

/// <summary>Identifies a month's plan.</summary>
public readonly record struct PlanId(Guid Value) : IId<PlanId>
{
    public static PlanId Of(Guid value) => new(value);
    public static bool operator <(PlanId left, PlanId right) => left.Value < right.Value;
    public static bool operator >(PlanId left, PlanId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Where a plan stands.</summary>
public enum PlanState
{
    /// <summary>The computation is under way; nobody is asked anything.</summary>
    Computing,
    /// <summary>A coordinator looks at it; nobody is asked anything.</summary>
    Proposed,
    /// <summary>Offers went out, or are going out.</summary>
    Accepted,
    /// <summary>Not wanted, or cancelled while it was computed.</summary>
    Discarded,
    /// <summary>It could not be computed; the service's log says why.</summary>
    Failed,
    /// <summary>It had been accepted, then another plan of the same month was: whom it had not asked yet, it no longer asks. Offers that went out stay.</summary>
    Superseded,
}

/// <summary>What a plan reaches, beside what would happen without it.</summary>
/// <param name="BoundUnits">No plan under the same rules and the same changes by hand can serve more half-hours: the gap to ServedUnits is proved.</param>
/// <param name="Metres">As the crow flies, summed over requests served.</param>
/// <param name="Exact">Who is served and the distance are proved best; false for flexible durations.</param>
/// <param name="Checked">An independent check found every layer as the proof says.</param>
/// <param name="ServedUnitsWithout">In the order of arrival, each asking its best by points, everybody saying yes.</param>
public sealed record PlanFigures(
    int Requests, int AskedUnits, int RequestsServed, int ServedUnits, int BoundUnits, long Metres, bool Exact, bool Checked,
    int RequestsServedWithout, int ServedUnitsWithout, long MetresWithout);

/// <summary>Where to recruit: volunteers whose month is full with requests that nobody else could help.</summary>
/// <param name="Helpers">Null under 5 people.</param>
/// <param name="Requests">Of the plan inside the block; null under 5.</param>
/// <param name="Communes">INSEE codes of the requests refused there.</param>
public sealed record RecruitHere(int Block, int? Helpers, int? Requests, int Refused, IReadOnlyList<string> Communes);

/// <summary>The month's plan of an association: a proposal, until a person accepts it.</summary>
internal sealed class Plan
{
    public required PlanId Id { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>As 202612: visits start in it, and its minutes pay for them.</summary>
    public required int Month { get; init; }

    public required int RulesetVersion { get; init; }
    public required Guid ByUserId { get; init; }
    public required Instant CreatedAt { get; init; }
    public PlanState State { get; private set; } = PlanState.Computing;
    public Instant StateSince { get; private set; }

    /// <summary>While it is computed: whoever holds it until then computes it; later, it was abandoned.</summary>
    public Instant? LeaseUntil { get; private set; }

    public int RequestsDone { get; private set; }
    public int Requests { get; private set; }
    public PlanFigures? Figures { get; private set; }
    public int Revision { get; private set; }
    public IReadOnlyList<RecruitHere> Blocks { get; private set; } = [];

    /// <summary>What was planned, as compressed JSON (<see cref="Core.Matching.Plan.PlanBook"/>), and its SHA-256.</summary>
    public byte[] Book { get; private set; } = [];

    public string? InputHash { get; private set; }
    public string? CertificateHash { get; private set; }

    /// <summary>Breaks ties of the order. Known before anything is computed, and the same however often the month is planned: nobody can draw again.</summary>
    public string Salt => SaltOf(AssociationId, Month);

    public static string SaltOf(AssociationId association, int month) => $"plan:{association}:{month}";

    /// <param name="book">Null when only the volunteers changed.</param>
    public void Propose(PlanFigures figures, IReadOnlyList<RecruitHere> blocks, byte[]? book, string inputHash, string certificateHash, Instant now)
    {
        Require(State is PlanState.Computing or PlanState.Proposed, "be proposed");
        (Figures, Blocks, Book, InputHash, CertificateHash, LeaseUntil) = (figures, blocks, book ?? Book, inputHash, certificateHash, null);
        (RequestsDone, Requests) = (figures.Requests, figures.Requests);
        Enter(PlanState.Proposed, now);
    }

    public void Accept(Instant now)
    {
        Require(State == PlanState.Proposed, "be accepted");
        Enter(PlanState.Accepted, now);
    }

    /// <summary>Another plan of its month is accepted: two would ask for the same requests and the same minutes.</summary>
    public void Supersede(Instant now)
    {
        Require(State == PlanState.Accepted, "be superseded");
        Enter(PlanState.Superseded, now);
    }

    public void Discard(Instant now)
    {
        Require(State is PlanState.Computing or PlanState.Proposed, "be discarded");
        Enter(PlanState.Discarded, now);
    }

    public void Fail(Instant now)
    {
        Require(State == PlanState.Computing, "fail");
        Enter(PlanState.Failed, now);
    }

    private void Enter(PlanState state, Instant now) => (State, StateSince) = (state, now);

    private void Require(bool possible, string action)
    {
        if (!possible) throw new InvalidTransitionException(nameof(Plan), State, action);
    }
}

/// <summary>What became of a line of an accepted plan.</summary>
public enum LineOutcome
{
    /// <summary>The neighbour was asked.</summary>
    Offered,
    /// <summary>The neighbour had been asked already, and has still to answer.</summary>
    AlreadyAsked,
    /// <summary>The neighbour had said yes already, before the plan could ask.</summary>
    Helped,
    /// <summary>The request was answered otherwise, or the neighbour can no longer. A request that was searching goes on searching; one on the association's list stays there.</summary>
    NoLongerPossible,
}

/// <summary>One request in the plan, in the public order.</summary>
internal sealed class PlanLine
{
    public required PlanId PlanId { get; init; }
    public required RequestId RequestId { get; init; }

    /// <summary>1 is first.</summary>
    public required int Place { get; init; }

    public required int WaitedDays { get; init; }
    public required int HeadStartDays { get; init; }

    /// <summary>Null when the plan cannot serve it.</summary>
    public VolunteerId? VolunteerId { get; set; }

    /// <summary>As the crow flies; null by phone, and when not served.</summary>
    public int? Metres { get; set; }

    /// <summary>For a request that is not served: how many could help, all full; 0 when nobody offers this help; null when those who could were asked already, have no time, or are not proved full.</summary>
    public int? Helpers { get; set; }

    /// <summary>Requests that hold these helpers, all before it in the order.</summary>
    public int? RequestsBefore { get; set; }

    /// <summary>
    /// The fewest more days of waiting with which it would be served; null when days alone do not decide (strict priority,
    /// alternating places, flexible durations, a pair forced by hand).
    /// </summary>
    public int? MoreDays { get; set; }

    public LineOutcome? Outcome { get; set; }
    public OfferId? OfferId { get; set; }
}

/// <summary>What a coordinator decided about a pair, and what it cost: never changed, another decision is another line.</summary>
internal sealed class PlanDecision
{
    public required PlanId PlanId { get; init; }
    public required int Sequence { get; init; }
    public required RequestId RequestId { get; init; }
    public required VolunteerId VolunteerId { get; init; }

    public required PairChoice Choice { get; init; }

    public required string Motive { get; init; }
    public required Guid ByUserId { get; init; }
    public required Instant At { get; init; }
    public required int UnitsLost { get; init; }
    public required long MetresAdded { get; init; }
}
