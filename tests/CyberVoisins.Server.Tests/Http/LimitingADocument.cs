using System.Diagnostics;

namespace CyberVoisins.Server.Tests.Http;

public sealed class LimitingADocument(ToyServer server) : IClassFixture<ToyServer>
{
    // The introspection query of GraphiQL 3 and graphql-js 16.
    private const string StandardIntrospection = """
        query IntrospectionQuery { __schema { queryType { name } mutationType { name } subscriptionType { name }
          types { ...FullType } directives { name description locations args { ...InputValue } } } }
        fragment FullType on __Type { kind name description
          fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
          inputFields { ...InputValue } interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
        fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
        fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
          ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }
        """;

    [Theory]
    [InlineData(12, null)]
    [InlineData(13, "QUERY_TOO_DEEP")]
    [InlineData(50, "QUERY_TOO_DEEP")]
    public async Task Depth_is_at_most_twelve(int depth, string? code) =>
        Assert.Equal(code, (await server.Post(Nested(depth))).Code);

    [Fact]
    public async Task Depth_counts_through_fragments()
    {
        var chain = "{ neighbour(id: 1) { ...F0 } } "
            + Repeat(11, i => $"fragment F{i} on Neighbour {{ self {{ ...F{i + 1} }} }} ") + "fragment F11 on Neighbour { id }";
        Assert.Equal("QUERY_TOO_DEEP", (await server.Post(chain)).Code);
    }

    [Fact]
    public async Task A_refusal_says_the_limit_the_finding_and_the_remedy()
    {
        var answer = await server.Post(Nested(50));
        Assert.Equal("Depth of nested fields: the limit is 12, this document has 50. Ask for the deeper part in a second query, starting from its id.", answer.Message);
        Assert.Equal(12, answer.Error.GetProperty("extensions").GetProperty("limit").GetInt32());
        Assert.Equal(50, answer.Error.GetProperty("extensions").GetProperty("found").GetInt32());
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, "TOO_MANY_ALIASES")]
    [InlineData(200, "TOO_MANY_ALIASES")]
    [InlineData(1000, "TOO_MANY_TOKENS")]
    public async Task Aliases_are_at_most_thirty(int aliases, string? code) =>
        Assert.Equal(code, (await server.Post($"{{ neighbour(id: 1) {{ {Repeat(aliases, i => $"a{i}: name ")} }} }}")).Code);

    [Fact]
    public async Task Aliases_in_an_unused_fragment_count_too() =>
        Assert.Equal("TOO_MANY_ALIASES", (await server.Post($"{{ hello }} fragment F on Query {{ {Repeat(31, i => $"a{i}: hello ")} }}")).Code);

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "TOO_MANY_ROOT_FIELDS")]
    public async Task Root_fields_are_at_most_twenty_fragments_included(int fields, string? code) =>
        Assert.Equal(code, (await server.Post($"{{ hello ...F }} fragment F on Query {{ {Repeat(fields - 1, i => $"a{i}: hello ")} }}")).Code);

    [Theory]
    [InlineData(50, null)]
    [InlineData(51, "TOO_MANY_DIRECTIVES")]
    public async Task Directives_are_at_most_fifty(int directives, string? code) =>
        Assert.Equal(code, (await server.Post($"{{ neighbour(id: 1) {{ {Repeat(directives, _ => "id @include(if: true) ")} }} }}")).Code);

    [Fact]
    public async Task A_long_document_is_refused_before_it_is_parsed() =>
        Assert.Equal("DOCUMENT_TOO_LONG", (await server.Post("{ hello } #" + new string('x', 40_000))).Code);

    [Theory]
    [InlineData("[")]
    [InlineData("{x:")]
    public async Task Deeply_nested_values_are_refused_before_they_are_parsed(string open) =>
        Assert.Equal("DOCUMENT_TOO_NESTED", (await server.Post($"{{ sum(of: {Repeat(300, _ => open)} 1) }}")).Code);

    [Fact]
    public async Task A_huge_literal_list_is_refused() =>
        Assert.Equal("TOO_MANY_TOKENS", (await server.Post($"{{ sum(of: [{Repeat(5_000, _ => "1 ")}]) }}")).Code);

    [Fact]
    public async Task The_same_list_passes_as_a_variable() =>
        Assert.Equal(5_000, (await server.Post("query ($l: [Int!]!) { sum(of: $l) }", new { l = Enumerable.Repeat(1, 5_000) })).Data.GetProperty("sum").GetInt32());

    [Theory]
    [InlineData("{ neighbours(first: 100) { nodes { id name days } pageInfo { hasNextPage } } }", null)]
    [InlineData("{ neighbours(first: 4) { nodes { friends { friends { id name } } } } }", null)] // 1 + 4 (1 + 1 + 10 (1 + 10 * 3)) = 1245
    [InlineData("{ neighbours(first: 100) { nodes { friends { friends { id } } } } }", "QUERY_TOO_COMPLEX")]
    [InlineData("{ neighbours { nodes { friends { friends { id } } } } }", null)] // The default page: 20.
    [InlineData("query ($n: Int = 1) { neighbours(first: $n) { nodes { friends { friends { id } } } } }", "QUERY_TOO_COMPLEX")]
    [InlineData("{ neighbours(first: 99999999999999999999) { nodes { friends { friends { id } } } } }", "QUERY_TOO_COMPLEX")]
    public async Task Complexity_multiplies_fields_by_page_sizes(string query, string? code)
    {
        var found = (await server.Post(query)).Code;
        Assert.Equal(code, found);
    }

    [Theory]
    [InlineData("-100000")]
    [InlineData("0")]
    [InlineData("null")]
    public async Task A_negative_page_does_not_pay_for_a_huge_one(string first) =>
        Assert.Equal("QUERY_TOO_COMPLEX", (await server.Post(
            $"{{ x: neighbours(first: {first}) {{ nodes {{ id }} }} y: neighbours(first: 100) {{ nodes {{ friends {{ friends {{ id }} }} }} }} }}")).Code);

    [Fact]
    public async Task A_list_may_say_how_many_items_it_expects()
    {
        var answer = await server.Post($"{{ tenPeople {{ {Repeat(30, i => $"a{i}: days ")} }} }}");
        Assert.Null(answer.Code);
    }

    [Fact]
    public async Task A_fragment_bomb_is_refused_at_once()
    {
        // 2^40 fields once expanded, in 41 fragments without an alias.
        var bomb = "{ tenPeople { ...F0 } } " + Repeat(40, i => $"fragment F{i} on Neighbour {{ ...F{i + 1} ...F{i + 1} }} ") + "fragment F40 on Neighbour { id }";
        await server.Post("{ hello }");
        var clock = Stopwatch.StartNew();
        var answer = await server.Post(bomb);
        Assert.Equal("QUERY_TOO_COMPLEX", answer.Code);
        Assert.Contains("more than", answer.Message);
        Assert.True(clock.ElapsedMilliseconds < 1_000, $"took {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task A_nested_fragment_bomb_is_refused_at_once()
    {
        var bomb = "{ neighbour(id: 1) { ...F0 } } "
            + Repeat(50, i => $"fragment F{i} on Neighbour {{ self {{ ...F{i + 1} }} next {{ ...F{i + 1} }} }} ") + "fragment F50 on Neighbour { id }";
        var clock = Stopwatch.StartNew();
        Assert.Equal("QUERY_TOO_DEEP", (await server.Post(bomb)).Code);
        Assert.True(clock.ElapsedMilliseconds < 1_000, $"took {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task The_dearest_document_that_passes_the_text_limits_is_judged_quickly()
    {
        // The engine compares fields of one name in pairs: the token limit keeps that affordable.
        var repeated = $"{{ neighbour(id: 1) {{ {Repeat(980, _ => "id ")} }} }}";
        var clock = Stopwatch.StartNew();
        Assert.Null((await server.Post(repeated)).Code);
        Assert.True(clock.ElapsedMilliseconds < 3_000, $"took {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task A_fragment_cycle_is_refused_by_the_engine() =>
        Assert.Equal("GRAPHQL_VALIDATION_FAILED", (await server.Post(
            "{ neighbour(id: 1) { ...A } } fragment A on Neighbour { self { ...B } } fragment B on Neighbour { self { ...A } }")).Code);

    [Fact]
    public async Task Unknown_names_are_left_to_the_engine() =>
        Assert.Equal("GRAPHQL_VALIDATION_FAILED", (await server.Post(
            "{ nothing(first: 3) { x } ...Missing ... on Nowhere { y } } fragment G on Nobody { z }")).Code);

    [Fact]
    public async Task Standard_introspection_works_in_development()
    {
        var answer = await server.Post(StandardIntrospection);
        Assert.Null(answer.Code);
        Assert.Contains("NeighboursConnection", answer.Text);
    }

    [Theory]
    [InlineData("{ __schema { queryType { name } } }")]
    [InlineData("{ ...F } fragment F on Query { __type(name: \"Query\") { name } }")]
    public async Task Introspection_is_disabled_elsewhere(string query)
    {
        await using var production = new ToyServer("Production");
        Assert.Equal("INTROSPECTION_DISABLED", (await production.Post(query)).Code);
        Assert.Null((await production.Post("{ __typename hello }")).Code);
    }

    [Fact]
    public async Task Circular_introspection_is_refused() =>
        Assert.Equal("INTROSPECTION_TOO_DEEP", (await server.Post(
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }")).Code);

    private static string Nested(int depth) =>
        $"{{ neighbour(id: 1) {{ {Repeat(depth - 2, _ => "self { ")} id {new string('}', depth - 2)} }} }}";

    private static string Repeat(int times, Func<int, string> part) => string.Concat(Enumerable.Range(0, times).Select(part));
}
