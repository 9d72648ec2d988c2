using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>
/// These two are never proposed to each other again. Silent: neither is told, and no reason is asked for.
/// </summary>
public sealed class PairBlock
{
    public required VolunteerId VolunteerId { get; init; }
    public required ResidentId ResidentId { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>Who wanted it.</summary>
    public required Visits.VisitParty By { get; init; }

    public required Instant At { get; init; }
}
