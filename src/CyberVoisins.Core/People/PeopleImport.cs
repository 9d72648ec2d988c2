using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>Identifies the import of a file of people.</summary>
public readonly record struct ImportId(Guid Value) : IId<ImportId>
{
    public static ImportId Of(Guid value) => new(value);
    public static bool operator <(ImportId left, ImportId right) => left.Value < right.Value;
    public static bool operator >(ImportId left, ImportId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Who stands in the file.</summary>
public enum ImportKind
{
    /// <summary>People who may ask for help.</summary>
    Residents,
    /// <summary>People who offer help; the association vouches for each as for anybody.</summary>
    Volunteers,
}

/// <summary>
/// A file of people that a coordinator brought: where what is known of them comes from (GDPR, article 14) and how they agreed. The file itself is not kept,
/// and nothing of it but the people that it made.
/// </summary>
public sealed class PeopleImport
{
    public required ImportId Id { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required ImportKind Kind { get; init; }

    /// <summary>Where the list comes from, as the coordinator wrote it, 3 to 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>How the people agreed to be written down, and by which day all of them had.</summary>
    public required ConsentChannel Agreed { get; init; }
    public required LocalDate AgreedOn { get; init; }

    /// <summary>How many people it made.</summary>
    public required int Created { get; init; }

    public required Instant At { get; init; }
    public required Guid ByUserId { get; init; }
}
