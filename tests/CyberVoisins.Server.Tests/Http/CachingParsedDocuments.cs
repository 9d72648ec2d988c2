using CyberVoisins.Server.Api.Http;
using CyberVoisins.Server.Api.Http.Limits;

namespace CyberVoisins.Server.Tests.Http;

public sealed class CachingParsedDocuments(ToyServer server) : IClassFixture<ToyServer>
{
    [Fact]
    public async Task An_anonymous_caller_gains_nothing_from_a_document_that_a_member_cached()
    {
        const string document = "{ vault }";
        Assert.Equal("gold", (await server.Post(document, user: "amina")).Data.GetProperty("vault").GetString());
        Assert.Equal("UNAUTHENTICATED", (await server.Post(document)).Code);
        Assert.Equal("gold", (await server.Post(document, user: "amina")).Data.GetProperty("vault").GetString());
    }

    [Fact]
    public async Task A_cached_document_still_checks_its_variables()
    {
        const string document = "query ($id: Int!) { neighbour(id: $id) { id } }";
        Assert.Null((await server.Post(document, new { id = 1 })).Code);
        Assert.Equal("GRAPHQL_VALIDATION_FAILED", (await server.Post(document, new { id = "one" })).Code);
    }

    [Fact]
    public async Task One_cached_document_serves_many_requests_at_once()
    {
        const string document = "query ($id: Int!) { neighbour(id: $id) { ...F } } fragment F on Neighbour { id self { id } }";
        var answers = await Task.WhenAll(Enumerable.Range(1, 100).Select(id => Task.Run(() => server.Post(document, new { id }))));
        Assert.Equal(Enumerable.Range(1, 100), answers.Select(answer => answer.Data.GetProperty("neighbour").GetProperty("self").GetProperty("id").GetInt32()));
    }

    [Fact]
    public void The_second_parse_of_a_text_is_free()
    {
        using var documents = new ParsedDocuments(new DocumentLimits());
        Assert.Same(documents.Build("{ hello }"), documents.Build("{ hello }"));
        Assert.NotSame(documents.Build("{ hello }"), documents.Build("{ hello } "));
    }
}
