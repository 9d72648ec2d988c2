using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Journals;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CyberVoisins.Server.Data;

/// <summary>One row that a transaction wrote: what of it, in whose association, about whom. Never its values.</summary>
/// <param name="Thing">"visit:{id}"; null for a person, who is one of <paramref name="People"/>, and for rows without an id of their own.</param>
/// <param name="Fields">"Visit+" when it is new, "Visit-" when it was removed, else "Visit.State"…</param>
internal sealed record Touched(AssociationId? Association, string? Thing, IReadOnlyList<Subject> People, IReadOnlyList<string> Fields)
{
    /// <summary>Not told: what follows from other rows, or is the journal itself.</summary>
    private static readonly HashSet<string> Silent =
        [nameof(IndexChange), nameof(JournalLine), nameof(JournalMention), nameof(PersonAlias), nameof(JournalHead), nameof(Decisions.DecisionSnapshot), nameof(SignInCode)];

    private static readonly HashSet<string> SilentFields = ["Revision", "ConcurrencyStamp", "SecurityStamp"];

    public static IEnumerable<Touched> In(ChangeTracker changes) =>
        from entry in changes.Entries()
        where entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !Silent.Contains(entry.Metadata.ClrType.Name)
        let fields = FieldsOf(entry)
        where fields.Count > 0
        select new Touched(HomeOf(entry), ThingOf(entry), [.. PeopleOf(entry)], fields);

    private static List<string> FieldsOf(EntityEntry entry)
    {
        var name = entry.Metadata.ClrType.Name;
        return entry.State switch
        {
            EntityState.Added => [$"{name}+"],
            EntityState.Deleted => [$"{name}-"],
            _ => [.. entry.Properties.Where(p => p.IsModified && !SilentFields.Contains(p.Metadata.Name)).Select(p => p.Metadata.Name)
                .Concat(entry.ComplexProperties.Where(c => c.IsModified).Select(c => c.Metadata.Name)).Select(field => $"{name}.{field}")],
        };
    }

    private static AssociationId? HomeOf(EntityEntry entry) => entry.Entity switch
    {
        Core.People.Association association => association.Id,
        _ => Value(entry, "AssociationId") as AssociationId?,
    };

    private static string? ThingOf(EntityEntry entry) =>
        Person(entry.Entity) is null && Id(entry) is { } id ? $"{char.ToLowerInvariant(entry.Metadata.ClrType.Name[0])}{entry.Metadata.ClrType.Name[1..]}:{id}" : null;

    private static IEnumerable<Subject> PeopleOf(EntityEntry entry)
    {
        if (Person(entry.Entity) is { } self) yield return self;
        if (Value(entry, "VolunteerId") is VolunteerId volunteer) yield return Subject.Of(volunteer);
        if (Value(entry, "ResidentId") is ResidentId resident) yield return Subject.Of(resident);
    }

    private static Subject? Person(object entity) => entity switch
    {
        Core.People.Volunteer volunteer => Subject.Of(volunteer.Id),
        Core.People.Resident resident => Subject.Of(resident.Id),
        Account account => Subject.Of(account),
        _ => null,
    };

    private static object? Value(EntityEntry entry, string property) =>
        entry.Metadata.FindProperty(property) is IProperty found ? entry.Property(found).CurrentValue : null;

    /// <summary>The id, when the key is one id.</summary>
    private static string? Id(EntityEntry entry) =>
        entry.Metadata.FindPrimaryKey()?.Properties is [var key] && key.ClrType.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))
            ? entry.Property(key).CurrentValue?.ToString()
            : null;
}
