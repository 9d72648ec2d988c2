using System.Security.Claims;
using System.Security.Cryptography;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>How the caller wants to be remembered.</summary>
public enum SignInMode
{
    /// <summary>A cookie that scripts cannot read: for browsers.</summary>
    Cookie,
    /// <summary>A token for the Authorization header, valid for one hour: for other clients.</summary>
    Token,
}

/// <summary>Who signed in; the token and its end only when a token was asked for.</summary>
internal sealed record SignedIn(Account Account, string? AccessToken, Instant? ExpiresAt);

/// <summary>
/// Opens and closes sessions. A session says only which it is, who, and under which security stamp: changing the stamp ends
/// every cookie and every token of an account at once, and one that was closed is remembered until it would have died.
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

    public async Task<SignedIn> Open(Guid accountId, SignInMode mode, CancellationToken cancel)
    {
        var account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == accountId, cancel);
        var session = Guid.CreateVersion7(clock.GetUtcNow());
        // The rest of this request is the caller's too: a mutation answers with what the person may now see.
        await user.Recognise(account.Id, account.SecurityStamp, session, cancel);
        switch (mode)
        {
            case SignInMode.Cookie:
                await Context.SignInAsync(Cookie, PrincipalOf(account, session, Cookie), new AuthenticationProperties { IsPersistent = true });
                return new(account, null, null);
            case SignInMode.Token:
                var options = bearer.Get(Bearer);
                var now = clock.GetUtcNow();
                var expires = now + options.BearerTokenExpiration;
                var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = expires };
                var token = options.BearerTokenProtector.Protect(new AuthenticationTicket(PrincipalOf(account, session, Bearer), properties, $"{Bearer}:AccessToken"));
                return new(account, token, Instant.FromDateTimeOffset(expires));
        }
        throw new ArgumentOutOfRangeException(nameof(mode));
    }

    /// <summary>Ends the caller's session, so that a copy of its cookie or token is worth nothing, and takes the cookie back.</summary>
    public async Task Close(CancellationToken cancel)
    {
        if (user.SessionId is { } session)
            await transactions.Run(async () =>
            {
                if (await db.EndedSessions.AnyAsync(e => e.Id == session, cancel)) return;
                // A cookie is renewed while it is used, and this one no longer is.
                db.EndedSessions.Add(new EndedSession { Id = session, ForgetAfter = clock.Now() + Duration.FromTimeSpan(CookieLife) });
            }, cancel);
        await TakeBack();
    }

    /// <summary>Takes back the cookie of a session that is over already.</summary>
    public async Task TakeBack()
    {
        await Context.SignOutAsync(Cookie);
        user.Forget();
    }

    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A cookie needs an HTTP request.");

    private static ClaimsPrincipal PrincipalOf(Account account, Guid session, string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(StampClaim, account.SecurityStamp ?? ""), new(SessionClaim, session.ToString())], scheme));
}
