using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Plans;

/// <summary>How plans are stored.</summary>
internal static class PlanTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<Plan>(plan =>
        {
            plan.Property(p => p.Figures).HasConversion<JsonConverter<PlanFigures?>>();
            plan.Property(p => p.Blocks).HasConversion(new JsonConverter<IReadOnlyList<RecruitHere>>(), new ListComparer<RecruitHere>());
            plan.Property(p => p.InputHash).HasMaxLength(64);
            plan.Property(p => p.CertificateHash).HasMaxLength(64);
            plan.HasIndex(p => new { p.AssociationId, p.CreatedAt });
            plan.HasIndex(p => p.State);
            // One is computed at a time, whatever the code above it does.
            plan.HasIndex(p => p.AssociationId).IsUnique().HasFilter("\"State\" = 'Computing'").HasDatabaseName("IX_Plans_OneComputing");
            plan.HasOne<Association>().WithMany().HasForeignKey(p => p.AssociationId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<PlanLine>(line =>
        {
            line.HasKey(l => new { l.PlanId, l.RequestId });
            line.HasIndex(l => new { l.PlanId, l.Place }).IsUnique();
            line.HasIndex(l => l.OfferId);
        });
        builder.Entity<PlanDecision>(decision =>
        {
            decision.HasKey(d => new { d.PlanId, d.Sequence });
            decision.Property(d => d.Motive).HasMaxLength(200);
        });
    }
}
