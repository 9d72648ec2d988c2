using System.Reflection;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// The page /association/messages: for the association, on a telephone first. What waits for a person, what was said and what it
/// cost, and the switch. Plain HTML, one style and one script of its own, nothing from elsewhere; it holds no data by itself:
/// the script asks /graphql with the reader's session.
/// </summary>
internal static class ConversationPage
{
    private const string Path = "/association/messages";
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapConversationPage(this WebApplication app)
    {
        Map(app, Path, "messages.html", "text/html; charset=utf-8");
        Map(app, $"{Path}/page.js", "messages.js", "text/javascript; charset=utf-8");
        Map(app, $"{Path}/page.css", "messages.css", "text/css; charset=utf-8");
    }

    private static void Map(WebApplication app, string path, string file, string type) => app.MapGet(path, (HttpContext http) =>
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        // The three belong together: after an update a browser takes all of them anew. The page itself is not kept: "back" after signing out would show it as it was.
        http.Response.Headers.CacheControl = type.StartsWith("text/html", StringComparison.Ordinal) ? "no-store" : "no-cache";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Stream(
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"conversation-page/{file}") ?? throw new InvalidOperationException($"{file} is not in the assembly."), type);
    });
}
