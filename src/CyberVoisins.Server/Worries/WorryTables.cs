using CyberVoisins.Core.People;
using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Worries;

/// <summary>How cases, flags and pairs kept apart are stored.</summary>
internal static class WorryTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<WorryCase>(worry =>
        {
            worry.Property(w => w.Words).HasMaxLength(WorryCase.LongestWords);
            worry.Property(w => w.RecordingSid).HasMaxLength(34);
            worry.HasIndex(w => new { w.AssociationId, w.State, w.OpenedAt });
            worry.HasIndex(w => new { w.Phone, w.State });
            worry.HasOne<Association>().WithMany().HasForeignKey(w => w.AssociationId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<ScamFlag>(flag =>
        {
            flag.Property(f => f.Words).HasMaxLength(ScamFlag.LongestWords);
            flag.Property(f => f.Signs).HasConversion(new ListConverter<ScamSign>(Enum.Parse<ScamSign>), new ListComparer<ScamSign>());
            flag.HasIndex(f => new { f.Source, f.SourceId }).IsUnique();
            flag.HasIndex(f => new { f.AssociationId, f.SeenAt, f.RaisedAt });
        });
        builder.Entity<PairBlock>(block =>
        {
            block.HasKey(b => new { b.ResidentId, b.VolunteerId });
            block.HasOne<Volunteer>().WithMany().HasForeignKey(b => b.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            block.HasOne<Resident>().WithMany().HasForeignKey(b => b.ResidentId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<WorryNote>(note =>
        {
            note.HasKey(n => new { n.CaseId, n.Sequence });
            note.Property(n => n.Text).HasMaxLength(WorryCase.LongestWords);
            note.Property(n => n.ByFirstName).HasMaxLength(40);
            note.HasOne<WorryCase>().WithMany().HasForeignKey(n => n.CaseId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
