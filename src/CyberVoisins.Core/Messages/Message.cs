using NodaTime;

namespace CyberVoisins.Core.Messages;

/// <summary>Why a message is sent.</summary>
public enum MessageKind
{
    SignInCode,
    Welcome,
    Offer,
    OfferTaken,
    RequestReceived,
    RequestEscalated,
    RequestCancelled,
    VisitConfirmed,
    VisitMoved,
    VisitCancelled,
    Reminder,
    VisitReport,
    /// <summary>A person looked again at a decision that somebody contested.</summary>
    ContestAnswered,
    /// <summary>The answer to an SMS that somebody just sent: it may leave at any hour.</summary>
    Reply,
}

/// <summary>How a message reaches its recipient.</summary>
public enum MessageChannel
{
    Sms,
    /// <summary>A call that a person of the association makes: for landlines.</summary>
    Call,
}

/// <summary>Where a message stands. In flight is written before the provider is called, so that a crash can never send twice.</summary>
public enum MessageState
{
    Queued,
    InFlight,
    /// <summary>The provider has it.</summary>
    Accepted,
    Sent,
    Delivered,
    Undelivered,
    /// <summary>The provider refused it for good.</summary>
    Rejected,
    /// <summary>Nobody knows whether it left: looked up at the provider, never sent again blindly.</summary>
    Uncertain,
    /// <summary>What it spoke of changed before it left.</summary>
    Cancelled,
    /// <summary>Too late to be useful.</summary>
    Expired,
    /// <summary>The recipient said STOP.</summary>
    OptedOut,
    /// <summary>On the association's call list.</summary>
    ToCall,
    Called,
}

/// <summary>One intention to tell one person one thing, written in the same transaction as what caused it.</summary>
public sealed class Message
{
    public required MessageId Id { get; init; }

    /// <summary>Unique: the same intention cannot be written twice ("reminder:{visit}:v2:TwoHours:volunteer").</summary>
    public required string DedupKey { get; init; }

    /// <summary>Null for sign-in codes, which belong to no association.</summary>
    public AssociationId? AssociationId { get; init; }

    public required MessageKind Kind { get; init; }
    public required MessageChannel Channel { get; init; }
    public required PhoneNumber To { get; init; }

    /// <summary>As it is sent: already GSM-7.</summary>
    public required string Body { get; init; }

    /// <summary>SMS segments; 0 for a call.</summary>
    public required int Segments { get; init; }

    public required Instant CreatedAt { get; init; }
    public required Instant NotBefore { get; set; }

    /// <summary>After this it is not sent; null means it keeps.</summary>
    public Instant? Deadline { get; init; }

    /// <summary>What it speaks of; checked again just before it is sent.</summary>
    public OfferId? OfferId { get; init; }
    public RequestId? RequestId { get; init; }
    public VisitId? VisitId { get; init; }
    public int? VisitVersion { get; init; }

    public MessageState State { get; set; } = MessageState.Queued;

    /// <summary>How often it was tried and proven not sent.</summary>
    public int Attempts { get; set; }

    public Instant? InFlightSince { get; set; }
    public Instant? SentAt { get; set; }

    /// <summary>The provider's id (Twilio: SM…).</summary>
    public string? ProviderSid { get; set; }

    /// <summary>The provider's error, or ours.</summary>
    public string? ErrorCode { get; set; }
}

/// <summary>An SMS that somebody sent us: written first, understood after, so that none is lost.</summary>
public sealed class InboundMessage
{
    public required MessageId Id { get; init; }

    /// <summary>The provider's id: the same SMS delivered twice is one.</summary>
    public required string ProviderSid { get; init; }

    public required PhoneNumber From { get; init; }

    /// <summary>At most 1,600 characters.</summary>
    public required string Body { get; init; }

    public required Instant ReceivedAt { get; init; }
    public Instant? HandledAt { get; set; }

    /// <summary>How often handling it failed, by a mistake of ours.</summary>
    public int Attempts { get; set; }

    /// <summary>Not tried again before.</summary>
    public Instant? NotBefore { get; set; }

    /// <summary>The association that its sender was speaking with when it came: the only one that may read it. Null for a number that none knows.</summary>
    public AssociationId? AssociationId { get; set; }

    /// <summary>What it was understood as: "Yes", "No", "Stop", "Unclear"…</summary>
    public string? Understood { get; set; }
}

/// <summary>A number that said STOP: nothing is sent to it until it asks again.</summary>
public sealed class OptOut
{
    public required PhoneNumber Phone { get; init; }
    public required Instant At { get; init; }
}
