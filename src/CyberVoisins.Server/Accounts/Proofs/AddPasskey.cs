using System.Buffers.Text;
using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>A coordinator or an administrator adds a passkey: a second proof after the password, and enough alone.</summary>
internal sealed class AddPasskey(AppDb db, Transactions transactions, CurrentUser user, Passkeys passkeys, UserManager<Account> users, RecoveryCodes recovery, SecurityNotices notices, Sessions sessions)
{
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, ProofTooOld; Forbidden for who is not staff; PasswordRequired; LimitReached.</exception>
    public async Task<PasskeyQuestion> Begin(CancellationToken cancel)
    {
        var account = await Enroller(cancel);
        return await passkeys.AskNew(account, cancel);
    }

    /// <param name="name">1 to 40 characters, to know it by: "mon téléphone".</param>
    /// <exception cref="Refusal">As Begin; InvalidText, PasskeyRefused.</exception>
    public async Task<SecondFactorSet> Run(PasskeyQuestionId question, string? credential, string? name, SignInMode mode, CancellationToken cancel)
    {
        var account = await Enroller(cancel);
        var label = Check.Text(name, "name", 1, 40);
        var passkey = await passkeys.ReadNew(account, question, credential, cancel);
        passkey.Name = label;
        var codes = await transactions.Run(async () =>
        {
            var first = !await db.HasSecondFactor(account.Id, cancel);
            var tracked = await db.Users.SingleAsync(u => u.Id == account.Id, cancel);
            var kept = await users.AddOrUpdatePasskeyAsync(tracked, passkey);
            if (!kept.Succeeded) throw new Refusal(ErrorCode.PasskeyRefused, "credential");
            notices.Tell(account, "SECOND_FACTOR_ADDED");
            if (!first) return null;
            // The row counts wrong recovery codes.
            if (!await db.SecondFactors.AnyAsync(f => f.AccountId == account.Id, cancel)) db.SecondFactors.Add(new SecondFactor { AccountId = account.Id });
            await db.SaveChangesAsync(cancel);
            await db.EndEverySession(account.Id, cancel);
            return await recovery.Renew(account.Id, cancel);
        }, cancel);
        return new(await sessions.Open(account.Id, mode, SessionProof.Strong, cancel), codes);
    }

    private async Task<Account> Enroller(CancellationToken cancel)
    {
        var account = user.RequireEnroller();
        if (!user.IsStaff) throw new Refusal(ErrorCode.Forbidden);
        return await db.UserPasskeys.CountAsync(p => p.UserId == account.Id, cancel) < Passkeys.MostPerAccount ? account
            : throw new Refusal(ErrorCode.LimitReached, null, Passkeys.MostPerAccount);
    }
}

/// <summary>Takes a passkey away: a device that was sold or lost. The last second proof stays where one is needed.</summary>
internal sealed class RemovePasskey(AppDb db, Transactions transactions, CurrentUser user)
{
    /// <param name="id">As <see cref="AccountSecurity"/> shows it.</param>
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, ProofTooOld, NotFound; LastSecondFactor.</exception>
    public Task Run(string? id, CancellationToken cancel)
    {
        var me = user.RequireFresh();
        if (id is not { Length: > 0 and <= 2_000 } || !Base64Url.IsValid(id)) throw new Refusal(ErrorCode.NotFound, "passkeyId");
        var credential = Base64Url.DecodeFromChars(id);
        return transactions.Run(async () =>
        {
            var others = await db.SecondFactors.AnyAsync(f => f.AccountId == me && f.ConfirmedAt != null, cancel)
                || await db.UserPasskeys.AnyAsync(p => p.UserId == me && p.CredentialId != credential, cancel);
            if (!await db.UserPasskeys.AnyAsync(p => p.UserId == me && p.CredentialId == credential, cancel)) throw new Refusal(ErrorCode.NotFound, "passkeyId");
            if (!others) throw new Refusal(ErrorCode.LastSecondFactor, "passkeyId");
            await db.UserPasskeys.Where(p => p.UserId == me && p.CredentialId == credential).ExecuteDeleteAsync(cancel);
        }, cancel);
    }
}

/// <summary>Signs in with a passkey: alone, or as the second proof after a password.</summary>
internal sealed class SignInWithPasskey(AppDb db, CurrentUser user, Passkeys passkeys, Sessions sessions)
{
    /// <summary>After a password the question is for that account's passkeys; otherwise for whoever's the device holds.</summary>
    public async Task<PasskeyQuestion> Begin(CancellationToken cancel) => await passkeys.AskKnown(await Awaited(cancel), cancel);

    /// <exception cref="Refusal">PasskeyRefused, TooManyAttempts.</exception>
    public async Task<SignedIn> Run(PasskeyQuestionId question, string? credential, SignInMode mode, CancellationToken cancel)
    {
        var account = await passkeys.Recognise((await Awaited(cancel))?.Id, question, credential, cancel);
        return await sessions.Open(account, mode, SessionProof.Strong, cancel);
    }

    private async Task<Account?> Awaited(CancellationToken cancel) => user.SecondFactor == SecondFactorStatus.ToProve
        ? await db.Users.SingleAsync(u => u.Id == user.RequireProver().Id, cancel) : null;
}
