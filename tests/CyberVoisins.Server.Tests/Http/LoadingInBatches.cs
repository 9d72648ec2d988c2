namespace CyberVoisins.Server.Tests.Http;

public sealed class LoadingInBatches : IAsyncDisposable
{
    private readonly ToyServer _server = new();

    [Fact]
    public async Task Ten_parents_make_one_fetch()
    {
        var answer = await _server.Post("{ tenPeople { id next { name } } }");
        Assert.Equal("N11", answer.Data.GetProperty("tenPeople")[9].GetProperty("next").GetProperty("name").GetString());
        Assert.Equal(Enumerable.Range(1, 10), Assert.Single(_server.Toys.Fetches));
    }

    [Fact]
    public async Task Each_level_makes_one_fetch()
    {
        await _server.Post("{ tenPeople { next { next { next { id } } } } }");
        Assert.Equal(3, _server.Toys.Fetches.Count);
    }

    [Fact]
    public async Task The_same_key_is_asked_once_and_a_missing_one_is_null()
    {
        var answer = await _server.Post("{ samePerson { next { id } } }");
        Assert.Equal([99], Assert.Single(_server.Toys.Fetches));
        Assert.All(answer.Data.GetProperty("samePerson").EnumerateArray(),
            person => Assert.Equal(System.Text.Json.JsonValueKind.Null, person.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task Ten_parents_of_many_make_one_fetch_and_none_is_an_empty_list()
    {
        var answer = await _server.Post("{ tenPeople { friends { name } } }");
        Assert.Single(_server.Toys.Fetches);
        Assert.Equal(0, answer.Data.GetProperty("tenPeople")[0].GetProperty("friends").GetArrayLength());
        Assert.Equal("F2-1", answer.Data.GetProperty("tenPeople")[1].GetProperty("friends")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Two_requests_share_nothing()
    {
        await _server.Post("{ tenPeople { next { id } } }");
        await _server.Post("{ tenPeople { next { id } } }");
        Assert.Equal(2, _server.Toys.Fetches.Count);
    }

    [Fact]
    public async Task Fields_of_a_query_run_one_at_a_time()
    {
        await _server.Post("{ a: work b: work c: work d: work }");
        Assert.Equal(1, _server.Toys.MostAtOnce);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
