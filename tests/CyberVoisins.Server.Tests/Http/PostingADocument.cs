namespace CyberVoisins.Server.Tests.Http;

public sealed class PostingADocument(ToyServer server) : IClassFixture<ToyServer>
{
    private const string GraphQLResponse = "application/graphql-response+json";

    [Fact]
    public async Task A_query_is_answered_in_readable_utf8_json()
    {
        var answer = await server.Post("{ hello }");
        Assert.Equal("""{"data":{"hello":"Bonjour l'été + œuf"},"extensions":{"cost":{"points":1,"limit":5000}}}""", answer.Text);
        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Variables_and_the_operation_name_are_used()
    {
        var answer = await server.Post("query A { hello } query B($n: String) { hello(name: $n) }", new { n = "Zoé" }, operationName: "B");
        Assert.Equal("Bonjour Zoé", answer.Data.GetProperty("hello").GetString());
    }

    [Fact]
    public async Task A_mutation_is_executed() =>
        Assert.True((await server.Post("mutation { bump }")).Data.GetProperty("bump").GetInt32() > 0);

    [Theory]
    [InlineData(null, "application/json; charset=utf-8")]
    [InlineData("*/*", "application/json; charset=utf-8")]
    [InlineData("application/*", "application/json; charset=utf-8")]
    [InlineData("not a media type;;;", "application/json; charset=utf-8")]
    [InlineData("application/graphql-response+json", "application/graphql-response+json; charset=utf-8")]
    [InlineData("application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json; charset=utf-8")]
    [InlineData("application/graphql-response+json;q=0.5, application/json", "application/json; charset=utf-8")]
    [InlineData("text/html, */*;q=0.8", "application/json; charset=utf-8")]
    public async Task The_format_is_the_one_the_caller_prefers(string? accept, string contentType) =>
        Assert.Equal(contentType, (await server.PostBody("""{"query":"{ hello }"}""", accept: accept)).ContentType);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json;q=0")]
    public async Task A_caller_that_accepts_neither_format_gets_406(string accept)
    {
        var answer = await server.Post("{ hello }", accept: accept);
        Assert.Equal((406, "NOT_ACCEPTABLE"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task A_body_that_is_not_declared_as_utf8_json_is_415(string? contentType)
    {
        var answer = await server.PostBody("""{"query":"{ hello }"}""", contentType);
        Assert.Equal((415, "UNSUPPORTED_MEDIA_TYPE"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("""{"query":null}""")]
    [InlineData("""{"query":1}""")]
    [InlineData("""{"query":["{ hello }"]}""")]
    [InlineData("""{"query":"\ud800"}""")]
    [InlineData("""{"query":"{ hello }","operationName":1}""")]
    [InlineData("""{"query":"{ hello }","variables":[]}""")]
    [InlineData("""{"query":"{ hello }","variables":"{}"}""")]
    [InlineData("""{"query":"{ hello }","variables":{"n":"\ud800"}}""")]
    [InlineData("""{"query":"{ hello }","extensions":false}""")]
    public async Task A_malformed_request_is_400_in_both_formats(string body)
    {
        foreach (var accept in new[] { "application/json", GraphQLResponse })
        {
            var answer = await server.PostBody(body, accept: accept);
            Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.Code));
            Assert.False(answer.HasData);
        }
    }

    [Fact]
    public async Task Null_members_count_as_absent() =>
        Assert.Equal(200, (await server.PostBody("""{"query":"{ hello }","operationName":null,"variables":null,"extensions":null}""")).Status);

    [Fact]
    public async Task A_batch_is_refused_by_name()
    {
        var answer = await server.PostBody("""[{"query":"{ hello }"}]""");
        Assert.Equal((400, "BATCHING_UNSUPPORTED"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_256_kilobytes_is_413(bool announced)
    {
        var body = $$$"""{"query":"{ hello }","variables":{"x":"{{{new string('x', 256 * 1024)}}}"}}""";
        using var content = announced ? new StringContent(body) : (HttpContent)new StreamContent(new Unseekable(body));
        content.Headers.ContentType = new("application/json");
        using var response = await server.Client.PostAsync("/graphql", content, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Contains("PAYLOAD_TOO_LARGE", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{ hello", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ nothing }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query ($id: Int!) { neighbour(id: $id) { id } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("fragment F on Query { hello }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("  ", "GRAPHQL_VALIDATION_FAILED")]
    public async Task A_document_that_cannot_run_is_200_under_json_and_400_under_graphql_response(string query, string code)
    {
        var json = await server.Post(query);
        var graphql = await server.Post(query, accept: GraphQLResponse);
        Assert.Equal((200, code), (json.Status, json.Code));
        Assert.Equal((400, code), (graphql.Status, graphql.Code));
        Assert.False(json.HasData);
        Assert.False(graphql.HasData);
    }

    [Fact]
    public async Task A_field_that_fails_keeps_200_and_the_rest_of_the_data()
    {
        foreach (var accept in new[] { "application/json", GraphQLResponse })
        {
            var answer = await server.Post("{ hello refused }", accept: accept);
            Assert.Equal((200, "UNAUTHENTICATED"), (answer.Status, answer.Code));
            Assert.Equal("Connectez-vous.", answer.Message);
            Assert.StartsWith("Bonjour", answer.Data.GetProperty("hello").GetString());
        }
    }

    [Fact]
    public async Task A_refusal_before_execution_is_401_only_under_graphql_response()
    {
        Assert.Equal(200, (await server.Post("{ vault }")).Status);
        Assert.Equal(401, (await server.Post("{ vault }", accept: GraphQLResponse)).Status);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_resolver()
    {
        await using var own = new ToyServer();
        using var leave = new CancellationTokenSource();
        using var content = new StringContent("""{"query":"{ wait }"}""", System.Text.Encoding.UTF8, "application/json");
        var request = own.Client.PostAsync("/graphql", content, leave.Token);
        await own.Toys.Started.Task;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await own.Toys.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Empty(own.Logged.Exceptions);
    }

    private sealed class Unseekable(string text) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
