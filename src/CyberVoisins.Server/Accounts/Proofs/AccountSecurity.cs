using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>What somebody signs in with.</summary>
/// <param name="Password">There is a password.</param>
/// <param name="App">An authenticator app is the second proof.</param>
/// <param name="RecoveryCodesLeft">Unused codes on the sheet of paper.</param>
/// <param name="LinkedElsewhere">An account elsewhere is linked, and opens this one.</param>
/// <param name="Passkeys">At most ten.</param>
internal sealed record AccountSecurity(bool Password, bool App, int RecoveryCodesLeft, bool LinkedElsewhere, IReadOnlyList<KnownPasskey> Passkeys);

/// <summary>A passkey of the caller.</summary>
/// <param name="Id">Of the credential, in base64url.</param>
/// <param name="Name">As its owner named it.</param>
/// <param name="CreatedAt">When it was added.</param>
internal sealed record KnownPasskey(string Id, string Name, Instant CreatedAt);

internal sealed class ReadAccountSecurity(AppDb db, CurrentUser user)
{
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired.</exception>
    public async Task<AccountSecurity> Run(CancellationToken cancel)
    {
        var id = user.RequireSession();
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == id).Take(Proofs.Passkeys.MostPerAccount).ToListAsync(cancel);
        return new(
            user.Account!.PasswordHash is not null,
            await db.SecondFactors.AnyAsync(f => f.AccountId == id && f.ConfirmedAt != null, cancel),
            await db.RecoveryCodes.CountAsync(c => c.AccountId == id, cancel),
            await db.UserLogins.AnyAsync(l => l.UserId == id && l.LoginProvider == Elsewhere.ElsewhereProvider.Scheme, cancel),
            [.. passkeys.Select(p => new KnownPasskey(Proofs.Passkeys.IdOf(p.CredentialId), p.Data.Name ?? "", Instant.FromDateTimeOffset(p.Data.CreatedAt))).OrderBy(p => p.CreatedAt)]);
    }
}
