using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CyberVoisins.Client;
using CyberVoisins.Server.Tests.Story;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Tests.Clients;

/// <summary>clients/dotnet against the service: its story, and every operation and type of it against the schema.</summary>
public sealed partial class TheTypedClient
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_asks_for_help_and_follows_until_a_neighbour_has_come()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        using var http = hood.Client();
        var rose = new CyberVoisinsClient(http);
        var phone = hood.NextPhone();
        await rose.RequestSignInCode(phone, Cancel);
        await hood.Settle();
        await rose.SignIn(phone, SixDigits().Match(hood.Telephones.To(phone)[^1]).Value, Cancel);
        var association = Assert.Single(await rose.Associations(Cancel));
        var asked = await rose.AskForHelp(new(HelpCategory.DeviceBasics, "Mon nouveau téléphone ne sonne plus.", 30, [MeetingMode.AtHome],
            [new(new(2026, 11, 27, 14, 0, 0, TimeSpan.FromHours(1)), new(2026, 11, 27, 18, 0, 0, TimeSpan.FromHours(1)))], association.Id, new("Rose", phone, new("75017 Paris"))), Cancel);
        await hood.Settle();

        await using var following = rose.Follow(asked.Id, TimeSpan.FromSeconds(30), hood.Clock, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await following.MoveNextAsync());
        Assert.Equal(RequestState.Searching, following.Current.State);
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        Assert.True(await Passes(hood, following.MoveNextAsync().AsTask()));
        Assert.Equal((RequestState.Booked, "Amina"), (following.Current.State, following.Current.Visits.Single().VolunteerFirstName));

        await rose.CancelRequest(asked.Id, Cancel);
        Assert.True(await Passes(hood, following.MoveNextAsync().AsTask()));
        Assert.True(following.Current.IsOver);
        Assert.False(await following.MoveNextAsync());
        Assert.Equal(asked.Id, Assert.Single(await rose.MyRequests(Cancel).ToListAsync(Cancel)).Id);

        await rose.SignOut(Cancel);
        Assert.Null(await rose.HelpRequest(asked.Id, Cancel));
    }

    [Fact]
    public async Task What_is_refused_has_a_code_a_sentence_and_a_field()
    {
        await using var hood = await Neighbourhood.Start();
        using var http = hood.Client();
        var visitor = new CyberVoisinsClient(http, "en");
        var wrong = await Assert.ThrowsAsync<RefusedException>(() => visitor.RequestSignInCode("36 39", Cancel));
        Assert.Equal(("INVALID_PHONE", "phone"), (wrong.Code, wrong.Field));
        var anonymous = await Assert.ThrowsAsync<RefusedException>(() => visitor.Send<object>("{ sessions { nodes { id } } }", null, Cancel));
        Assert.Equal("UNAUTHENTICATED", anonymous.Code);
        var unknown = await Assert.ThrowsAsync<RefusedException>(() => visitor.Send<object>("{ nothing }", null, Cancel));
        Assert.Equal("GRAPHQL_VALIDATION_FAILED", unknown.Code);
    }

    private static readonly (string Document, Type Answer)[] Operations =
    [
        (Documents.Associations, typeof(AssociationsAnswer)), (Documents.RequestSignInCode, typeof(ResultAnswer<Refusals>)), (Documents.SignInWithCode, typeof(ResultAnswer<SessionPayload>)),
        (Documents.SignOut, typeof(ResultAnswer<Refusals>)), (Documents.AskForHelp, typeof(ResultAnswer<HelpRequestPayload>)), (Documents.CancelRequest, typeof(ResultAnswer<HelpRequestPayload>)),
        (Documents.HelpRequest, typeof(HelpRequestAnswer)), (Documents.MyRequests, typeof(HelpRequestsAnswer)),
    ];

    [Fact]
    public async Task Its_operations_and_types_are_those_of_the_schema()
    {
        var schema = MadeOnce.Schema;
        Assert.Equal(Operations.Length, typeof(Documents).GetProperties(BindingFlags.Static | BindingFlags.Public).Length);
        foreach (var (document, answer) in Operations)
        {
            var parsed = Parser.Parse(document);
            var checkedBy = await new GraphQL.Validation.DocumentValidator().ValidateAsync(new()
            {
                Schema = schema, Document = parsed, Operation = parsed.Definitions.OfType<GraphQLOperationDefinition>().Single(), Rules = GraphQL.Validation.DocumentValidator.CoreRules,
                RequestServices = null, UserContext = new Dictionary<string, object?>(), Variables = GraphQL.Inputs.Empty, Extensions = GraphQL.Inputs.Empty,
            });
            // The document is checked; its variables have no values here.
            Assert.Empty(checkedBy.Errors.Where(e => e is not GraphQL.Validation.InvalidVariableError).Select(e => e.Message));
            var operation = parsed.Definitions.OfType<GraphQLOperationDefinition>().Single();
            var fragments = parsed.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(f => f.FragmentName.Name.StringValue, StringComparer.Ordinal);
            Compare(answer, operation.SelectionSet, operation.Operation == OperationType.Query ? schema.Query : schema.Mutation!, fragments, answer.Name);
        }
        CompareInput(typeof(Client.AskForHelp), (IInputObjectGraphType)schema.AllTypes["AskForHelpInput"]!);
    }

    /// <summary>Each field that is asked for has a property, each property a field, of the same type and as nullable.</summary>
    private static void Compare(Type type, GraphQLSelectionSet selected, IObjectGraphType of, Dictionary<string, GraphQLFragmentDefinition> fragments, string path)
    {
        var fields = Fields(selected, fragments).ToDictionary(f => (f.Alias?.Name ?? f.Name).StringValue, StringComparer.Ordinal);
        var properties = Properties(type);
        Assert.Equal((path, string.Join(' ', fields.Keys.Order(StringComparer.Ordinal))), (path, string.Join(' ', properties.Keys.Order(StringComparer.Ordinal))));
        foreach (var (name, field) in fields)
            CompareType(properties[name], of.Fields.Find(field.Name)!.ResolvedType!, $"{path}.{name}", (clr, graph) => Compare(clr, field.SelectionSet!, (IObjectGraphType)graph, fragments, $"{path}.{name}"));
    }

    private static void CompareInput(Type type, IInputObjectGraphType of)
    {
        foreach (var (name, property) in Properties(type))
            CompareType(property, of.Fields.Find(name)?.ResolvedType ?? throw new InvalidOperationException($"{of.Name} has no {name}"), $"{of.Name}.{name}", (clr, graph) => CompareInput(clr, (IInputObjectGraphType)graph));
    }

    private static void CompareType(NullabilityInfo property, IGraphType graph, string path, Action<Type, IGraphType> inside)
    {
        Assert.Equal((path, Nullable: graph is not NonNullGraphType), (path, Nullable: property.WriteState == NullabilityState.Nullable || property.ReadState == NullabilityState.Nullable));
        var inner = graph is NonNullGraphType nonNull ? nonNull.ResolvedType! : graph;
        if (inner is ListGraphType list)
        {
            CompareType(property.GenericTypeArguments.Single(), list.ResolvedType!, path + "[]", inside);
            return;
        }
        var clr = Nullable.GetUnderlyingType(property.Type) ?? property.Type;
        switch (inner)
        {
            case EnumerationGraphType when clr == typeof(string): break; // read as it comes
            case EnumerationGraphType values:
                Assert.Equal((path, string.Join(' ', values.Values.Select(v => v.Name).Order(StringComparer.Ordinal))), (path, string.Join(' ', Enum.GetValues(clr).Cast<Enum>().Select(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{v}")).Order(StringComparer.Ordinal))));
                break;
            case IObjectGraphType or IInputObjectGraphType: inside(clr, inner); break;
            default:
                var expected = inner.Name switch { "Int" => typeof(int), "Float" => typeof(double), "Boolean" => typeof(bool), "DateTime" => typeof(DateTimeOffset), _ => typeof(string) };
                Assert.Equal((path, expected), (path, clr));
                break;
        }
    }

    private static Dictionary<string, NullabilityInfo> Properties(Type type)
    {
        var nullability = new NullabilityInfoContext();
        // What is worked out from the others ("IsOver") cannot be written.
        return type.GetProperties().Where(p => p.CanWrite).ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), nullability.Create, StringComparer.Ordinal);
    }

    private static IEnumerable<GraphQLField> Fields(GraphQLSelectionSet set, Dictionary<string, GraphQLFragmentDefinition> fragments) => set.Selections.SelectMany(s => s switch
    {
        GraphQLField field => [field],
        GraphQLFragmentSpread spread => Fields(fragments[spread.FragmentName.Name.StringValue].SelectionSet, fragments),
        _ => throw new InvalidOperationException("An inline fragment is not read."),
    });

    /// <summary>The client looks again when its time has passed; how far it has come, the test cannot see.</summary>
    private static async Task<bool> Passes(Neighbourhood hood, Task<bool> next)
    {
        for (var i = 0; i < 300 && !next.IsCompleted; i++)
        {
            hood.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Cancel); // the look goes on in another thread, in real time
        }
        return await next;
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex SixDigits();
}
