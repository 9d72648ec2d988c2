using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.StaticFiles;

namespace CyberVoisins.Server.Api.Http.Ide;

/// <summary>
/// GraphiQL, in Development only, from files embedded in the server: no CDN learns what we query, and it works on a train.
/// </summary>
internal static class GraphQLIde
{
    private const string DefaultQuery = """
        # Bienvenue. Écrivez une requête à gauche, puis Ctrl-Entrée pour l'exécuter ;
        # Ctrl-Espace propose des champs, et le livre (en haut à gauche) ouvre la documentation.
        {
          __typename
        }
        """;

    // 'unsafe-inline' is for styles alone: the editor positions its cursor and menus with them.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Prefix = "graphql-ide/";

    private static readonly FrozenSet<string> Files = typeof(GraphQLIde).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..])
        .ToFrozenSet();

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <summary>Maps the page and its files; does nothing outside Development.</summary>
    /// <param name="routes">The application.</param>
    /// <param name="pattern">Where the page is.</param>
    /// <param name="endpoint">The GraphQL endpoint that the page talks to.</param>
    /// <param name="defaultQuery">The text of a new tab.</param>
    public static void MapGraphQLIde(this IEndpointRouteBuilder routes, string pattern = "/graphql/ide",
        string endpoint = "/graphql", string defaultQuery = DefaultQuery)
    {
        if (!routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return;

        routes.MapGet(pattern, (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return Results.Content(Html(http.Request.PathBase + pattern, http.Request.PathBase + endpoint, defaultQuery), "text/html; charset=utf-8");
        });
        routes.MapGet(pattern + "/{file}", (string file) =>
            Files.Contains(file) && typeof(GraphQLIde).Assembly.GetManifestResourceStream(Prefix + file) is { } content
                ? Results.Stream(content, ContentTypes.TryGetContentType(file, out var type) ? type : "text/plain")
                : Results.NotFound());
    }

    private static string Html(string files, string endpoint, string query) => $"""
        <!doctype html>
        <html lang="fr">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width">
          <title>CyberVoisins · GraphQL</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="{files}/graphiql.min.css">
          <link rel="stylesheet" href="{files}/ide.css">
        </head>
        <body>
          <div id="graphiql" data-endpoint="{WebUtility.HtmlEncode(endpoint)}" data-query="{WebUtility.HtmlEncode(query)}">Chargement…</div>
          <script src="{files}/react.production.min.js"></script>
          <script src="{files}/react-dom.production.min.js"></script>
          <script src="{files}/graphiql.min.js"></script>
          <script src="{files}/ide.js"></script>
        </body>
        </html>
        """;
}
