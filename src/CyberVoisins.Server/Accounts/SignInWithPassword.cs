using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Signs in with a password; whoever has a second proof has entered once that is shown too. An unknown login, a login without a password and a wrong password answer the same, in the same time.
/// </summary>
internal sealed class SignInWithPassword(
    AppDb db, Phones phones, Passwords passwords, PasswordAttempts attempts, AddressLimits limits, ILookupNormalizer normalizer, Sessions sessions)
{
    public const int MostPerAddressInAQuarterHour = 50;

    /// <param name="login">A phone number or an e-mail address.</param>
    /// <exception cref="Refusal">WrongPassword, TooManyAttempts.</exception>
    public async Task<SignedIn> Run(string? login, string? password, SignInMode mode, CancellationToken cancel)
    {
        limits.Take("password", MostPerAddressInAQuarterHour, Duration.FromMinutes(15));
        var phone = phones.TryParse(login);
        // What no text may hold is no login: half a surrogate pair and a noncharacter cannot be normalized, and PostgreSQL refuses a null character.
        var email = phone is null && login is { Length: <= 254 } && login.EnumerateRunes().All(r => r.Value is not (0 or 0xFFFD) && !PlainText.IsNoncharacter(r)) ? normalizer.NormalizeEmail(login.Trim()) : null;
        var account = await Find(phone, email, cancel);

        if (account is not null) await attempts.Take(account, cancel);
        else await attempts.Take(phone?.E164 ?? email ?? "", cancel);

        // Outside any transaction: this is slow on purpose, and others write meanwhile.
        if (!passwords.IsRight(account?.PasswordHash, password) || account is null)
            throw new Refusal(ErrorCode.WrongPassword);
        await attempts.Forgive(account, cancel);
        return await sessions.Open(account.Id, mode, await db.HasSecondFactor(account.Id, cancel) ? SessionProof.AwaitsSecond : SessionProof.Password, cancel);
    }

    private async Task<Account?> Find(PhoneNumber? phone, string? email, CancellationToken cancel)
    {
        if (phone is not null) return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.PhoneNumber == phone.E164, cancel);
        if (string.IsNullOrEmpty(email)) return null;
        // An address that two accounts give, whatever let it happen, opens neither.
        var found = await db.Users.AsNoTracking().Where(u => u.NormalizedEmail == email).Take(2).ToListAsync(cancel);
        return found.Count == 1 ? found[0] : null;
    }
}
