using CyberVoisins.Server.Operations;
using Microsoft.AspNetCore.StaticFiles;

namespace CyberVoisins.Server.Web;

/// <summary>
/// The pages of residents, volunteers and associations (clients/web), built beside the program in the folder "web": one document for
/// every address of theirs, and its assets, whose names change with their content. They hold no data; their script asks /graphql.
/// </summary>
internal static class WebClient
{
    private static readonly string[] Doors = ["/aide", "/benevole", "/association", "/accessibilite", "/confidentialite", "/composants"];
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>What a browser keeps without asking again: the name of such a file is the hash of its content.</summary>
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>A browser that keeps a page whole shows it again at "back", with everybody's names, after somebody signed out. The worker keeps its own copy, of the empty document.</summary>
    private const string Never = "no-store";

    public static void MapWebClient(this WebApplication app)
    {
        // Where no page of Development is in the way, the address without a path is the residents'.
        if (!app.Environment.IsDevelopment()) app.MapGet("/", () => Results.Redirect(Doors[0]));
        var tiles = TileSource(app.Configuration["Map:Tiles"]);
        foreach (var door in Doors)
        {
            app.MapGet(door, http => Document(http, tiles));
            app.MapGet($"{door}/{{**rest}}", http => Document(http, tiles));
        }
        app.MapGet("/assets/{file}", (string file, HttpContext http) => Send(http, Path.Combine("assets", file), file.Contains('-', StringComparison.Ordinal) ? Immutable : "no-cache"));
        app.MapGet("/sw.js", http =>
        {
            // Of a worker it says what the worker itself may fetch: the pages that it keeps for a day without network.
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return Send(http, "sw.js", "no-cache");
        });
        app.MapGet("/manifest.webmanifest", http => Send(http, "manifest.webmanifest", "no-cache"));
        app.MapGet("/map.json", () => Results.Json(new { tiles = app.Configuration["Map:Tiles"], attribution = app.Configuration["Map:Attribution"] }));
    }

    private static Task Document(HttpContext http, string tiles)
    {
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:{tiles}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Items[SecurityHeaders.MayAskWhere] = true;
        return File.Exists(Path.Combine(Folder, "index.html")) ? Send(http, "index.html", Never)
            : NotBuilt(http);
    }

    /// <summary>The compressed file where there is one and the browser takes it; the build wrote both.</summary>
    private static async Task Send(HttpContext http, string name, string cache)
    {
        var path = Path.GetFullPath(Path.Combine(Folder, name));
        if (!path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var headers = http.Response.Headers;
        headers.CacheControl = cache;
        headers.Vary = "Accept-Encoding";
        http.Response.ContentType = Types.TryGetContentType(path, out var type) ? type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type : "application/octet-stream";
        var taken = http.Request.Headers.AcceptEncoding.ToString();
        foreach (var (encoding, ending) in Encodings)
            if (taken.Contains(encoding, StringComparison.Ordinal) && File.Exists(path + ending))
            {
                headers.ContentEncoding = encoding;
                path += ending;
                break;
            }
        await http.Response.SendFileAsync(path, http.RequestAborted);
    }

    private static readonly FileExtensionContentTypeProvider Types = new();
    private static readonly (string Encoding, string Ending)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    private static async Task NotBuilt(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync("""
            <!doctype html>
            <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>CyberVoisins</title><link rel="icon" href="data:,"></head>
            <body><main><h1>Les pages ne sont pas encore construites</h1>
            <p>L'API répond. Pour avoir les pages : installez Node.js 20 ou plus récent, puis lancez de nouveau <code>dotnet run --project src/CyberVoisins.Server</code>.</p>
            <p lang="en">The API answers. To get the pages: install Node.js 20 or later, then run <code>dotnet run --project src/CyberVoisins.Server</code> again.</p></main></body></html>
            """, http.RequestAborted);
    }

    /// <summary>From where the map may load images, for the policy: " https://data.geopf.fr"; nothing where no tiles are set.</summary>
    private static string TileSource(string? tiles) =>
        Uri.TryCreate(tiles, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? $" https://{address.Authority}" : "";
}
