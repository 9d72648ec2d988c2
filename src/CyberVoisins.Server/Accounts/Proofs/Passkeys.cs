using System.Buffers.Text;
using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>A question for a passkey.</summary>
/// <param name="Id">To be given back with the answer, within five minutes, once.</param>
/// <param name="Options">JSON for navigator.credentials.create or get (PublicKeyCredential.parseCreationOptionsFromJSON, parseRequestOptionsFromJSON).</param>
internal sealed record PasskeyQuestion(PasskeyQuestionId Id, string Options);

/// <summary>
/// Questions put to passkeys (WebAuthn, Identity in .NET 10) and their answers. The device must have been unlocked by its owner
/// ("user verification"): so a passkey alone is two proofs, what one has and what one knows or is.
/// </summary>
internal sealed class Passkeys(AppDb db, Transactions transactions, IPasskeyHandler<Account> handler, UserManager<Account> users, AddressLimits limits, IHttpContextAccessor http, TimeProvider clock)
{
    public const int MostPerAccount = 10;
    public const int MostPerAddressInAQuarterHour = 60;
    private const int LongestCredential = 16 * 1024;
    private static readonly Duration Validity = Duration.FromMinutes(5);

    public async Task<PasskeyQuestion> AskNew(Account account, CancellationToken cancel)
    {
        var name = account.FirstName.Length == 0 ? "CyberVoisins" : account.FirstName;
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = name, DisplayName = name }, Context);
        return await Keep(made.CreationOptionsJson, made.AttestationState, account.Id, creation: true, cancel);
    }

    /// <param name="account">Null for somebody who signs in by passkey alone: the device knows whose it is.</param>
    public async Task<PasskeyQuestion> AskKnown(Account? account, CancellationToken cancel)
    {
        limits.Take("passkey", MostPerAddressInAQuarterHour, Duration.FromMinutes(15));
        var made = await handler.MakeRequestOptionsAsync(account, Context);
        return await Keep(made.RequestOptionsJson, made.AssertionState, account?.Id, creation: false, cancel);
    }

    private Task<PasskeyQuestion> Keep(string options, string? state, Guid? account, bool creation, CancellationToken cancel) => transactions.Run(() =>
    {
        var row = new PasskeyChallenge
        {
            Id = clock.NewId<PasskeyQuestionId>(), AccountId = account, Creation = creation, State = state ?? "", ExpiresAt = clock.Now() + Validity,
        };
        db.PasskeyChallenges.Add(row);
        return Task.FromResult(new PasskeyQuestion(row.Id, options));
    }, cancel);

    /// <summary>The new passkey that answers a question of this account. Not yet kept.</summary>
    /// <exception cref="Refusal">PasskeyRefused.</exception>
    public async Task<UserPasskeyInfo> ReadNew(Account account, PasskeyQuestionId question, string? credential, CancellationToken cancel)
    {
        var row = await Take(question, account.Id, creation: true, cancel);
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = Context, CredentialJson = Bounded(credential), AttestationState = row.State });
        return result is { Succeeded: true, Passkey.IsUserVerified: true } && result.UserEntity.Id == account.Id.ToString() ? result.Passkey : throw Refused();
    }

    /// <summary>Whose passkey answers a question; its count of signatures is kept, so that a copy of it is noticed.</summary>
    /// <param name="account">Whose it must be; null for whoever it is.</param>
    /// <exception cref="Refusal">PasskeyRefused.</exception>
    public async Task<Guid> Recognise(Guid? account, PasskeyQuestionId question, string? credential, CancellationToken cancel)
    {
        limits.Take("passkey", MostPerAddressInAQuarterHour, Duration.FromMinutes(15));
        var row = await Take(question, account, creation: false, cancel);
        return await transactions.Run(async () =>
        {
            var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = Context, CredentialJson = Bounded(credential), AssertionState = row.State });
            if (result is not { Succeeded: true, Passkey.IsUserVerified: true } || (account is { } whose && result.User.Id != whose)) throw Refused();
            await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
            return result.User.Id;
        }, cancel);
    }

    /// <summary>Once: committed before the answer is looked at, so that a second one finds nothing.</summary>
    private async Task<PasskeyChallenge> Take(PasskeyQuestionId id, Guid? account, bool creation, CancellationToken cancel)
    {
        var now = clock.Now();
        var row = await db.PasskeyChallenges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.AccountId == account && c.Creation == creation && c.ExpiresAt > now, cancel);
        return row is not null && await transactions.Run(() => db.PasskeyChallenges.Where(c => c.Id == id).ExecuteDeleteAsync(cancel), cancel) == 1 ? row : throw Refused();
    }

    private static string Bounded(string? credential) => credential is { Length: > 0 and <= LongestCredential } ? credential : throw Refused();

    public static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A passkey needs an HTTP request.");

    private static Refusal Refused() => new(ErrorCode.PasskeyRefused, "credential");
}
