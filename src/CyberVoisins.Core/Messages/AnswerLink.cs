using NodaTime;

namespace CyberVoisins.Core.Messages;

/// <summary>What a link may do, and nothing else.</summary>
public enum LinkPurpose
{
    /// <summary>Yes or no to an offer.</summary>
    AnswerOffer,
    /// <summary>Call off a visit.</summary>
    CancelVisit,
    /// <summary>Say how a visit went.</summary>
    ReportVisit,
}

/// <summary>A link in an SMS that answers for its reader without signing in: one purpose, one use, and an end.</summary>
public sealed class AnswerLink
{
    /// <summary>The first half of the token; the second half is its signature and is not stored, so a copy of the table opens nothing.</summary>
    public required string Key { get; init; }

    public required LinkPurpose Purpose { get; init; }
    public OfferId? OfferId { get; init; }
    public VisitId? VisitId { get; init; }

    /// <summary>Who got it: the volunteer's or the resident's telephone.</summary>
    public required PhoneNumber Phone { get; init; }

    public required Instant ExpiresAt { get; init; }
    public Instant? UsedAt { get; set; }
}
