using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server.Decisions;

/// <summary>Identifies a contest of a decision.</summary>
public readonly record struct ContestId(Guid Value) : IId<ContestId>
{
    public static ContestId Of(Guid value) => new(value);
    public static bool operator <(ContestId left, ContestId right) => left.Value < right.Value;
    public static bool operator >(ContestId left, ContestId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Where a contest stands.</summary>
public enum ContestState
{
    /// <summary>A person must answer before the deadline.</summary>
    Open,
    /// <summary>The decision stands, and it was explained why.</summary>
    Upheld,
    /// <summary>Something was put right.</summary>
    Corrected,
}

/// <summary>Somebody asks for a person to look again at a decision: GDPR 22(3); a month to answer, as in CRPA R311-13.</summary>
internal sealed class ContestOfDecision
{
    public required ContestId Id { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>The record contested.</summary>
    public required DecisionId DecisionId { get; init; }

    /// <summary>In the person's own words, at most 500 characters.</summary>
    public required string Words { get; init; }

    public required Guid ByUserId { get; init; }
    public required Instant OpenedAt { get; init; }
    public required Instant Deadline { get; init; }
    public ContestState State { get; private set; } = ContestState.Open;

    /// <summary>What a person answered, at most 500 characters.</summary>
    public string? Answer { get; private set; }

    public Guid? AnsweredByUserId { get; private set; }
    public Instant? AnsweredAt { get; private set; }

    /// <exception cref="InvalidTransitionException">It was answered before.</exception>
    public void Close(ContestState state, string answer, Guid by, Instant now)
    {
        if (State != ContestState.Open) throw new InvalidTransitionException("Contest", State, "be answered");
        (State, Answer, AnsweredByUserId, AnsweredAt) = (state, answer, by, now);
    }
}
