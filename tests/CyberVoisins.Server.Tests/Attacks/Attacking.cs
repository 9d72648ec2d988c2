using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>What attackers send, and what comes back.</summary>
internal static class Attacking
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One request from one address, with headers of its own.</summary>
    public static async Task<(HttpStatusCode Status, string? Code, JsonNode? Json)> Sends(this HttpClient client, object body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var json = text.StartsWith('{') ? JsonNode.Parse(text) : null;
        return (answer.StatusCode, json is null ? null : CodeOf(json), json);
    }

    /// <summary>The first code of an answer: of the document, else of a mutation's payload.</summary>
    public static string? CodeOf(JsonNode json) =>
        json["errors"]?[0]!["extensions"]?.Text("code")
        ?? json["data"]?.AsObject().Select(f => (f.Value as JsonObject)?["errors"] is JsonArray { Count: > 0 } errors ? errors[0].Text("code") : null).FirstOrDefault(code => code is not null);

    public static async Task<string?> Code(this Neighbourhood hood, string document, string? phone = null) => CodeOf(await hood.Send(document, phone));
}
