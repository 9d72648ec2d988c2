using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Vouchings;

/// <summary>How the association's word, charters and references are stored.</summary>
internal static class VouchingTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<Association>().Property(a => a.Vouching).HasConversion<JsonConverter<VouchingPolicy>>();
        builder.Entity<Volunteer>(volunteer =>
        {
            volunteer.Ignore(v => v.IdentityVerified);
            volunteer.HasIndex(v => new { v.AssociationId, v.VouchedUntil });
        });
        builder.Entity<Vouching>(vouching =>
        {
            vouching.HasIndex(v => new { v.VolunteerId, v.At });
            vouching.HasOne<Volunteer>().WithMany().HasForeignKey(v => v.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<Charter>(charter =>
        {
            charter.HasKey(c => new { c.AssociationId, c.Version });
            charter.Property(c => c.Additions).HasMaxLength(Charters.LongestAdditions);
            charter.HasOne<Association>().WithMany().HasForeignKey(c => c.AssociationId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<CharterAcceptance>(acceptance =>
        {
            acceptance.HasKey(a => new { a.VolunteerId, a.Version });
            acceptance.Property(a => a.TextHash).HasMaxLength(64);
            acceptance.HasOne<Volunteer>().WithMany().HasForeignKey(a => a.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<GuardianConsent>(consent =>
        {
            consent.Property(c => c.GuardianFirstName).HasMaxLength(40);
            consent.HasIndex(c => c.VolunteerId).IsUnique().HasFilter("\"WithdrawnAt\" IS NULL").HasDatabaseName("IX_GuardianConsents_OneStanding");
            consent.HasOne<Volunteer>().WithMany().HasForeignKey(c => c.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<VolunteerReference>(reference =>
        {
            reference.Property(r => r.Name).HasMaxLength(80);
            reference.Property(r => r.Knows).HasMaxLength(80);
            reference.HasIndex(r => r.VolunteerId);
            reference.HasOne<Volunteer>().WithMany().HasForeignKey(r => r.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
