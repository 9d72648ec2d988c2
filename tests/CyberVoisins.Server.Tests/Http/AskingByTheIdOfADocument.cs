using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Api.Http;
using CyberVoisins.Server.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Http;

/// <summary>Our own pages ask by the SHA-256 of a document that the server holds; where it is so decided, nothing else is answered.</summary>
public sealed class AskingByTheIdOfADocument
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(HttpStatusCode Status, JsonNode Json)> Post(Neighbourhood hood, object body, string accept = "application/json")
    {
        using var client = hood.Client();
        client.DefaultRequestHeaders.Accept.Add(new(accept));
        using var answer = await client.PostAsJsonAsync("/graphql", body, Cancel);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }

    private static string? Code(JsonNode json) => json["errors"]?[0]!["extensions"].Text("code");

    [Fact]
    public async Task An_id_is_enough_in_either_place_and_never_of_another_text()
    {
        await using var hood = await Neighbourhood.Start();
        var id = hood.Services.GetRequiredService<PersistedOperations>().Ids["Me"];
        foreach (var body in new object[] { new { documentId = id }, new { documentId = $"sha256:{id.ToUpperInvariant()}" }, new { extensions = new { persistedQuery = new { version = 1, sha256Hash = id } } } })
            Assert.False((await Post(hood, body)).Json["data"]!["me"]!["signedIn"]!.GetValue<bool>());
        Assert.Equal("PERSISTED_OPERATION_NOT_FOUND", Code((await Post(hood, new { documentId = new string('0', 64) })).Json));
        Assert.Equal("BAD_REQUEST", Code((await Post(hood, new { query = "{ me { signedIn } }", documentId = id })).Json));
        Assert.Equal("BAD_REQUEST", Code((await Post(hood, new { })).Json));
    }

    [Fact]
    public async Task Where_only_ours_are_answered_every_other_is_refused()
    {
        await using var hood = await Neighbourhood.Start(onlyPersisted: true);
        var operations = hood.Services.GetRequiredService<PersistedOperations>();
        var (status, json) = await Post(hood, new { query = "{ me { signedIn } }" });
        Assert.Equal((HttpStatusCode.Forbidden, "PERSISTED_OPERATION_REQUIRED"), (status, Code(json)));
        Assert.NotNull((await Post(hood, new { documentId = operations.Ids["Me"] })).Json["data"]);
        Assert.NotNull((await Post(hood, new { query = operations.Resolve(null, operations.Ids["Me"]) })).Json["data"]);
    }

    [Fact]
    public async Task Each_of_them_fits_the_schema_and_its_limits()
    {
        await using var hood = await Neighbourhood.Start();
        var operations = hood.Services.GetRequiredService<PersistedOperations>();
        Assert.True(operations.Known.Count() > operations.Ids.Count, "those of the web client are there too");
        foreach (var id in operations.Known)
        {
            var watches = operations.Resolve(null, id).StartsWith("subscription", StringComparison.Ordinal);
            var (_, json) = await Post(hood, new { documentId = id }, watches ? "text/event-stream" : "application/json");
            // Without its variables a document is refused for those alone; an unknown field would be another message.
            Assert.All(json["errors"]?.AsArray() ?? [], error => Assert.True(Code(json) is "UNAUTHENTICATED" || error.Text("message").Contains("No value provided for a non-null variable", StringComparison.Ordinal), $"{operations.Resolve(null, id)}: {error!.ToJsonString()}"));
        }
    }

    [Fact]
    public async Task The_pages_know_the_ids_by_name()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        var script = await client.GetStringAsync("/graphql/operations.js", Cancel);
        var ids = hood.Services.GetRequiredService<PersistedOperations>().Ids;
        Assert.Contains($"\"Me\":\"{ids["Me"]}\"", script, StringComparison.Ordinal);
        foreach (var page in new[] { "/compte/page.js", "/association/messages/page.js" })
        {
            var text = await client.GetStringAsync(page, Cancel);
            Assert.All(System.Text.RegularExpressions.Regex.Matches(text, @"ask\('(\w+)'"), m => Assert.Contains(m.Groups[1].Value, ids.Keys));
            Assert.DoesNotMatch(@"mutation\b|query\s*\{", text);
        }
    }
}
