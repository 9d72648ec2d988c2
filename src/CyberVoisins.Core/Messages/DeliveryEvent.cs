using NodaTime;

namespace CyberVoisins.Core.Messages;

/// <summary>What a piece of delivery news did.</summary>
public enum DeliveryEffect
{
    Applied,
    /// <summary>Older than what was known.</summary>
    Late,
    /// <summary>A word that we do not know: kept, and nothing changed.</summary>
    UnknownStatus,
    /// <summary>Two final states that cannot both be true: the better one stands, and this is for a person to see.</summary>
    Conflict,
    /// <summary>It fits no message of ours: kept apart, for a person to see.</summary>
    Quarantined,
}

/// <summary>News of a message as the provider told it, once for each provider's id and status.</summary>
public sealed class DeliveryEvent
{
    public required string ProviderSid { get; init; }
    public required string Status { get; init; }

    /// <summary>The message that it said to be about, even when it is none of ours.</summary>
    public required MessageId MessageId { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Fields that are new to us, as JSON; never numbers or texts.</summary>
    public string? Extra { get; init; }

    public required Instant ReceivedAt { get; init; }
    public required DeliveryEffect Effect { get; init; }
}
