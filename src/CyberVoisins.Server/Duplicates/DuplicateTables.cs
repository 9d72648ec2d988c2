using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Duplicates;

/// <summary>How merges, and people who were told apart, are stored.</summary>
internal static class DuplicateTables
{
    public static void Shape(ModelBuilder builder)
    {
        // Every list, search and telephone finds the record that was kept; what must see both asks for it (IgnoreQueryFilters).
        builder.Entity<Resident>().HasQueryFilter(r => r.MergedIntoId == null);
        builder.Entity<Resident>().HasIndex(r => r.MergedIntoId);
        builder.Entity<Resident>().HasIndex(r => r.OtherPhone);
        builder.Entity<ResidentMerge>(merge =>
        {
            merge.Property(m => m.Moved).HasConversion<JsonConverter<IReadOnlyList<MovedRow>>>();
            merge.HasIndex(m => m.AssociationId);
            // A record is part of one other at a time, whatever the code above it does.
            merge.HasIndex(m => m.MergedId).IsUnique().HasFilter("\"UndoneAt\" IS NULL").HasDatabaseName("IX_Merges_OneStanding");
            merge.HasIndex(m => m.KeptId);
        });
        builder.Entity<KeptApart>(apart =>
        {
            apart.HasKey(a => new { a.FirstId, a.SecondId });
            apart.HasIndex(a => a.AssociationId);
        });
    }
}
