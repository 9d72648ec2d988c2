using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Contacts;

/// <summary>How contacts and consents are stored.</summary>
internal static class ContactTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<ResidentContact>(contact =>
        {
            contact.Property(c => c.FirstName).HasMaxLength(40);
            contact.Property(c => c.Scopes).HasConversion(new ListConverter<ContactScope>(Enum.Parse<ContactScope>), new ListComparer<ContactScope>());
            contact.HasIndex(c => c.ResidentId);
            contact.HasIndex(c => c.Phone);
            contact.HasOne<Resident>().WithMany().HasForeignKey(c => c.ResidentId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<Consent>(consent =>
        {
            consent.Property(c => c.TextHash).HasMaxLength(64);
            // One stands at a time for each purpose, whatever the code above it does.
            consent.HasIndex(c => new { c.ResidentId, c.Purpose }).IsUnique().HasFilter("\"WithdrawnAt\" IS NULL").HasDatabaseName("IX_Consents_OneStanding");
            consent.HasOne<Resident>().WithMany().HasForeignKey(c => c.ResidentId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
