using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Signs in with the code of an SMS. The first time it makes the account, and gives it the volunteer and the resident
/// that the association had already written down under this number.
/// </summary>
internal sealed class SignInWithCode(
    AppDb db, Transactions transactions, Phones phones, AccountByPhone accounts, CodeSeal seal, Sessions sessions, TimeProvider clock)
{
    public const int MostWrongGuesses = 5;

    /// <exception cref="Refusal">InvalidPhone, MobileNeeded, WrongCode, PasswordRequired.</exception>
    public async Task<SignedIn> Run(string? phone, string? code, SignInMode mode, CancellationToken cancel)
    {
        var number = phones.Parse(phone, "phone");
        var digits = new string([.. (code ?? "").Where(c => !char.IsWhiteSpace(c))]);
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit)) throw WrongCode();

        // A wrong guess must be committed, so the refusal is thrown after the transaction.
        var owner = await transactions.Run(async () => await Use(number, digits, cancel) ? await Welcome(number, cancel) : null, cancel)
            ?? throw WrongCode();
        if (owner.NeedsPassword) throw new Refusal(ErrorCode.PasswordRequired);
        return await sessions.Open(owner.AccountId, mode, SessionProof.Code, cancel);
    }

    /// <summary>
    /// True once for one code. The guess is counted before the code is looked at, and the counting takes the row until
    /// the end of the transaction: fifty guesses at once are still five, and fifty right ones are one.
    /// </summary>
    private async Task<bool> Use(PhoneNumber number, string digits, CancellationToken cancel)
    {
        var now = clock.Now();
        var open = db.SignInCodes.Where(c => c.Phone == number && c.UsedAt == null && c.ExpiresAt > now && c.WrongGuesses < MostWrongGuesses);
        if (await open.ExecuteUpdateAsync(s => s.SetProperty(c => c.WrongGuesses, c => c.WrongGuesses + 1), cancel) == 0) return false;

        var row = await db.SignInCodes.Where(c => c.Phone == number && c.UsedAt == null && c.ExpiresAt > now)
            .OrderByDescending(c => c.CreatedAt).FirstAsync(cancel);
        if (!seal.Opens(row, digits)) return false;
        row.WrongGuesses--;
        row.UsedAt = now;
        return true;
    }

    private async Task<(Guid AccountId, bool NeedsPassword)?> Welcome(PhoneNumber number, CancellationToken cancel)
    {
        var account = await accounts.FindOrCreate(number, cancel);
        account.PhoneNumberConfirmed = true;
        // Every time, not only the first: the association may have written the person down since.
        await db.Volunteers.Where(v => v.Phone == number && v.UserId == null).ExecuteUpdateAsync(s => s.SetProperty(v => v.UserId, account.Id), cancel);
        // By their own number only: a relative's phone proves the relative, not the resident.
        await db.Residents.Where(r => r.Phone == number && r.UserId == null).ExecuteUpdateAsync(s => s.SetProperty(r => r.UserId, account.Id), cancel);
        // A sign of them, whatever they came for: nobody who still signs in is taken for gone.
        var now = clock.Now();
        await db.Volunteers.Where(v => v.UserId == account.Id).ExecuteUpdateAsync(s => s.SetProperty(v => v.ActiveAt, now), cancel);
        await db.Residents.Where(r => r.UserId == account.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.ActiveAt, now), cancel);
        if (await db.Volunteers.AnyAsync(v => v.UserId == account.Id, cancel)) await db.GrantRole(account.Id, Roles.Volunteer, cancel);
        if (await db.Residents.AnyAsync(r => r.UserId == account.Id, cancel)) await db.GrantRole(account.Id, Roles.Resident, cancel);

        // A telephone that was left on a table must not open the list of everybody's names and addresses.
        var guarded = (account.PasswordHash is not null || await db.HasSecondFactor(account.Id, cancel)) && await db.IsStaff(account.Id, cancel);
        return (account.Id, guarded);
    }

    private static Refusal WrongCode() => new(ErrorCode.WrongCode, "code");
}
