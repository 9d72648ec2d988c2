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
/// Opens and closes sessions. A session says only who and under which security stamp, so that changing the stamp ends
/// every cookie and every token of an account at once.
/// </summary>
internal sealed class Sessions(AppDb db, IHttpContextAccessor http, IOptionsMonitor<BearerTokenOptions> bearer, CurrentUser user, TimeProvider clock)
{
    public const string Cookie = "cookie";
    public const string Bearer = "bearer";
    public const string EitherOne = "account";
    public const string StampClaim = "stamp";

    public async Task<SignedIn> Open(Guid accountId, SignInMode mode, CancellationToken cancel)
    {
        var account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == accountId, cancel);
        // The rest of this request is the caller's too: a mutation answers with what the person may now see.
        await user.Recognise(account.Id, account.SecurityStamp, cancel);
        switch (mode)
        {
            case SignInMode.Cookie:
                await Context.SignInAsync(Cookie, PrincipalOf(account, Cookie), new AuthenticationProperties { IsPersistent = true });
                return new(account, null, null);
            case SignInMode.Token:
                var options = bearer.Get(Bearer);
                var now = clock.GetUtcNow();
                var expires = now + options.BearerTokenExpiration;
                var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = expires };
                var token = options.BearerTokenProtector.Protect(new AuthenticationTicket(PrincipalOf(account, Bearer), properties, $"{Bearer}:AccessToken"));
                return new(account, token, Instant.FromDateTimeOffset(expires));
        }
        throw new ArgumentOutOfRangeException(nameof(mode));
    }

    /// <summary>Takes the cookie back. A token cannot be: its client forgets it, or signs out everywhere.</summary>
    public async Task Close()
    {
        await Context.SignOutAsync(Cookie);
        user.Forget();
    }

    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A cookie needs an HTTP request.");

    private static ClaimsPrincipal PrincipalOf(Account account, string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(StampClaim, account.SecurityStamp ?? "")], scheme));
}
