using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Autonomies;

/// <summary>How assessments and endings are stored.</summary>
internal static class AutonomyTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<AutonomyAssessment>(assessment =>
        {
            assessment.Property(a => a.Answers).HasConversion(new ListConverter<AutonomyAnswer>(Enum.Parse<AutonomyAnswer>), new ListComparer<AutonomyAnswer>());
            assessment.HasIndex(a => new { a.ResidentId, a.At });
            assessment.HasIndex(a => new { a.AssociationId, a.At });
            assessment.HasOne<Resident>().WithMany().HasForeignKey(a => a.ResidentId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<AutonomyEnding>(ending =>
        {
            ending.HasIndex(e => new { e.AssociationId, e.State, e.ProposedAt });
            // One of a kind waits for an answer, whatever the code above it does.
            ending.HasIndex(e => new { e.ResidentId, e.Category }).IsUnique().HasFilter("\"State\" = 'Proposed'").HasDatabaseName("IX_Endings_OneProposed");
            ending.HasOne<Resident>().WithMany().HasForeignKey(e => e.ResidentId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
