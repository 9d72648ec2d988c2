using System.Net;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Small requests that ask for much, and large ones that ask for nothing.</summary>
public sealed class Bombs
{
    public static TheoryData<string, string, string> Documents => new()
    {
        { "aliases", "{ " + string.Join(' ', Enumerable.Range(0, 31).Select(i => $"a{i}: me {{ signedIn }}")) + " }", "TOO_MANY_ALIASES" },
        { "root fields", "{ " + string.Concat(Enumerable.Repeat("me { signedIn } ", 21)) + "}", "TOO_MANY_ROOT_FIELDS" },
        { "lists within lists", "{ helpRequests(first: 100) { nodes { offers { request { offers { request { offers { id } } } } } } } }", "QUERY_TOO_COMPLEX" },
        { "depth", "{ helpRequests(first: 1) { nodes { " + string.Concat(Enumerable.Repeat("offers { request { ", 6)) + "id " + new string('}', 15), "QUERY_TOO_DEEP" },
        { "nesting", "{ me " + new string('{', 65), "DOCUMENT_TOO_NESTED" },
        { "directives", "{ me { signedIn " + string.Concat(Enumerable.Repeat("@include(if: true) ", 51)) + "} }", "TOO_MANY_DIRECTIVES" },
        { "fragments that double", "{ ...F0 } " + string.Join(' ', Enumerable.Range(0, 25).Select(i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}")) + " fragment F25 on Query { me { signedIn } }", "TOO_MANY_ROOT_FIELDS" },
        { "a fragment within itself", "{ ...F } fragment F on Query { me { signedIn } ...F }", "GRAPHQL_VALIDATION_FAILED" },
        { "a long text", "{ me { signedIn } } #" + new string('x', 33_000), "DOCUMENT_TOO_LONG" },
        { "tokens", "{ me { " + string.Concat(Enumerable.Repeat("signedIn ", 1_001)) + "} }", "TOO_MANY_TOKENS" },
        { "introspection", "{ __schema { types { fields { type { fields { name } } } } } }", "INTROSPECTION_DISABLED" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Are_refused_before_they_are_executed(string name, string document, string code)
    {
        await using var hood = await Neighbourhood.Start();
        var start = TimeProvider.System.GetTimestamp();
        Assert.Equal((name, code), (name, await hood.Code(document)));
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(5), name);
    }

    [Fact]
    public async Task Huge_variables_are_not_read()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        var (status, code, _) = await client.Sends(new { query = "query($x: String) { me { signedIn } }", variables = new { x = new string('x', 300_000) } });
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "PAYLOAD_TOO_LARGE"), (status, code));
        // Ten thousand small ones, and a tower of lists.
        Assert.NotNull((await client.Sends(new { query = "query($v7: Int) { associations(first: $v7) { nodes { id } } }", variables = Enumerable.Range(0, 10_000).ToDictionary(i => $"v{i}", i => i) })).Json!["data"]);
        var tower = "{\"query\":\"{ me { signedIn } }\",\"variables\":{\"x\":" + new string('[', 1_000) + new string(']', 1_000) + "}}";
        using var content = new StringContent(tower, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/graphql", content, Attacking.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
