using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Core.Requests;

/// <summary>Where a draft stands.</summary>
public enum DraftState
{
    /// <summary>Waits for the association to call and complete it.</summary>
    Open,
    /// <summary>Became a request.</summary>
    Completed,
    /// <summary>No request: a wrong number, an answer, a joke.</summary>
    Dismissed,
}

/// <summary>A request as somebody said it in their own words, by SMS or by telephone: a person of the association calls back and completes it.</summary>
public sealed class DraftRequest
{
    public required DraftId Id { get; init; }

    /// <summary>Null until it is known who is nearest: then administrators see it.</summary>
    public AssociationId? AssociationId { get; set; }

    /// <summary>Who wrote, when exactly one resident of the association has that number.</summary>
    public ResidentId? ResidentId { get; set; }

    public required PhoneNumber Phone { get; init; }
    public required RequestChannel Channel { get; init; }

    /// <summary>The person's own words, at most 1,000 characters; empty when they were only recorded.</summary>
    public required string Text { get; set; }

    /// <summary>What help is about, when the words or a key said it.</summary>
    public HelpCategory? Category { get; set; }

    /// <summary>Twilio's id of what was said (RE…).</summary>
    public string? RecordingSid { get; set; }

    public required Instant CreatedAt { get; init; }
    public DraftState State { get; set; } = DraftState.Open;
    public Instant? ClosedAt { get; set; }

    /// <summary>What it became.</summary>
    public RequestId? RequestId { get; set; }

    /// <summary>Why it was dismissed.</summary>
    public string? Motive { get; set; }
}
