using System.Security.Claims;
using System.Security.Cryptography;
using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>Who signed in, and what is still asked of them; the token and its end only when a token was asked for.</summary>
internal sealed record SignedIn(Account Account, SecondFactorStatus SecondFactor, string? AccessToken, Instant? ExpiresAt);

/// <summary>
/// Opens and closes sessions. A cookie or token says only which session it is, who, and under which security stamp; whether
/// it is still open is a row (<see cref="OpenSession"/>). Each proof opens a new session with a new id, and ends the one that
/// the caller came with: whoever planted a session in somebody's browser has nothing once that person signs in.
/// </summary>
internal sealed class Sessions(AppDb db, Transactions transactions, IHttpContextAccessor http, IOptionsMonitor<BearerTokenOptions> bearer, CurrentUser user, TimeProvider clock)
{
    public const string Cookie = "cookie";
    public const string Bearer = "bearer";
    public const string EitherOne = "account";
    public const string StampClaim = "stamp";
    public const string SessionClaim = "session";

    /// <summary>A cookie that is not used dies by itself after so long.</summary>
    public static readonly TimeSpan CookieLife = TimeSpan.FromDays(14);

    /// <summary>However much it is used.</summary>
    private static readonly Duration LongestCookieLife = Duration.FromDays(90);

    /// <summary>Of a coordinator or an administrator, who sees everybody's addresses: a working day, used or not.</summary>
    private static readonly Duration StaffLife = Duration.FromHours(12);

    /// <summary>To find the telephone and read six digits.</summary>
    private static readonly Duration WaitForSecond = Duration.FromMinutes(10);

    /// <summary>How exactly "last seen" is known: a row is not written at every request.</summary>
    private static readonly Duration SeenEvery = Duration.FromHours(1);

    public async Task<SignedIn> Open(Guid accountId, SignInMode mode, SessionProof proof, CancellationToken cancel)
    {
        var (account, session) = await transactions.Run(async () =>
        {
            if (user.SessionId is { } before) await db.Sessions.Where(s => s.Id == before).ExecuteDeleteAsync(cancel);
            var now = clock.Now();
            var row = new OpenSession
            {
                Id = clock.NewId<SessionId>(), AccountId = accountId, Mode = mode, Proof = proof, Device = Devices.Of(http.HttpContext?.Request.Headers.UserAgent),
                CreatedAt = now, LastSeenAt = now, EndsAt = now + await Life(accountId, mode, proof, cancel),
            };
            db.Sessions.Add(row);
            return (await db.Users.AsNoTracking().SingleAsync(u => u.Id == accountId, cancel), row);
        }, cancel);
        // The rest of this request is the caller's too: a mutation answers with what the person may now see.
        await user.Recognise(account.Id, account.SecurityStamp, session.Id, cancel);
        switch (mode)
        {
            case SignInMode.Cookie:
                await Context.SignInAsync(Cookie, PrincipalOf(account, session.Id, Cookie), new AuthenticationProperties { IsPersistent = true });
                return new(account, user.SecondFactor, null, null);
            case SignInMode.Token:
                var properties = new AuthenticationProperties { IssuedUtc = clock.GetUtcNow(), ExpiresUtc = session.EndsAt.ToDateTimeOffset() };
                var token = bearer.Get(Bearer).BearerTokenProtector.Protect(new AuthenticationTicket(PrincipalOf(account, session.Id, Bearer), properties, $"{Bearer}:AccessToken"));
                return new(account, user.SecondFactor, token, session.EndsAt);
        }
        throw new ArgumentOutOfRangeException(nameof(mode));
    }

    private async Task<Duration> Life(Guid account, SignInMode mode, SessionProof proof, CancellationToken cancel) =>
        proof == SessionProof.AwaitsSecond ? WaitForSecond
        : mode == SignInMode.Token ? Duration.FromTimeSpan(bearer.Get(Bearer).BearerTokenExpiration)
        : await db.IsStaff(account, cancel) ? StaffLife
        : Duration.FromTimeSpan(CookieLife);

    /// <summary>The session is used: it is remembered to the hour, and a cookie that is not of staff lives on.</summary>
    public async Task Seen(OpenSession session, CancellationToken cancel)
    {
        var now = clock.Now();
        if (now - session.LastSeenAt < SeenEvery) return;
        var ends = session.EndsAt - session.LastSeenAt == Duration.FromTimeSpan(CookieLife) && !await db.IsStaff(session.AccountId, cancel)
            ? Instant.Min(now + Duration.FromTimeSpan(CookieLife), session.CreatedAt + LongestCookieLife)
            : session.EndsAt;
        await transactions.Run(() => db.Sessions.Where(s => s.Id == session.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now).SetProperty(x => x.EndsAt, ends), cancel), cancel);
    }

    /// <summary>Ends the caller's session, so that a copy of its cookie or token is worth nothing, and takes the cookie back.</summary>
    public async Task Close(CancellationToken cancel)
    {
        if (user.SessionId is { } session)
            await transactions.Run(() => db.Sessions.Where(s => s.Id == session).ExecuteDeleteAsync(cancel), cancel);
        await TakeBack();
    }

    /// <summary>Takes back the cookie of a session that is over already.</summary>
    public async Task TakeBack()
    {
        await Context.SignOutAsync(Cookie);
        // Whatever the page does: what it kept of people (visits, drafts) is emptied by the browser, where the address is secure or its own.
        Context.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        user.Forget();
    }

    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A session needs an HTTP request.");

    private static ClaimsPrincipal PrincipalOf(Account account, SessionId session, string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(StampClaim, account.SecurityStamp ?? ""), new(SessionClaim, session.ToString())], scheme));
}

internal static class EverySession
{
    /// <summary>Ends every session and every API token of an account, in the current transaction; a new stamp also kills what is remembered elsewhere.</summary>
    public static async Task EndEverySession(this AppDb db, Guid account, CancellationToken cancel)
    {
        await db.Users.Where(u => u.Id == account).ExecuteUpdateAsync(s => s.SetProperty(u => u.SecurityStamp, Sessions.NewStamp()), cancel);
        await db.Sessions.Where(s => s.AccountId == account).ExecuteDeleteAsync(cancel);
        await db.ApiTokens.Where(t => t.AccountId == account).ExecuteDeleteAsync(cancel);
    }
}
