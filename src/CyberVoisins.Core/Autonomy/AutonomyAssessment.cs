using CyberVoisins.Core.Requests;
using NodaTime;

namespace CyberVoisins.Core.Autonomy;

/// <summary>Identifies an assessment.</summary>
public readonly record struct AssessmentId(Guid Value) : IId<AssessmentId>
{
    public static AssessmentId Of(Guid value) => new(value);
    public static bool operator <(AssessmentId left, AssessmentId right) => left.Value < right.Value;
    public static bool operator >(AssessmentId left, AssessmentId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Six answers of one day. The first is "before"; every later one tells the way since. Read by the person and the association's coordinators.</summary>
public sealed class AutonomyAssessment
{
    public required AssessmentId Id { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required ResidentId ResidentId { get; init; }

    /// <summary>In the order of the questions.</summary>
    public required IReadOnlyList<AutonomyAnswer> Answers { get; init; }

    /// <summary>0 to 12.</summary>
    public required int Points { get; init; }
    public required AutonomyLevel Level { get; init; }

    /// <summary>Where it was answered.</summary>
    public required RequestChannel Channel { get; init; }
    public required Guid ByUserId { get; init; }
    public required Instant At { get; init; }
}

/// <summary>Identifies a proposal to end.</summary>
public readonly record struct EndingId(Guid Value) : IId<EndingId>
{
    public static EndingId Of(Guid value) => new(value);
    public static bool operator <(EndingId left, EndingId right) => left.Value < right.Value;
    public static bool operator >(EndingId left, EndingId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Why an ending is proposed.</summary>
public enum EndingReason
{
    /// <summary>The person says that they do alone what this kind of help needs.</summary>
    LevelReached,
    /// <summary>They were helped with it so often that somebody should ask.</summary>
    AfterVisits,
}

/// <summary>Where a proposal stands.</summary>
public enum EndingState
{
    Proposed,
    /// <summary>The person agrees; nothing is closed to them: they ask again when they like.</summary>
    Agreed,
    /// <summary>They would rather go on.</summary>
    NotYet,
}

/// <summary>"You no longer need us for this": said to a person by a person, for one kind of help.</summary>
public sealed class AutonomyEnding
{
    public required EndingId Id { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required ResidentId ResidentId { get; init; }
    public required HelpCategory Category { get; init; }
    public required EndingReason Reason { get; init; }
    public required Instant ProposedAt { get; init; }
    public EndingState State { get; private set; } = EndingState.Proposed;
    public Instant? AnsweredAt { get; private set; }
    public Guid? AnsweredByUserId { get; private set; }

    /// <exception cref="InvalidTransitionException">It was answered before.</exception>
    public void Answer(bool agreed, Guid by, Instant now)
    {
        if (State != EndingState.Proposed) throw new InvalidTransitionException("Ending", State, "be answered");
        (State, AnsweredAt, AnsweredByUserId) = (agreed ? EndingState.Agreed : EndingState.NotYet, now, by);
    }
}

/// <summary>When to say it.</summary>
public static class EndingRule
{
    /// <summary>So many visits of one kind since the last time it was spoken of, and somebody asks.</summary>
    public const int VisitsBefore = 3;

    /// <summary>Whoever said "not yet" is left in peace so long.</summary>
    public static readonly Duration Peace = Duration.FromDays(90);

    /// <param name="visitsSince">Visits of that kind that took place since the last ending of it was answered, or ever.</param>
    /// <param name="last">The last ending of that kind; null when none was proposed.</param>
    /// <returns>Null when nothing is to be said now.</returns>
    public static EndingReason? ReasonFor(bool reached, int visitsSince, AutonomyEnding? last, Instant now)
    {
        if (visitsSince == 0 || last?.State == EndingState.Proposed) return null;
        if (last is { State: EndingState.NotYet, AnsweredAt: { } answered } && now - answered < Peace) return null;
        return reached ? EndingReason.LevelReached : visitsSince >= VisitsBefore ? EndingReason.AfterVisits : null;
    }
}

/// <summary>Counts of people that are shown only when nobody is recognised in them.</summary>
public static class AutonomyCounts
{
    /// <summary>Fewer people than this are not shown, nor a part whose rest is fewer.</summary>
    public const int Fewest = Matching.Audit.SmallNumbers.Shown;

    /// <returns>Null when it is hidden.</returns>
    public static int? Shown(int people) => people is 0 or >= Fewest ? people : null;

    /// <inheritdoc cref="Shown"/>
    public static int? Part(int part, int whole) => Shown(whole) is null || Shown(part) is null || Shown(whole - part) is null ? null : part;
}
