using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Http;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Http;

internal sealed record Neighbour(int Id, string Name);

/// <summary>What the toy resolvers did, for tests to look at.</summary>
internal sealed class Toybox
{
    private int _running;

    public List<int[]> Fetches { get; } = [];
    public int MostAtOnce { get; private set; }
    public int Bumps { get; set; }
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<string> Work(string result)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        await Task.Delay(5);
        Interlocked.Decrement(ref _running);
        return result;
    }
}

internal sealed class NeighbourType : ObjectGraphType<Neighbour>
{
    public NeighbourType()
    {
        Name = "Neighbour";
        Field(n => n.Id);
        Field(n => n.Name);
        Field<NonNullGraphType<NeighbourType>>("self").Resolve(c => c.Source);
        Field<NeighbourType>("next").Resolve(c => c.RequestServices!.GetRequiredService<NextNeighbour>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NeighbourType>>>>("friends")
            .Resolve(c => c.RequestServices!.GetRequiredService<Friends>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("days").Expects(7)
            .Resolve(c => Enumerable.Repeat("lundi", 2));
    }
}

internal sealed class NeighboursConnection() : ConnectionType<Neighbour, NeighbourType>("Neighbours", counted: true);

internal sealed class NextNeighbour(Toybox toys) : BatchLoader<int, Neighbour>
{
    protected override Task<IReadOnlyDictionary<int, Neighbour>> Fetch(IReadOnlyCollection<int> keys, CancellationToken cancellation)
    {
        toys.Fetches.Add([.. keys]);
        // 99 has no neighbour: the loader must answer null.
        return Task.FromResult<IReadOnlyDictionary<int, Neighbour>>(
            keys.Where(id => id != 99).ToDictionary(id => id, id => new Neighbour(id + 1, $"N{id + 1}")));
    }
}

internal sealed class Friends(Toybox toys) : GroupLoader<int, Neighbour>
{
    protected override Task<ILookup<int, Neighbour>> Fetch(IReadOnlyCollection<int> keys, CancellationToken cancellation)
    {
        toys.Fetches.Add([.. keys]);
        return Task.FromResult(keys.Where(id => id % 2 == 0)
            .SelectMany(id => Enumerable.Range(1, 2).Select(n => (id, friend: new Neighbour(id * 10 + n, $"F{id}-{n}"))))
            .ToLookup(pair => pair.id, pair => pair.friend));
    }
}

internal sealed class Query
{
    public static string Hello(string? name) => $"Bonjour {name ?? "l'été + œuf"}";

    public static Neighbour Neighbour(int id) => new(id, $"N{id}");

    public static Page<Neighbour> Neighbours(int? first, string? after)
    {
        try
        {
            return PageOfNeighbours(first, after);
        }
        catch (Refusal refusal)
        {
            throw new ExecutionError("refused") { Code = refusal.Code.UpperSnake() };
        }
    }

    private static Page<Neighbour> PageOfNeighbours(int? first, string? after)
    {
        var page = PageArguments.Of(first, after);
        var start = page.After is null ? 0 : int.TryParse(page.After, out var id) ? id : throw PageArguments.InvalidCursor();
        var fetched = Enumerable.Range(start + 1, 250).TakeWhile(n => n <= 250).Take(page.Fetch).Select(n => new Neighbour(n, $"N{n}")).ToList();
        return Page.From(fetched, page, n => $"{n.Id}", _ => Task.FromResult(250));
    }

    public static IEnumerable<Neighbour> TenPeople() => Enumerable.Range(1, 10).Select(n => new Neighbour(n, $"N{n}"));

    public static IEnumerable<Neighbour> SamePerson() => Enumerable.Repeat(new Neighbour(99, "N99"), 10);

    public static int Sum(IEnumerable<int> of) => of.Sum();

    public static Task<string> Work([FromServices] Toybox toys) => toys.Work("done");

    public static string? Boom() => throw new ArgumentOutOfRangeException("hunter2", "password is hunter2");

    public static string? Wrapped() => throw new ExecutionError("authored message", new InvalidCastException("hidden"));

    public static string? Refused() => throw new ExecutionError("Connectez-vous.") { Code = ErrorCodes.Unauthenticated };

    public static string Vault() => "gold";

    public static async Task<string?> Wait([FromServices] Toybox toys, CancellationToken cancellation)
    {
        toys.Started.SetResult();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(30), cancellation);
        }
        catch (OperationCanceledException)
        {
            toys.Cancelled.SetResult();
            throw;
        }

        return "waited";
    }
}

internal sealed class Mutation
{
    public static int Bump([FromServices] Toybox toys) => ++toys.Bumps;
}

/// <summary>Stands for any rule that must hold for each request, cached document or not.</summary>
internal sealed class VaultIsForMembers : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) => new(
        new MatchingNodeVisitor<GraphQLField>((field, visited) =>
        {
            if (field.Name.Value == "vault" && visited.User?.Identity?.IsAuthenticated != true)
                visited.ReportError(new MembersOnly());
        }));
}

internal sealed class MembersOnly : ValidationError
{
    public MembersOnly() : base("Members only.") => Code = ErrorCodes.Unauthenticated;
}
