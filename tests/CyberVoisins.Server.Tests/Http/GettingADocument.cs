namespace CyberVoisins.Server.Tests.Http;

public sealed class GettingADocument(ToyServer server) : IClassFixture<ToyServer>
{
    [Fact]
    public async Task A_query_with_variables_is_answered()
    {
        var answer = await server.Get("query=query($n:String){hello(name:$n)}&variables={\"n\":\"Zo%C3%A9\"}&operationName=");
        Assert.Equal("Bonjour Zoé", answer.Data.GetProperty("hello").GetString());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    public async Task A_mutation_over_GET_is_405_and_does_nothing(string accept)
    {
        var before = server.Toys.Bumps;
        var answer = await server.Get("query=mutation{bump}", accept);
        Assert.Equal((405, "METHOD_NOT_ALLOWED"), (answer.Status, answer.Code));
        Assert.Equal(before, server.Toys.Bumps);
    }

    [Fact]
    public async Task A_mutation_beside_a_query_is_405_when_it_is_the_one_named() =>
        Assert.Equal(405, (await server.Get("query=query A{hello} mutation B{bump}&operationName=B")).Status);

    [Fact]
    public async Task A_query_beside_a_mutation_runs_when_it_is_the_one_named() =>
        Assert.Equal(200, (await server.Get("query=query A{hello} mutation B{bump}&operationName=A")).Status);

    [Theory]
    [InlineData("")]
    [InlineData("query=")]
    [InlineData("query={hello}&query={hello}")]
    [InlineData("query={hello}&variables={")]
    [InlineData("query={hello}&variables=[]")]
    [InlineData("query={hello}&extensions=1")]
    public async Task A_malformed_query_string_is_400(string queryString) =>
        Assert.Equal((400, "BAD_REQUEST"), await server.Get(queryString) is var answer ? (answer.Status, answer.Code) : default);

    [Fact]
    public async Task Another_method_is_405()
    {
        using var response = await server.Client.DeleteAsync("/graphql", TestContext.Current.CancellationToken);
        Assert.Equal(405, (int)response.StatusCode);
    }
}
