using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace CyberVoisins.Server.Accounts;

/// <summary>After authentication: is the account still there, under the same security stamp, and the session open? If not, the caller is nobody.</summary>
internal sealed class RecogniseCaller(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, CurrentUser user)
    {
        if (context.User.Identity is { IsAuthenticated: true } identity)
        {
            var known = Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
                && Guid.TryParse(context.User.FindFirstValue(Sessions.SessionClaim), out var session)
                && await user.Recognise(id, context.User.FindFirstValue(Sessions.StampClaim), session, context.RequestAborted);
            if (!known)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
                if (identity.AuthenticationType == Sessions.Cookie) await context.SignOutAsync(Sessions.Cookie);
            }
        }
        await next(context);
    }
}
