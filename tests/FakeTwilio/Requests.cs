using System.Net.Http.Headers;
using System.Text;

namespace FakeTwilio;

/// <summary>What every resource of the account reads of a request.</summary>
internal static class Requests
{
    /// <summary>Who asks: the account itself, or one of its keys; null when the secret is wrong.</summary>
    public static string? UserOf(HttpRequest request, TwilioServerOptions options)
    {
        if (Credentials(request) is not [var user, var secret]) return null;
        var expected = user == options.AccountSid ? options.AuthToken : user.StartsWith("SK", StringComparison.Ordinal) ? options.ApiKeySecret : null;
        return secret == expected ? user : null;
    }

    public static async Task<Dictionary<string, string>> Form(HttpRequest request) =>
        request.HasFormContentType ? (await request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal) : [];

    /// <summary>Only with the account's own path and a right secret.</summary>
    public static RouteGroupBuilder Resources(this WebApplication app, Account account)
    {
        var group = app.MapGroup("/2010-04-01/Accounts/{account}");
        group.AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            if (UserOf(request, account.Options) is null) return TwilioError.Unauthenticated.Answer();
            return request.RouteValues["account"] as string == account.Options.AccountSid ? await next(context) : TwilioError.NotFound(request.Path).Answer();
        });
        return group;
    }

    private static string[]? Credentials(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Scheme != "Basic") return null;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter ?? "")).Split(':', 2);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
