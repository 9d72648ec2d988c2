using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>
/// Shows the second proof after the password: a code of the app, or one of the recovery codes. Also again, in a session that
/// is open: what changes how one signs in wants a proof of the last quarter of an hour.
/// </summary>
internal sealed class ConfirmSecondFactor(
    AppDb db, CurrentUser user, TotpSeal seal, SecondFactorAttempts attempts, RecoveryCodes recovery, SecurityNotices notices, Sessions sessions, TimeProvider clock)
{
    /// <exception cref="Refusal">Unauthenticated; PasswordRequired after a code of an SMS alone; WrongCode, TooManyAttempts.</exception>
    public async Task<SignedIn> Run(string? code, SignInMode mode, CancellationToken cancel)
    {
        var account = user.RequireProver();
        var typed = SecondFactorAttempts.Clean(code);
        await attempts.Judge(account.Id, async row => await Opens(account, row, typed, cancel) ? account : null, cancel);
        return await sessions.Open(account.Id, mode, SessionProof.Strong, cancel);
    }

    private async Task<bool> Opens(Account account, SecondFactor row, string typed, CancellationToken cancel)
    {
        if (typed.Length == TotpSeal.Digits)
        {
            if (seal.StepOf(row.Secret, typed, clock.Now()) is not { } step || step <= row.LastStep) return false;
            row.LastStep = step;
            return true;
        }
        if (typed.Length != RecoveryCodes.Length || !await recovery.Use(account.Id, typed, cancel)) return false;
        notices.Tell(account, "RECOVERY_CODE_USED", await db.RecoveryCodes.CountAsync(c => c.AccountId == account.Id, cancel));
        return true;
    }
}

/// <summary>Ten new recovery codes; the old ones end.</summary>
internal sealed class RenewRecoveryCodes(AppDb db, Transactions transactions, CurrentUser user, RecoveryCodes recovery)
{
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, ProofTooOld; Forbidden without a second proof.</exception>
    public Task<IReadOnlyList<string>> Run(CancellationToken cancel)
    {
        var id = user.RequireFresh();
        return transactions.Run(async () =>
            await db.HasSecondFactor(id, cancel) ? await recovery.Renew(id, cancel) : throw new Refusal(ErrorCode.Forbidden), cancel);
    }
}

internal static class SecondFactors
{
    public static async Task<bool> HasSecondFactor(this AppDb db, Guid account, CancellationToken cancel) =>
        await db.SecondFactors.AnyAsync(f => f.AccountId == account && f.ConfirmedAt != null, cancel) || await db.UserPasskeys.AnyAsync(p => p.UserId == account, cancel);
}
