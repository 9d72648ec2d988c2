using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.AspNetCore.Builder;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>What the tests of plans ask for and read.</summary>
internal static class Planning
{
    public const string Shown = """
        plan { id state salt inputHash certificateHash requestsDone figures { requests askedUnits requestsServed servedUnits boundUnits exact checked requestsServedWithout servedUnitsWithout metres metresWithout }
          lines { requestId place waitedDays headStartDays volunteer { firstName } metres because outcome helpers requestsBefore moreDays } recruitHere { block helpers refused communes } }
        """;

    /// <summary>
    /// Paul and Jeanne wait on the association's list: nobody was there. Then Amina, who helps with everything, and Bruno, who helps
    /// with devices only, come: without a plan Paul's device goes to Amina, who is nearer, and nobody is left for Jeanne's health.
    /// </summary>
    public static async Task<(Neighbourhood Hood, JsonNode Paul, JsonNode Jeanne, string Amina, string Bruno)> GreedyLoses(Action<WebApplicationBuilder>? adjust = null)
    {
        var hood = await Neighbourhood.Start(adjust: adjust);
        var paul = await hood.AsksForJeanne("+33639985001", name: "Paul");
        hood.Clock.Advance(TimeSpan.FromMinutes(5));
        var jeanne = await hood.AsksForJeanne(category: "HEALTH");
        var amina = await hood.HasVolunteer("Amina", metresAway: 200, minutesPerMonth: 30, categories: "[DEVICE_BASICS, HEALTH]");
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 1_000, minutesPerMonth: 30);
        await hood.Settle();
        return (hood, paul, jeanne, amina, bruno);
    }

    /// <summary>Asked for, and computed.</summary>
    public static async Task<JsonNode> Planned(Neighbourhood hood) =>
        await Read(hood, (await hood.Does(Neighbourhood.CoordinatorPhone, "proposePlan(input: { month: 202611 })", "plan { id }")).Result.Text("id"));

    /// <summary>Asked for; it waits until a round computes it.</summary>
    public static async Task<string> Proposed(Neighbourhood hood) =>
        (await hood.Coordinator("mutation { proposePlan(input: { month: 202611 }) { plan { id } errors { code } } }"))["proposePlan"]!["plan"]!.Text("id");

    public static async Task<JsonNode> Read(Neighbourhood hood, string id) =>
        (await hood.Coordinator($$"""{ {{Shown.Replace("plan {", $"plan(id: \"{id}\") {{", StringComparison.Ordinal)}} }"""))["plan"]!;

    public static JsonNode Line(JsonNode plan, JsonNode request) => plan["lines"]!.AsArray().Single(l => l.Text("requestId") == request.Text("id"))!;

    public static string Change(JsonNode plan, JsonNode request, string volunteer, string choice) =>
        $"changePlan(input: {{ planId: \"{plan.Text("id")}\", requestId: \"{request.Text("id")}\", volunteerId: \"{volunteer}\", choice: {choice}, motive: \"ils se connaissent\" }})";
}
