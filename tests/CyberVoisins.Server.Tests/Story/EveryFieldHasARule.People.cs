using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

public sealed partial class EveryFieldHasARule
{
    private const string Relative = "+33639984003";

    /// <summary>Of each root field, the document of its rule.</summary>
    internal static IEnumerable<(string Name, string Document)> Documents => Table.Select(row => (row.Key, row.Value.Document));

    /// <summary>The arguments that the rule of a root field gives it, "(id: \"$VISIT\")"; null when it takes none there.</summary>
    internal static string? ArgumentsOf(string field)
    {
        if (!Table.TryGetValue(field, out var rule)) return null;
        var start = rule.Document.IndexOf($"{field}(", StringComparison.Ordinal);
        if (start < 0) return null;
        var (from, depth) = (start + field.Length, 0);
        for (var i = from; i < rule.Document.Length; i++)
        {
            depth += rule.Document[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return rule.Document[from..(i + 1)];
        }
        return null;
    }

    /// <summary>The same with ids of nothing.</summary>
    internal static Dictionary<string, string> Nothing(IReadOnlyDictionary<string, string> things) =>
        things.ToDictionary(t => t.Key, t => t.Key is "$PHONE" or "$ASSOCIATION" ? t.Value : "01938b1c-0000-7000-8000-000000000000");

    /// <summary>A visitor; Amina, who helps; Paul, who is helped; Luce, who asked for her mother; the association's coordinator and another's; an administrator. Each with the things of the story.</summary>
    internal static async Task<IReadOnlyDictionary<string, Person>> SevenPeople(Neighbourhood hood)
    {
        var things = await OthersThings(hood);
        var asked = await hood.Ask($$"""
            mutation { askForHelp(input: { associationId: "{{hood.AssociationId}}", resident: { firstName: "Suzanne", phone: "+33199001236", address: { text: "75017 Paris" }, relative: { firstName: "Luce" } }, category: HEALTH,
              sentence: "Ma mère voudrait lire ses analyses.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { errors { code message } } }
            """, Relative);
        Assert.Empty(asked["askForHelp"]!["errors"]!.AsArray().Select(e => e!.ToJsonString()));
        // Jeanne three times, twice of them merged; and two of one name among the volunteers.
        foreach (var phone in new[] { "+33639985007", "+33639985008" }) await hood.AsksForJeanne(phone, category: "HEALTH");
        var pair = (await hood.Coordinator("{ lookalikeResidents { keep { id } other { id } } }"))["lookalikeResidents"]![0]!;
        await hood.Coordinator($$"""mutation { mergeResidents(input: { keepId: "{{pair["keep"].Text("id")}}", otherId: "{{pair["other"].Text("id")}}" }) { errors { code } } }""");
        await hood.HasVolunteer("Bruno", metresAway: 310);
        await hood.Settle();
        return new Dictionary<string, Person>
        {
            ["visitor"] = new(null, things),
            ["volunteer"] = new(things["$PHONE"], things),
            ["resident"] = new("+33639985001", things),
            ["relative"] = new(Relative, things),
            ["coordinator"] = new(Neighbourhood.CoordinatorPhone, things),
            ["coordinator elsewhere"] = new(Stranger, things),
            ["administrator"] = new(Neighbourhood.AdministratorPhone, things),
        };
    }

    /// <summary>Ids that are no door: the row says why.</summary>
    private static readonly Dictionary<string, string> NoDoors = new(StringComparer.Ordinal)
    {
        ["removePasskey.passkeyId"] = "looked for among one's own alone, by a credential id that is no UUID",
    };

    /// <summary>Each id that a root field takes, in its arguments and in their inputs, stands in its rule as a thing of another association: so each is tried.</summary>
    [Fact]
    public async Task Every_id_argument_is_tried_with_somebody_elses_id()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var schema = hood.Services.GetRequiredService<ISchema>();
        var untried = schema.Query.Fields.Concat(schema.Mutation!.Fields).Concat(schema.Subscription!.Fields).Where(f => Table.ContainsKey(f.Name))
            .SelectMany(field => (field.Arguments ?? Enumerable.Empty<QueryArgument>()).SelectMany(a => Ids(a.Name, a.ResolvedType!, [])).Distinct().Select(id => (field.Name, Id: id)))
            .Where(x => !NoDoors.ContainsKey($"{x.Name}.{x.Id}") && !Table.Concat(More).Any(row => row.Key == x.Name && (row.Value.Document.Contains($"{x.Id}: \"$", StringComparison.Ordinal) || row.Value.Document.Contains($"{x.Id}: [\"$", StringComparison.Ordinal))))
            .Select(x => $"{x.Name}.{x.Id}").ToList();
        Assert.True(untried.Count == 0, $"Give each of these the id of a thing of another association in its rule ({"id: \"$VISIT\""}), so that it is tried: {string.Join(", ", untried)}.");
    }

    private static IEnumerable<string> Ids(string name, IGraphType type, HashSet<string> seen)
    {
        var named = type.GetNamedType();
        if (named is ScalarGraphType && named.Name.EndsWith("Id", StringComparison.Ordinal)) return [name];
        return named is IInputObjectGraphType input && seen.Add(input.Name) ? input.Fields.SelectMany(f => Ids(f.Name, f.ResolvedType!, seen)) : [];
    }
}
