using CyberVoisins.Core;

namespace CyberVoisins.Server.Data;

/// <summary>A volunteer whose place or state changed: the geo index must look again. Written in the same transaction.</summary>
internal sealed class IndexChange
{
    public long Id { get; private set; }
    public required VolunteerId VolunteerId { get; init; }
    public required AssociationId AssociationId { get; init; }
}
