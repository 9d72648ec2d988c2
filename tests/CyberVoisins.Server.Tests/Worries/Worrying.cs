using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Worries;

/// <summary>What the stories of a worry share.</summary>
internal static class Worrying
{
    public const string Jeanne = Neighbourhood.JeannesPhone;

    public static async Task<IReadOnlyList<JsonNode>> Cases(this Neighbourhood hood, string? coordinator = null) =>
        [.. (await hood.Ask("{ worryCases(first: 50) { nodes { id state reporter channel phone words separatedAt conclusion recordingUrl resident { id firstName } volunteer { id firstName } notes { step text by at } } } }",
            coordinator ?? Neighbourhood.CoordinatorPhone))["worryCases"]!["nodes"]!.AsArray().Select(c => c!)];

    public static async Task<JsonNode> OnlyCase(this Neighbourhood hood) => Assert.Single(await hood.Cases());

    public static void Says(string text, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));

    public static IEnumerable<string> Steps(this JsonNode worry) => worry["notes"]!.AsArray().Select(n => n!.Text("step"));

    /// <summary>The list of what needs a person, in its order.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Needs(this Neighbourhood hood) =>
        [.. (await hood.Coordinator("{ needsPerson { items(first: 50) { what id who phone text reason } } }"))["needsPerson"]!["items"]!.AsArray().Select(n => n!)];

    public static async Task<JsonNode> Visit(this Neighbourhood hood, string id, string? phone = null) =>
        (await hood.Ask($$"""{ visit(id: "{{id}}") { state endedBy } }""", phone ?? Neighbourhood.CoordinatorPhone))["visit"]!;
}
