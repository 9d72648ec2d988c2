using Microsoft.Extensions.Hosting;

namespace CyberVoisins.Server.Tests.Http;

public sealed class TellingTheCost(ToyServer server) : IClassFixture<ToyServer>
{
    [Theory]
    [InlineData("{ hello }", 1)]
    [InlineData("{ a: hello b: hello }", 2)]
    [InlineData("{ neighbour(id: 1) { id self { id } } }", 4)]
    public async Task An_answer_tells_what_it_cost_and_the_most_it_may(string query, int points)
    {
        var cost = (await server.Post(query)).Json.GetProperty("extensions").GetProperty("cost");
        Assert.Equal((points, 5_000), (cost.GetProperty("points").GetInt32(), cost.GetProperty("limit").GetInt32()));
    }

    [Fact]
    public async Task It_is_the_cost_of_the_operation_that_was_executed() =>
        Assert.Equal(1, (await server.Post("query A { a: hello b: hello } query B { hello }", operationName: "B")).Json.GetProperty("extensions").GetProperty("cost").GetProperty("points").GetInt32());

    [Fact]
    public async Task What_takes_too_long_is_stopped_and_says_so()
    {
        await using var hasty = new ToyServer(Environments.Development, timeoutSeconds: "0.2");
        var answer = await hasty.Post("{ wait }");
        Assert.Equal((503, "TIME_OUT"), (answer.Status, answer.Code));
        Assert.Equal("Bonjour l'été + œuf", (await hasty.Post("{ hello }")).Data.GetProperty("hello").GetString());
    }
}
