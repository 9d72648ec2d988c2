using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>A parent or guardian agrees that a volunteer of 16 or 17 years helps: by telephone or in a public place, never alone at a home.</summary>
public sealed class GuardianConsent
{
    public required ConsentId Id { get; init; }
    public required VolunteerId VolunteerId { get; init; }
    public required AssociationId AssociationId { get; init; }

    public required string GuardianFirstName { get; set; }
    public required PhoneNumber GuardianPhone { get; set; }
    public required ConsentChannel Channel { get; init; }

    /// <summary>The day on which it was given.</summary>
    public required LocalDate On { get; init; }

    public required Instant RecordedAt { get; init; }
    public required Guid RecordedByUserId { get; init; }

    /// <summary>When it was taken back; null while it stands.</summary>
    public Instant? WithdrawnAt { get; set; }
}
