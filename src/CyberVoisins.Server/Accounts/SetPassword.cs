using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>Sets or changes the caller's own password. Every other session ends; the caller gets a new one.</summary>
internal sealed class SetPassword(AppDb db, Transactions transactions, CurrentUser user, Passwords passwords, PasswordAttempts attempts, Sessions sessions)
{
    /// <param name="currentPassword">Needed when there is one already.</param>
    /// <exception cref="Refusal">Unauthenticated, WrongPassword, WeakPassword, TooManyAttempts.</exception>
    public async Task<SignedIn> Run(string? newPassword, string? currentPassword, SignInMode mode, CancellationToken cancel)
    {
        var id = user.RequireSignedIn();
        var account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == id, cancel);
        var hash = passwords.Hash(newPassword, "newPassword", account.FirstName, account.PhoneNumber, account.PhoneNumber?[^9..], account.Email);
        if (account.PasswordHash is not null)
        {
            await attempts.Take(account, cancel);
            if (!passwords.IsRight(account.PasswordHash, currentPassword)) throw new Refusal(ErrorCode.WrongPassword, "currentPassword");
            await attempts.Forgive(account, cancel);
        }

        // Only over the password that was checked: of two changes at once, the second starts again.
        var written = await transactions.Run(() => db.Users
            .Where(u => u.Id == id && u.SecurityStamp == account.SecurityStamp)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.PasswordHash, hash).SetProperty(u => u.SecurityStamp, Sessions.NewStamp()), cancel), cancel);
        if (written == 0) throw new Refusal(ErrorCode.Unauthenticated);
        return await sessions.Open(id, mode, cancel);
    }
}
