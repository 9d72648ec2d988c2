using CyberVoisins.Server.Api.Paging;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Http;

public sealed class PagingThroughAList(ToyServer server) : IClassFixture<ToyServer>
{
    [Fact]
    public void The_schema_has_the_names_and_nullability_of_HotChocolate()
    {
        var sdl = server.Services.GetRequiredService<ISchema>().Print(new() { IncludeDescriptions = false });
        Assert.Contains("""
            type NeighboursConnection {
              edges: [NeighboursEdge!]!
              nodes: [Neighbour!]!
              pageInfo: PageInfo!
              totalCount: Int!
            }
            """, sdl.ReplaceLineEndings("\n"));
        Assert.Contains("""
            type NeighboursEdge {
              cursor: String!
              node: Neighbour!
            }
            """, sdl);
        Assert.Contains("""
            type PageInfo {
              hasNextPage: Boolean!
              hasPreviousPage: Boolean!
              startCursor: String
              endCursor: String
            }
            """, sdl);
        Assert.Contains("neighbours(first: Int, after: String): NeighboursConnection!", sdl);
    }

    [Fact]
    public async Task Following_end_cursors_visits_every_item_once()
    {
        List<int> visited = [];
        string? after = null;
        do
        {
            var page = (await server.Post("query ($after: String) { neighbours(first: 100, after: $after) { nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }", new { after }))
                .Data.GetProperty("neighbours");
            Assert.Equal(after is not null, page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
            Assert.Equal(250, page.GetProperty("totalCount").GetInt32());
            visited.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetInt32()));
            var info = page.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(1, 250), visited);
    }

    [Fact]
    public async Task Without_a_size_a_page_has_twenty_items() =>
        Assert.Equal(20, (await server.Post("{ neighbours { nodes { id } } }")).Data.GetProperty("neighbours").GetProperty("nodes").GetArrayLength());

    [Fact]
    public async Task A_page_after_the_end_is_empty_and_has_no_cursors()
    {
        var page = (await server.Post("query ($after: String) { neighbours(after: $after) { nodes { id } pageInfo { hasNextPage startCursor endCursor } } }", new { after = Cursor.Of("250") })).Data;
        Assert.Equal("""{"neighbours":{"nodes":[],"pageInfo":{"hasNextPage":false,"startCursor":null,"endCursor":null}}}""", page.GetRawText());
    }

    [Theory]
    [InlineData("first: 0", "INVALID_PAGE")]
    [InlineData("first: -1", "INVALID_PAGE")]
    [InlineData("first: 101", "INVALID_PAGE")]
    [InlineData("first: 1", null)]
    [InlineData("first: 100", null)]
    [InlineData("after: \"not a cursor!\"", "INVALID_CURSOR")]
    [InlineData("after: \"_w\"", "INVALID_CURSOR")] // Base64url, but of a byte that is not text.
    [InlineData("after: \"YWJj\"", "INVALID_CURSOR")] // "abc": text, but no position of this list.
    public async Task Arguments_out_of_range_are_refused(string arguments, string? code) =>
        Assert.Equal(code, (await server.Post($"{{ neighbours({arguments}) {{ nodes {{ id }} }} }}")).Code);

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-23T10:00:00Z|é")]
    public void A_cursor_gives_its_position_back(string position) => Assert.Equal(position, Cursor.Position(Cursor.Of(position)));
}
