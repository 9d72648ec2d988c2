using NodaTime;

namespace CyberVoisins.Core.Messages;

/// <summary>A telephone call with the service, and where in its menu the caller stands: Twilio asks by its id, any process answers.</summary>
public sealed class VoiceCall
{
    /// <summary>Twilio's id (CA…).</summary>
    public required string CallSid { get; init; }

    /// <summary>Who calls; the number that they typed when it was withheld, null before.</summary>
    public required PhoneNumber? From { get; set; }
    public required Instant StartedAt { get; init; }
    public Instant? EndedAt { get; set; }

    /// <summary>The association that answers; null until the caller's place is known.</summary>
    public AssociationId? AssociationId { get; set; }

    /// <summary>Who proved to be at the other end; null before.</summary>
    public ResidentId? ResidentId { get; set; }

    /// <summary>The visit that was read out, as it then was.</summary>
    public VisitId? VisitId { get; set; }
    public int? VisitVersion { get; set; }

    /// <summary>The request that the caller is making.</summary>
    public DraftId? DraftId { get; set; }

    /// <summary>The case that the caller's worry opened.</summary>
    public Worries.WorryCaseId? WorryId { get; set; }

    /// <summary>The message that this call reads out, when we called.</summary>
    public MessageId? MessageId { get; set; }

    /// <summary>Where the caller stands in the menu.</summary>
    public required VoiceStep Step { get; set; }

    /// <summary>How often the present step was not understood, and how often a code was wrong.</summary>
    public int Misses { get; set; }
    public int WrongCodes { get; set; }
}
