using CyberVoisins.Core.Time;
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
    /// <summary>A volunteer is asked to accept the charter of today.</summary>
    CharterToAccept,
    /// <summary>A relative or guardian is told of a visit.</summary>
    ContactTold,
    /// <summary>Something changed about how the reader, or a colleague, signs in.</summary>
    AccountSecurity,
    /// <summary>Somebody agreed that they no longer need help of one kind.</summary>
    EndingAgreed,
    /// <summary>A resident thanks the volunteer who came.</summary>
    Thanks,
    /// <summary>The answer to an SMS that somebody just sent: it may leave at any hour.</summary>
    Reply,
}

/// <summary>How a message reaches its recipient.</summary>
public enum MessageChannel
{
    Sms,
    /// <summary>A call that the service makes by itself and in which it reads the message out: only where the caller's number may legally do it.</summary>
    Voice,
    /// <summary>A call that a person of the association makes.</summary>
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

    /// <summary>Where its recipient lives: their clock and their holidays.</summary>
    public required Region Region { get; init; }

    /// <summary>As it is sent: already GSM-7. Empty once it was forgotten (<see cref="RedactedAt"/>).</summary>
    public required string Body { get; set; }

    /// <summary>The same for a sender that cannot receive an answer: a link or a number instead of a word to reply. Null when the text asks for none.</summary>
    public string? OneWayBody { get; set; }

    /// <summary>SMS segments of the text that was, or will be, sent; 0 for a call.</summary>
    public required int Segments { get; set; }

    public required Instant CreatedAt { get; init; }
    public required Instant NotBefore { get; set; }

    /// <summary>After this it is not sent; null means it keeps.</summary>
    public Instant? Deadline { get; init; }

    /// <summary>When what it speaks of happens; null when at no hour.</summary>
    public Instant? About { get; init; }

    /// <summary>The message that this one takes over from on another channel, because it was not acknowledged.</summary>
    public MessageId? Follows { get; init; }

    /// <summary>What it speaks of; checked again just before it is sent.</summary>
    public OfferId? OfferId { get; init; }
    public RequestId? RequestId { get; init; }
    public VisitId? VisitId { get; init; }
    public int? VisitVersion { get; init; }

    public MessageState State { get; set; } = MessageState.Queued;

    /// <summary>How often it was tried and proven not sent.</summary>
    public int Attempts { get; set; }

    /// <summary>The worker that has it, and until when: another takes it only afterwards.</summary>
    public Guid? LeasedBy { get; set; }
    public Instant? LeasedUntil { get; set; }

    public Instant? InFlightSince { get; set; }
    public Instant? SentAt { get; set; }

    /// <summary>Proof that it reached its reader: delivered, heard on the telephone, or said by a person.</summary>
    public Instant? AcknowledgedAt { get; set; }

    /// <summary>Its reader answered it.</summary>
    public Instant? AnsweredAt { get; set; }

    /// <summary>It was told otherwise or is no longer true: nobody needs to be called about it.</summary>
    public Instant? SettledAt { get; set; }

    /// <summary>A person of the association has seen that it failed, and took it on.</summary>
    public Instant? SeenAt { get; set; }

    /// <summary>Who flew it ("twilio", "brevo", "local"): where it is looked up.</summary>
    public string? Provider { get; set; }

    /// <summary>What the provider says it cost, positive, in <see cref="PriceUnit"/> (ISO 4217); null until it says.</summary>
    public decimal? Price { get; set; }
    public string? PriceUnit { get; set; }

    /// <summary>How many segments the provider counted; null until it says.</summary>
    public int? BilledSegments { get; set; }

    /// <summary>How often the provider was asked what became of it after it had it, and when it is asked next.</summary>
    public int Checks { get; set; }
    public Instant? CheckAt { get; set; }

    /// <summary>When the text was forgotten here, and at the provider.</summary>
    public Instant? RedactedAt { get; set; }
    public Instant? RedactedAtProviderAt { get; set; }

    /// <summary>What it is for at this instant.</summary>
    public MessagePurpose PurposeAt(Instant now) =>
        Kind is MessageKind.VisitCancelled or MessageKind.VisitMoved && About is { } about && about > now && about - now <= CivilHours.Urgent ? MessagePurpose.Safety
        // An answer that was held up is news like any other: nobody waits for it at three in the morning.
        : Kind == MessageKind.Reply && now - CreatedAt > AtOnce ? MessagePurpose.Transactional
        : MessagePurposes.Of(Kind);

    private static readonly Duration AtOnce = Duration.FromMinutes(15);

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

    /// <summary>Which of our numbers it came to; null when it came by the development phone.</summary>
    public string? To { get; init; }

    /// <summary>At most 1,600 characters. Empty once it was forgotten.</summary>
    public required string Body { get; set; }

    /// <summary>What the provider's own filter made of it: STOP, START or HELP (Twilio's OptOutType); null when it does not filter.</summary>
    public string? OptOutType { get; init; }

    /// <summary>What else the provider said, as JSON, without numbers, places and texts: fields that are new to us are kept.</summary>
    public string? Extra { get; init; }

    public Instant? RedactedAt { get; set; }
    public Instant? RedactedAtProviderAt { get; set; }

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
