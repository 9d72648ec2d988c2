using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>Sets or changes the caller's own password. Every other session ends; the caller gets a new one.</summary>
internal sealed class SetPassword(AppDb db, Transactions transactions, CurrentUser user, Passwords passwords, PasswordAttempts attempts, Sessions sessions)
{
    /// <param name="currentPassword">Needed when there is one already.</param>
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, PasswordRequired, WrongPassword, WeakPassword, TooManyAttempts; Forbidden for a token.</exception>
    public async Task<SignedIn> Run(string? newPassword, string? currentPassword, SignInMode mode, CancellationToken cancel)
    {
        // Staff who have nothing yet but the code of an SMS begin here.
        var id = user.IsSignedIn ? user.RequireSession() : user.RequireEnroller().Id;
        var proof = user.Proof == SessionProof.Strong ? SessionProof.Strong : SessionProof.Password;
        var account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == id, cancel);
        var hash = passwords.Hash(newPassword, "newPassword", account.FirstName, account.PhoneNumber, account.PhoneNumber?[^9..], account.Email);
        if (account.PasswordHash is not null)
        {
            await attempts.Take(account, cancel);
            if (!passwords.IsRight(account.PasswordHash, currentPassword)) throw new Refusal(ErrorCode.WrongPassword, "currentPassword");
            await attempts.Forgive(account, cancel);
        }

        // Only over the password that was checked: of two changes at once, the second starts again.
        var written = await transactions.Run(async () =>
        {
            var rows = await db.Users.Where(u => u.Id == id && u.SecurityStamp == account.SecurityStamp).ExecuteUpdateAsync(s => s.SetProperty(u => u.PasswordHash, hash), cancel);
            if (rows > 0) await db.EndEverySession(id, cancel);
            return rows;
        }, cancel);
        if (written == 0) throw new Refusal(ErrorCode.Unauthenticated);
        return await sessions.Open(id, mode, proof, cancel);
    }
}
