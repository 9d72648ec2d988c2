using CyberVoisins.Core.People;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Imports;

/// <summary>How imports are stored: where people come from, never the file.</summary>
internal static class ImportTables
{
    public static void Shape(ModelBuilder builder) => builder.Entity<PeopleImport>(import =>
    {
        import.HasIndex(i => i.AssociationId);
        import.HasOne<Association>().WithMany().HasForeignKey(i => i.AssociationId).OnDelete(DeleteBehavior.Restrict);
    });
}
