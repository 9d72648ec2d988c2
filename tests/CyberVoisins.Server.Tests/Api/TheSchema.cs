using CyberVoisins.Server.Api;
using GraphQL;
using GraphQL.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Api;

/// <summary>The contract with clients: committed, described, and named as HotChocolate would name it.</summary>
public sealed class TheSchema : IAsyncLifetime
{
    private const string Renew = "dotnet run --no-launch-profile --project src/CyberVoisins.Server -- print-schema > src/CyberVoisins.Server/Api/schema.graphql";

    private readonly string _folder = Directory.CreateTempSubdirectory("cv-schema-").FullName;
    private WebApplication _app = null!;

    public ValueTask InitializeAsync()
    {
        _app = Service.Build([$"--Data:Folder={_folder}", "--environment=Test"], builder => builder.WebHost.UseTestServer());
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Is_the_one_that_is_committed()
    {
        var committed = await File.ReadAllLinesAsync(Path.Combine(Repository.Server, "Api", "schema.graphql"), TestContext.Current.CancellationToken);
        var running = ApiSchema.Print(_app.Services).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var first = Enumerable.Range(0, Math.Max(committed.Length, running.Length))
            .FirstOrDefault(i => committed.ElementAtOrDefault(i) != running.ElementAtOrDefault(i), -1);
        Assert.True(first < 0, $"""
            The schema changed. If clients can live with it, renew the file and have the difference reviewed:
              {Renew}
            Line {first + 1}, committed: {committed.ElementAtOrDefault(first)}
            Line {first + 1}, running:   {running.ElementAtOrDefault(first)}
            """);
    }

    [Fact]
    public void Describes_every_type_field_argument_and_value() =>
        Assert.Empty(Elements().Where(e => string.IsNullOrWhiteSpace(e.Description)).Select(e => e.Name));

    [Fact]
    public void Names_things_as_HotChocolate_would()
    {
        var types = OwnTypes().ToList();
        Assert.All(types, type => Assert.Matches("^[A-Z][A-Za-z0-9]*$", type.Name));
        Assert.All(types.OfType<IInputObjectGraphType>(), type => Assert.EndsWith("Input", type.Name, StringComparison.Ordinal));
        Assert.All(types.OfType<IComplexGraphType>().SelectMany(t => t.Fields), field => Assert.Matches("^[a-z][A-Za-z0-9]*$", field.Name));
        Assert.All(types.OfType<EnumerationGraphType>().SelectMany(t => t.Values), value => Assert.Matches("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", value.Name));
        foreach (var connection in types.Where(t => t.Name.EndsWith("Connection", StringComparison.Ordinal)).Cast<IObjectGraphType>())
        {
            Assert.All(["edges", "nodes", "pageInfo"], name => Assert.NotNull(connection.GetField(name)));
            Assert.Equal(connection.Name.Replace("Connection", "Edge", StringComparison.Ordinal), connection.GetField("edges")!.ResolvedType!.GetNamedType().Name);
        }
        Assert.All(Schema.Mutation!.Fields, mutation =>
        {
            var payload = Assert.IsType<IObjectGraphType>(mutation.ResolvedType!.GetNamedType(), exactMatch: false);
            Assert.EndsWith("Payload", payload.Name, StringComparison.Ordinal);
            Assert.Equal("UserError", payload.GetField("errors")!.ResolvedType!.GetNamedType().Name);
        });
        Assert.Contains(types, type => type.Name == "DateTime");
    }

    private ISchema Schema => _app.Services.GetRequiredService<ISchema>();

    private IEnumerable<IGraphType> OwnTypes() => Schema.AllTypes
        .Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) && type is not (StringGraphType or IntGraphType or FloatGraphType or BooleanGraphType or IdGraphType));

    private IEnumerable<(string Name, string? Description)> Elements()
    {
        foreach (var type in OwnTypes())
        {
            yield return (type.Name, type.Description);
            foreach (var value in (type as EnumerationGraphType)?.Values ?? Enumerable.Empty<EnumValueDefinition>())
                yield return ($"{type.Name}.{value.Name}", value.Description);
            foreach (var field in (type as IComplexGraphType)?.Fields ?? Enumerable.Empty<FieldType>())
            {
                yield return ($"{type.Name}.{field.Name}", field.Description);
                foreach (var argument in field.Arguments ?? Enumerable.Empty<QueryArgument>())
                    yield return ($"{type.Name}.{field.Name}({argument.Name})", argument.Description);
            }
        }
    }
}
