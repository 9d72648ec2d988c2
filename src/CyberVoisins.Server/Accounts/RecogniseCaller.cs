using System.Security.Claims;
using CyberVoisins.Core;
using Microsoft.AspNetCore.Authentication;

namespace CyberVoisins.Server.Accounts;

/// <summary>After authentication: is the account still there, under the same security stamp, and the session or the API token open? If not, the caller is nobody.</summary>
internal sealed class RecogniseCaller(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, CurrentUser user, Sessions sessions, ApiTokens tokens)
    {
        if (context.User.Identity is { IsAuthenticated: true } identity)
        {
            var known = identity.AuthenticationType == ApiTokens.Scheme ? await ByToken(context, user, tokens) : await BySession(context, user, sessions);
            if (!known)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
                if (identity.AuthenticationType == Sessions.Cookie) await context.SignOutAsync(Sessions.Cookie);
            }
        }
        await next(context);
    }

    private static async Task<bool> BySession(HttpContext context, CurrentUser user, Sessions sessions)
    {
        if (!Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) || !Guid.TryParse(context.User.FindFirstValue(Sessions.SessionClaim), out var session)) return false;
        if (await user.Recognise(id, context.User.FindFirstValue(Sessions.StampClaim), new SessionId(session), context.RequestAborted) is not { } open) return false;
        await sessions.Seen(open, context.RequestAborted);
        return true;
    }

    private static async Task<bool> ByToken(HttpContext context, CurrentUser user, ApiTokens tokens)
    {
        if (await user.Recognise(ApiTokens.HashOf(context.User.FindFirstValue(ApiTokens.SecretClaim)!), context.RequestAborted) is not { } token) return false;
        // The API says by itself what a token may not do there; what is served elsewhere is read.
        if (!token.Scopes.Contains(ApiScope.Read) && !context.Request.Path.StartsWithSegments("/graphql"))
        {
            user.Forget();
            return false;
        }
        await tokens.Used(token, context.RequestAborted);
        return true;
    }
}
