using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>
/// The matrix of roles, operations and associations, made from the schema: every root field is asked, and every field of every
/// object that it leads to, by each of seven people, and what they see is written down in docs/access.md. A field that is not in
/// that file is seen by nobody's decision, and fails the test; so does one that somebody else sees than is written.
/// </summary>
public sealed partial class WhoSeesWhat
{
    [GeneratedRegex("Amina|Bruno|Jeanne|Paul|Suzanne|Luce|Victor|Rose|639985|639984|63998100|99001234|99001236|Saussure|ne sonne plus|ses analyses|mes analyses")]
    private static partial Regex TheirPeople();

    private static readonly string File_ = Path.Combine(Repository.Root, "docs", "access.md");

    [Fact]
    public async Task Is_what_the_documents_say()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var people = await EveryFieldHasARule.SevenPeople(hood);
        var schema = hood.Services.GetRequiredService<ISchema>();
        var seen = new SortedDictionary<string, bool[]>(StringComparer.Ordinal);
        foreach (var type in schema.AllTypes.OfType<IObjectGraphType>().Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && t != schema.Query && t != schema.Mutation && t != schema.Subscription && Described(t)))
            foreach (var field in type.Fields) seen[$"{type.Name}.{field.Name}"] = new bool[people.Count];

        foreach (var (index, person) in people.Index())
            foreach (var root in schema.Query.Fields.Where(f => !f.Name.StartsWith("__", StringComparison.Ordinal)))
                foreach (var document in Documents(root, person.Value.Things))
                {
                    var answer = await hood.Send(document, person.Value.Phone);
                    Note(answer["data"], root, index, seen);
                    // Whatever the ids they try: not a name, a number, an address or a word of the people of that association.
                    if (person.Key is "visitor" or "coordinator elsewhere") Assert.True(!TheirPeople().IsMatch(answer.ToJsonString()), $"{person.Key} reads {answer.ToJsonString()} with {document}");
                }

        var operations = await Operations(hood, schema, people);
        var made = Document(people.Keys, operations, seen);
        var committed = File.Exists(File_) ? (await File.ReadAllTextAsync(File_, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") : "";
        if (made == committed) return;
        if (Environment.GetEnvironmentVariable("CI") is not { Length: > 0 }) await File.WriteAllTextAsync(File_, made, TestContext.Current.CancellationToken);
        var (before, after) = (committed.Split('\n').ToHashSet(), made.Split('\n').ToHashSet());
        Assert.Fail($"""
            Who sees what changed, and docs/access.md does not say so. It was written again (outside CI): read the difference, line by line, and commit it only if each
            person should see what is new. A new field is denied until its line is there.
            New or changed: {string.Join("\n", after.Except(before).Take(20))}
            Gone: {string.Join("\n", before.Except(after).Take(20))}
            """);
    }

    /// <summary>Pages, edges and payloads only carry other objects.</summary>
    private static bool Described(IObjectGraphType type) =>
        !type.Name.EndsWith("Connection", StringComparison.Ordinal) && !type.Name.EndsWith("Edge", StringComparison.Ordinal) && !type.Name.EndsWith("Payload", StringComparison.Ordinal) && type.Name is not ("PageInfo" or "UserError");

    /// <summary>The documents that ask one root field for everything: the plain fields of each object that can be reached, each object on at most one way.</summary>
    private static IEnumerable<string> Documents(FieldType root, IReadOnlyDictionary<string, string> things)
    {
        if (Call(root, things) is not { } call) yield break;
        var known = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<(IGraphType Type, string Before, string After, int Depth)>();
        open.Enqueue((root.ResolvedType!.GetNamedType(), $"{{ {call} ", " }", 1));
        while (open.TryDequeue(out var next))
        {
            if (next.Type is not IObjectGraphType type)
            {
                yield return next.Before + next.After;
                continue;
            }
            if (next.Depth > 9 || !known.Add(type.Name)) continue;
            var plain = type.Fields.Where(f => Free(f) && f.ResolvedType!.GetNamedType() is not IObjectGraphType).Select(f => f.Name).ToList();
            if (plain.Count > 0) yield return $"{next.Before}{{ {string.Join(' ', plain)} }}{next.After}";
            foreach (var field in type.Fields.Where(f => Free(f) && f.ResolvedType!.GetNamedType() is IObjectGraphType))
                open.Enqueue((field.ResolvedType!.GetNamedType(), $"{next.Before}{{ {field.Name} ", $" }}{next.After}", next.Depth + 1));
        }
    }

    private static bool Free(FieldType field) => field.Arguments?.All(a => a.ResolvedType is not NonNullGraphType) ?? true;

    /// <summary>The field with its arguments: ids of the association's things, a period, and nothing that may be left out.</summary>
    private static string? Call(FieldType root, IReadOnlyDictionary<string, string> things)
    {
        var given = EveryFieldHasARule.ArgumentsOf(root.Name);
        if (given is null && !Free(root)) return null;
        var text = given is null ? root.Name : root.Name + given;
        return things.Aggregate(text, (t, thing) => t.Replace(thing.Key, thing.Value, StringComparison.Ordinal));
    }

    /// <summary>Which fields came back with something in them.</summary>
    private static void Note(JsonNode? data, FieldType root, int person, SortedDictionary<string, bool[]> seen)
    {
        if (data?[root.Name] is { } value) Walk(value, root.ResolvedType!.GetNamedType());

        void Walk(JsonNode node, IGraphType type)
        {
            switch (node)
            {
                case JsonArray items:
                    foreach (var item in items) if (item is not null) Walk(item, type);
                    break;
                case JsonObject fields when type is IObjectGraphType known:
                    foreach (var (name, value) in fields)
                        if (value is not null and not JsonArray { Count: 0 } && known.GetField(name) is { } field)
                        {
                            if (seen.TryGetValue($"{known.Name}.{name}", out var row)) row[person] = true;
                            Walk(value, field.ResolvedType!.GetNamedType());
                        }
                    break;
            }
        }
    }

    /// <summary>What each operation answers each person about things that do not exist: whether they may at all.</summary>
    private static async Task<SortedDictionary<string, string[]>> Operations(Neighbourhood hood, ISchema schema, IReadOnlyDictionary<string, Person> people)
    {
        var answers = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (index, person) in people.Index())
            foreach (var (name, document) in EveryFieldHasARule.Documents)
            {
                // It ends sessions, or stops every SMS; what it does is told elsewhere.
                if (name is "signOut" or "signOutEverywhere") continue;
                if (!answers.TryGetValue(name, out var row)) answers[name] = row = new string[people.Count];
                row[index] = EveryFieldHasARule.AnswerOf(await hood.Send(EveryFieldHasARule.With(document, EveryFieldHasARule.Nothing(person.Value.Things)), person.Value.Phone)) switch
                {
                    "UNAUTHENTICATED" => "signs in first",
                    "FORBIDDEN" => "no",
                    "sees 0" or "null" => "nothing",
                    _ => "may",
                };
            }
        return answers;
    }

    private static string Document(IEnumerable<string> people, SortedDictionary<string, string[]> operations, SortedDictionary<string, bool[]> seen)
    {
        var text = new StringBuilder("""
            # Who may do and see what

            Made by the test `WhoSeesWhat` from the schema and a played story; a difference fails the build until it is committed. Seven people: a visitor; Amina, a volunteer with
            a visit, and Paul, a resident with a request, of one association; Luce, who asked for her mother; that association's coordinator; the coordinator of another in the same
            town; an administrator of the service. That nobody reaches another's things by their id, not even to learn that they exist, is the test `EveryFieldHasARule`.

            ## Operations

            *may*: does it, with what is theirs. *nothing*: an empty list, or null. *no*: `FORBIDDEN`. About things that do not exist, or are not theirs, the answer is `NOT_FOUND`.


            """.ReplaceLineEndings("\n"));
        Head("Operation");
        foreach (var (name, row) in operations) text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", row)} |\n");
        text.Append("\n## Fields\n\n`x`: this person saw something in the field, in the story. Most rows are empty in a column because the object itself is not theirs.\n\n");
        Head("Field");
        foreach (var (name, row) in seen) text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", row.Select(r => r ? "x" : " "))} |\n");
        return text.ToString();

        void Head(string what) => text.Append(CultureInfo.InvariantCulture, $"| {what} | {string.Join(" | ", people)} |\n|---|{string.Concat(people.Select(_ => "---|"))}\n");
    }
}

/// <summary>One of the seven: by their telephone, null for a visitor; and the ids they try.</summary>
internal sealed record Person(string? Phone, IReadOnlyDictionary<string, string> Things);
