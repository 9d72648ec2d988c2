using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Decisions;

/// <summary>The columns of what was decided, and contested.</summary>
internal static class DecisionTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<Decision>(decision =>
        {
            decision.Property(d => d.Hash).HasMaxLength(64);
            decision.Property(d => d.SnapshotKey).HasMaxLength(64);
            decision.HasIndex(d => new { d.AssociationId, d.Sequence }).IsUnique();
            decision.HasIndex(d => new { d.RequestId, d.At });
            decision.HasIndex(d => new { d.VolunteerId, d.At });
            decision.HasIndex(d => d.OfferId);
        });
        builder.Entity<ContestOfDecision>(contest =>
        {
            contest.Property(c => c.Words).HasMaxLength(500);
            contest.Property(c => c.Answer).HasMaxLength(500);
            contest.HasIndex(c => new { c.AssociationId, c.State, c.Deadline });
            contest.HasIndex(c => c.DecisionId).IsUnique().HasFilter("\"State\" = 'Open'").HasDatabaseName("IX_Contests_OneOpen");
            contest.HasOne<Decision>().WithMany().HasForeignKey(c => c.DecisionId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<DecisionSnapshot>(snapshot =>
        {
            snapshot.HasKey(s => s.Key);
            snapshot.Property(s => s.Key).HasMaxLength(64);
            snapshot.HasIndex(s => s.RetentionUntil);
        });
    }
}
