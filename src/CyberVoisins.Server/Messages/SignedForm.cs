using Microsoft.AspNetCore.Http.Features;

namespace CyberVoisins.Server.Messages;

/// <summary>The form of a webhook of Twilio's, or nothing when its signature is not true.</summary>
internal static class SignedForm
{
    private const int LargestBody = 64 * 1024;

    /// <summary>The answer to what is not signed; without Twilio there is no such page.</summary>
    public static IResult Refused(TwilioOptions options) => options.IsConfigured ? Results.StatusCode(StatusCodes.Status403Forbidden) : Results.NotFound();

    /// <summary>The form, or null when it is not Twilio's: read raw, because ASP.NET would join names that differ only by case.</summary>
    public static async Task<List<KeyValuePair<string, string>>?> Read(HttpContext context, TwilioOptions options, CancellationToken cancel)
    {
        if (!options.IsConfigured || context.Request.ContentLength > LargestBody) return null;
        var buffer = new MemoryStream();
        var chunk = new byte[8 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(chunk, cancel)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > LargestBody) return null;
        }
        var form = Parse(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : context.Request.Path + context.Request.QueryString;
        return form.Value("AccountSid") == options.AccountSid
            && TwilioSignature.IsTrue(context.Request.Headers["X-Twilio-Signature"], [options.AuthToken, options.SecondaryAuthToken], options.PublicBaseUrl + target, form)
            ? form
            : null;
    }

    public static string? Value(this List<KeyValuePair<string, string>> form, string name) =>
        form.Where(p => string.Equals(p.Key, name, StringComparison.Ordinal)).Select(p => p.Value).FirstOrDefault();

    private static List<KeyValuePair<string, string>> Parse(string body) =>
        [.. body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(Decode(pair[0]), pair.Length > 1 ? Decode(pair[1]) : ""))];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
