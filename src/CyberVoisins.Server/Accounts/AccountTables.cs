using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>The columns of accounts, beside Identity's own.</summary>
internal static class AccountTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<Account>(account =>
        {
            account.Property(a => a.FirstName).HasMaxLength(40);
            account.HasIndex(a => a.PhoneNumber).IsUnique();
        });
        builder.Entity<SignInCode>(code => code.HasIndex(c => new { c.Phone, c.CreatedAt }));
        builder.Entity<OpenSession>(session =>
        {
            session.HasIndex(s => s.AccountId);
            session.HasIndex(s => s.EndsAt);
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ApiToken>(token =>
        {
            token.Property(t => t.Name).HasMaxLength(60);
            token.Property(t => t.Stamp).HasMaxLength(64);
            token.Property(t => t.Scopes).HasConversion(new ListConverter<ApiScope>(Enum.Parse<ApiScope>), new ListComparer<ApiScope>());
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasIndex(t => t.AccountId);
            token.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SecondFactor>(second =>
        {
            second.HasKey(s => s.AccountId);
            second.HasOne<Account>().WithOne().HasForeignKey<SecondFactor>(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<RecoveryCode>(code =>
        {
            code.HasIndex(c => new { c.AccountId, c.Hash });
            code.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<PasskeyChallenge>(challenge => challenge.HasIndex(c => c.ExpiresAt));
    }
}
