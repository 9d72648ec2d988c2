using CyberVoisins.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Journals;

/// <summary>Identifies a line of the journal.</summary>
public readonly record struct JournalLineId(Guid Value) : IId<JournalLineId>
{
    public static JournalLineId Of(Guid value) => new(value);
    public static bool operator <(JournalLineId left, JournalLineId right) => left.Value < right.Value;
    public static bool operator >(JournalLineId left, JournalLineId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>A line of the journal: only added to, and the database refuses anything else (migration JournalGuard).</summary>
internal sealed class JournalLine
{
    /// <summary>The service's own chain, of what belongs to no association.</summary>
    public static readonly AssociationId Service = new(Guid.Empty);

    public required JournalLineId Id { get; init; }

    /// <summary>Whose chain; <see cref="Service"/> when nobody's.</summary>
    public required AssociationId Chain { get; init; }

    /// <summary>1, 2, 3… in its chain.</summary>
    public required int Sequence { get; init; }

    public required Instant At { get; init; }

    /// <summary>Canonical JSON of the <see cref="Core.Trust.JournalRecord"/>.</summary>
    public required string Line { get; init; }

    /// <summary>SHA-256 of the line.</summary>
    public required string Hash { get; init; }
}

/// <summary>Where a chain stands; its row is what writers of the chain wait for.</summary>
internal sealed class JournalHead
{
    public required AssociationId Chain { get; init; }
    public required int Sequence { get; init; }
    public required string Hash { get; init; }
}

/// <summary>Finds the lines about a person; can be made anew from the lines.</summary>
internal sealed class JournalMention
{
    public required string Alias { get; init; }
    public required JournalLineId LineId { get; init; }
}

/// <summary>What kind of person an alias stands for.</summary>
public enum AliasOf
{
    Resident,
    Volunteer,
    /// <summary>Somebody who signs in.</summary>
    Account,
}

/// <summary>
/// Under which name a person stands in the journal: 128 random bits. This row is the only way back from the one to the other;
/// deleting it is how a person is erased from a journal that never changes.
/// </summary>
internal sealed class PersonAlias
{
    public required Guid PersonId { get; init; }
    public required AliasOf Kind { get; init; }

    /// <summary>32 small hexadecimal digits.</summary>
    public required string Alias { get; init; }
}

internal static class JournalTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<JournalLine>(line =>
        {
            line.ToTable("JournalLines");
            line.Property(l => l.Hash).HasMaxLength(64);
            line.HasIndex(l => new { l.Chain, l.Sequence }).IsUnique();
            line.HasIndex(l => new { l.Chain, l.Id });
        });
        builder.Entity<JournalHead>(head =>
        {
            head.ToTable("JournalHeads");
            head.HasKey(h => h.Chain);
            head.Property(h => h.Hash).HasMaxLength(64);
        });
        builder.Entity<JournalMention>(mention =>
        {
            mention.ToTable("JournalMentions");
            mention.HasKey(m => new { m.Alias, m.LineId });
            mention.Property(m => m.Alias).HasMaxLength(32);
        });
        builder.Entity<PersonAlias>(alias =>
        {
            alias.ToTable("PersonAliases");
            alias.HasKey(a => a.PersonId);
            alias.Property(a => a.Alias).HasMaxLength(32);
            alias.HasIndex(a => a.Alias).IsUnique();
        });
    }
}
