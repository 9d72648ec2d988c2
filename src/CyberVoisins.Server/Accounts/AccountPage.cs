using System.Reflection;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// The page /compte: signs in, sets up and shows the second proof, and lists what is open in one's name. Plain HTML, one style
/// and one script of its own; it holds no data by itself.
/// </summary>
internal static class AccountPage
{
    public const string Path = "/compte";
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapAccountPage(this WebApplication app)
    {
        Map(app, Path, "account.html", "text/html; charset=utf-8");
        Map(app, $"{Path}/page.js", "account.js", "text/javascript; charset=utf-8");
        Map(app, $"{Path}/leaving.js", "leaving.js", "text/javascript; charset=utf-8");
        Map(app, $"{Path}/page.css", "account.css", "text/css; charset=utf-8");
    }

    private static void Map(WebApplication app, string path, string file, string type) => app.MapGet(path, (HttpContext http) =>
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = type.StartsWith("text/html", StringComparison.Ordinal) ? "no-store" : "no-cache";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Stream(
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"account-page/{file}") ?? throw new InvalidOperationException($"{file} is not in the assembly."), type);
    });
}
