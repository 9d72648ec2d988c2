using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>What an authenticator app needs, shown once.</summary>
/// <param name="Secret">To be typed into the app: letters and digits of base 32.</param>
/// <param name="Uri">The same as an otpauth address, for a square code or a link on the telephone itself.</param>
/// <param name="Square">The square code that an app reads, as an SVG image.</param>
/// <param name="ExpiresAt">Until when a code of it must be given.</param>
internal sealed record TotpEnrolment(string Secret, string Uri, string Square, Instant ExpiresAt);

/// <summary>Offers a secret to a coordinator or an administrator. It counts once a code of it came back; until then an older one stays.</summary>
internal sealed class EnrolTotp(AppDb db, Transactions transactions, CurrentUser user, TotpSeal seal, TimeProvider clock)
{
    public static readonly Duration Validity = Duration.FromMinutes(15);

    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, ProofTooOld; Forbidden for who is not staff; PasswordRequired: the app is the second proof, a password the first.</exception>
    public Task<TotpEnrolment> Run(CancellationToken cancel)
    {
        var account = user.RequireEnroller();
        if (!user.IsStaff) throw new Refusal(ErrorCode.Forbidden);
        if (account.PasswordHash is null) throw new Refusal(ErrorCode.PasswordRequired);
        var (shown, kept) = seal.New();
        return transactions.Run(async () =>
        {
            var row = await db.SecondFactors.SingleOrDefaultAsync(f => f.AccountId == account.Id, cancel);
            if (row is null) db.SecondFactors.Add(row = new SecondFactor { AccountId = account.Id });
            (row.Offered, row.OfferedAt) = (kept, clock.Now());
            var uri = TotpSeal.Uri(shown, account.FirstName);
            return new TotpEnrolment(shown, uri, TotpSeal.Square(uri), clock.Now() + Validity);
        }, cancel);
    }
}

/// <summary>The second proof is in place.</summary>
/// <param name="Session">A new session; every other one ended when this was the first second proof, or another app.</param>
/// <param name="RecoveryCodes">Shown once, to be written on paper; null when those from before stay valid.</param>
internal sealed record SecondFactorSet(SignedIn Session, IReadOnlyList<string>? RecoveryCodes);

/// <summary>The app shows the right code: from now on it is asked for.</summary>
internal sealed class ConfirmTotp(
    AppDb db, CurrentUser user, TotpSeal seal, SecondFactorAttempts attempts, RecoveryCodes recovery, SecurityNotices notices, Sessions sessions, TimeProvider clock)
{
    /// <exception cref="Refusal">As <see cref="EnrolTotp"/>; WrongCode, also when nothing was offered or too long ago; TooManyAttempts.</exception>
    public async Task<SecondFactorSet> Run(string? code, SignInMode mode, CancellationToken cancel)
    {
        var account = user.RequireEnroller();
        if (!user.IsStaff) throw new Refusal(ErrorCode.Forbidden);
        var digits = SecondFactorAttempts.Clean(code);
        var codes = await attempts.Judge(account.Id, async row =>
        {
            var now = clock.Now();
            if (row.OfferedAt is not { } offered || now - offered > EnrolTotp.Validity || seal.StepOf(row.Offered, digits, now) is not { } step) return null;
            (row.Secret, row.ConfirmedAt, row.LastStep, row.Offered, row.OfferedAt) = (row.Offered, now, step, null, null);
            await db.SaveChangesAsync(cancel);
            await db.EndEverySession(account.Id, cancel);
            notices.Tell(account, "SECOND_FACTOR_ADDED");
            return await recovery.Renew(account.Id, cancel);
        }, cancel);
        return new(await sessions.Open(account.Id, mode, SessionProof.Strong, cancel), codes);
    }
}
