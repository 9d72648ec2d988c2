using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>
/// A coordinator said that two records are one person. What hung on the second was moved to the first, and the second is hidden; both are kept, with
/// what was moved, so that a mistake can be undone.
/// </summary>
public sealed class ResidentMerge
{
    public required MergeId Id { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>Who the person is from now on.</summary>
    public required ResidentId KeptId { get; init; }

    /// <summary>Who was hidden.</summary>
    public required ResidentId MergedId { get; init; }

    public required Guid ByUserId { get; init; }
    public required Instant At { get; init; }

    /// <summary>The ids of the rows that were moved, by their kind.</summary>
    public required IReadOnlyList<MovedRow> Moved { get; init; }

    /// <summary>The kept record took over the second number, or the account, of the hidden one.</summary>
    public required bool TookPhone { get; init; }

    /// <inheritdoc cref="TookPhone"/>
    public required bool TookAccount { get; init; }

    /// <summary>Null as long as it stands.</summary>
    public Instant? UndoneAt { get; private set; }

    public Guid? UndoneByUserId { get; private set; }

    public void Undo(Guid by, Instant now) => (UndoneAt, UndoneByUserId) = (now, by);
}

/// <summary>A row that a merge moved.</summary>
/// <param name="Kind">"HelpRequest", "Visit"…</param>
public sealed record MovedRow(string Kind, Guid Id);

/// <summary>A coordinator said that two records that look alike are two people: they are not suggested again.</summary>
public sealed class KeptApart
{
    public required AssociationId AssociationId { get; init; }

    /// <summary>The smaller id of the two residents, or of the two volunteers.</summary>
    public required Guid FirstId { get; init; }
    public required Guid SecondId { get; init; }

    public required Guid ByUserId { get; init; }
    public required Instant At { get; init; }
}
