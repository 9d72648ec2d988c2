using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Explanations;
using NodaTime;

namespace CyberVoisins.Server.Decisions;

/// <summary>Identifies the record of one decision about one person.</summary>
public readonly record struct DecisionId(Guid Value) : IId<DecisionId>
{
    public static DecisionId Of(Guid value) => new(value);
    public static bool operator <(DecisionId left, DecisionId right) => left.Value < right.Value;
    public static bool operator >(DecisionId left, DecisionId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>
/// A decision about one person, as it was explained when it was made: written in the same transaction, never changed, chained
/// to the one before it in the association.
/// </summary>
internal sealed class Decision
{
    public required DecisionId Id { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>1, 2, 3… in the association: the order of the chain.</summary>
    public required int Sequence { get; init; }

    public required DecisionType Type { get; init; }
    public required RequestId RequestId { get; init; }

    /// <summary>The volunteer whom it is about; null when it is about the resident.</summary>
    public VolunteerId? VolunteerId { get; init; }

    public OfferId? OfferId { get; init; }
    public required Instant At { get; init; }

    /// <summary>The account of the coordinator who decided; null when the matching did.</summary>
    public Guid? ByUserId { get; init; }

    /// <summary>Canonical JSON of the <see cref="ExplanationRecord"/>.</summary>
    public required string Record { get; init; }

    /// <summary>SHA-256 of the record.</summary>
    public required string Hash { get; init; }

    /// <summary>Hash of the snapshot's own row; several records share one.</summary>
    public required string SnapshotKey { get; init; }
}

/// <summary>What a decision read: personal data, compressed; gone when its retention ends, while the records stay.</summary>
internal sealed class DecisionSnapshot
{
    /// <summary>SHA-256 of the snapshot without a subject.</summary>
    public required string Key { get; init; }

    public required AssociationId AssociationId { get; init; }

    /// <summary>Brotli of <see cref="InputSnapshot.ToJson"/>, without a subject.</summary>
    public required byte[] Json { get; init; }

    public required LocalDate RetentionUntil { get; init; }
}
