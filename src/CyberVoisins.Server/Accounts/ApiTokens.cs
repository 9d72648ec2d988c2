using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>What all API tokens have in common.</summary>
internal sealed class ApiTokens(AppDb db, Transactions transactions, TimeProvider clock)
{
    public const string Scheme = "api-token";
    public const string SecretClaim = "secret";

    /// <summary>So that a token in a file or a log is known for one.</summary>
    public const string Prefix = "cvt_";

    private static readonly Duration UsedEvery = Duration.FromHours(1);

    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public async Task Used(ApiToken token, CancellationToken cancel)
    {
        var now = clock.Now();
        if (token.LastUsedAt is { } last && now - last < UsedEvery) return;
        await transactions.Run(() => db.ApiTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.LastUsedAt, now), cancel), cancel);
    }
}

/// <summary>Takes the token out of the request; whether it is one of ours is looked at with who it is, by <see cref="RecogniseCaller"/>.</summary>
internal sealed class ReadApiToken(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim();
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ApiTokens.SecretClaim, secret)], ApiTokens.Scheme));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(who, ApiTokens.Scheme)));
    }
}

/// <summary>A new token for a program.</summary>
/// <param name="Secret">For the Authorization header ("Bearer cvt_…"). Shown once.</param>
/// <param name="Token">What it may do, and until when.</param>
internal sealed record NewApiToken(string Secret, ApiToken Token);

/// <summary>Makes a token for a program. Somebody who has just proven who they are decides what it may do, and for how long.</summary>
internal sealed class CreateApiToken(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public const int MostPerAccount = 20;
    public const int MostDays = 365;

    /// <summary>Of a token that sees other people's addresses.</summary>
    public const int MostDaysAsStaff = 90;

    /// <param name="name">1 to 60 characters.</param>
    /// <param name="scopes">Read or write, or both; staff only beside them, and for staff.</param>
    /// <param name="days">From 1 to 365, or 90 with the scope of staff.</param>
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, ProofTooOld, InvalidText, InvalidList, InvalidDays; Forbidden for a token, or staff's scope for who is not; LimitReached.</exception>
    public Task<NewApiToken> Run(string? name, IReadOnlyList<ApiScope>? scopes, int days, CancellationToken cancel)
    {
        var me = user.RequireFresh();
        var label = Check.Text(name, "name", 1, 60);
        var granted = Check.List(scopes, "scopes", 1, 3);
        if (!granted.Contains(ApiScope.Read) && !granted.Contains(ApiScope.Write)) throw new Refusal(ErrorCode.InvalidList, "scopes", 1, 3);
        var asStaff = granted.Contains(ApiScope.Staff);
        if (asStaff && !user.IsStaff) throw new Refusal(ErrorCode.Forbidden, "scopes");
        var most = asStaff ? MostDaysAsStaff : MostDays;
        if (days < 1 || days > most) throw new Refusal(ErrorCode.InvalidDays, "days", most);
        var (secret, now) = (ApiTokens.NewSecret(), clock.Now());
        return transactions.Run(async () =>
        {
            if (await db.ApiTokens.CountAsync(t => t.AccountId == me && t.ExpiresAt > now, cancel) >= MostPerAccount) throw new Refusal(ErrorCode.LimitReached, null, MostPerAccount);
            var token = new ApiToken
            {
                Id = clock.NewId<ApiTokenId>(), AccountId = me, Name = label, Hash = ApiTokens.HashOf(secret), Scopes = [.. granted.Order()], Stamp = user.Account!.SecurityStamp ?? "",
                Strong = user.Proof == SessionProof.Strong, CreatedAt = now, ExpiresAt = now + Duration.FromDays(days),
            };
            db.ApiTokens.Add(token);
            return new NewApiToken(secret, token);
        }, cancel);
    }
}

/// <summary>Ends a token of one's own, at once.</summary>
internal sealed class RevokeApiToken(AppDb db, Transactions transactions, CurrentUser user)
{
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, NotFound; Forbidden for a token.</exception>
    public Task Run(ApiTokenId id, CancellationToken cancel)
    {
        var me = user.RequireSession();
        return transactions.Run(async () =>
        {
            if (await db.ApiTokens.Where(t => t.Id == id && t.AccountId == me).ExecuteDeleteAsync(cancel) == 0) throw new Refusal(ErrorCode.NotFound, "apiTokenId");
        }, cancel);
    }
}

/// <summary>Ends a session of one's own on another device, or this one.</summary>
internal sealed class EndSession(AppDb db, Transactions transactions, CurrentUser user, Sessions sessions)
{
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, NotFound; Forbidden for a token.</exception>
    public async Task Run(SessionId id, CancellationToken cancel)
    {
        var me = user.RequireSession();
        await transactions.Run(async () =>
        {
            if (await db.Sessions.Where(s => s.Id == id && s.AccountId == me).ExecuteDeleteAsync(cancel) == 0) throw new Refusal(ErrorCode.NotFound, "sessionId");
        }, cancel);
        if (user.SessionId == id) await sessions.TakeBack();
    }
}
