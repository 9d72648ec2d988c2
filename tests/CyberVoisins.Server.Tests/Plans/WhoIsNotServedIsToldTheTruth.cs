using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using static CyberVoisins.Server.Tests.Plans.Planning;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>A request that the plan does not serve reads that nobody offers this help only when nobody does.</summary>
public sealed class WhoIsNotServedIsToldTheTruth
{
    private const string AskedOrWithoutTime = "Les voisins qui pouvaient vous aider ont déjà été sollicités, ou n'ont plus de temps ce mois-ci.";

    [Fact]
    public async Task When_the_only_neighbour_said_no()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var jeanne = await hood.AsksForJeanne();
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        await SaysNotFree(hood, jeanne, AskedOrWithoutTime);
    }

    [Fact]
    public async Task When_the_only_neighbour_has_no_time_left()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 30);
        await hood.HasVisit(amina, await hood.AsksForJeanne("+33639985001", name: "Paul"));
        await SaysNotFree(hood, await hood.AsksForJeanne(), AskedOrWithoutTime);
    }

    /// <summary>Amina did not say which visits she gives: the hour asked for health draws her hour, which she cannot give there.</summary>
    [Fact]
    public async Task When_the_only_neighbour_was_drawn_for_visits_of_another_length()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = await hood.AsksForJeanne();
        var rose = await hood.AsksForJeanne("+33639985001", name: "Rose", minutes: 60, category: "HEALTH");
        await hood.HasVolunteer("Amina", minutesPerMonth: 60);
        await hood.Settle();
        var plan = await SaysNotFree(hood, jeanne, "Des voisins pouvaient vous aider, mais ils font ce mois-ci des visites d'une autre durée.");
        Assert.EndsWith("Aucun voisin ne convient : genre d'aide, distance, moments ou langue.", Line(plan, rose).Text("because"), StringComparison.Ordinal);
        Assert.Equal(0, Line(plan, rose).Number("helpers"));
        Assert.Equal("Pour le moment, aucun voisin ne convient à cette demande : genre d'aide, distance, moments ou langue.", (await Waits(hood, rose)).Texts("because")[1]);
    }

    [Fact]
    public async Task When_a_person_decided_against_the_only_neighbour()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = await hood.AsksForJeanne();
        var amina = await hood.HasVolunteer("Amina");
        await hood.Settle();
        await SaysNotFree(hood, jeanne, "Des voisins pouvaient vous aider, mais une personne de l'association en a décidé autrement.", amina);
    }

    [Fact]
    public async Task When_durations_are_free_and_nothing_is_proved()
    {
        await using var hood = await Neighbourhood.Start();
        var requests = new List<JsonNode>();
        for (var i = 0; i < 2; i++) requests.Add(await hood.AsksForJeanne($"+3363998500{i}", name: $"Jeanne{i}", minutes: 60));
        await hood.HasVolunteer("Amina", minutesPerMonth: 90);
        await hood.Settle();
        await hood.Does(Neighbourhood.CoordinatorPhone, """adoptRules(input: { durations: FLEXIBLE, votedBy: "l'assemblée", votedOn: "2026-11-24", motive: "Plus de visites possibles." })""", "rules { version }");
        var plan = await Planned(hood);
        var waits = requests.Select(r => Line(plan, r)).Single(l => l["volunteer"] is null);
        Assert.DoesNotContain("Personne", waits.Text("because"), StringComparison.Ordinal);
    }

    /// <returns>The plan, as it was proposed.</returns>
    private static async Task<JsonNode> SaysNotFree(Neighbourhood hood, JsonNode request, string why, string? forbidden = null)
    {
        var plan = await Planned(hood);
        if (forbidden is not null)
            plan = (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, request, await hood.IdOf(forbidden), "FORBID"), $"changed {{ {Shown} }}")).Result["plan"]!;
        Assert.Null(Line(plan, request)["volunteer"]);
        Assert.Null(Line(plan, request)["helpers"]);
        Assert.Contains("Les voisins qui pouvaient aider ont déjà été sollicités, n'ont plus de temps ce mois-ci", Line(plan, request).Text("because"), StringComparison.Ordinal);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"acceptPlan(planId: \"{plan.Text("id")}\")", "plan { id }")).Refused);
        var waits = await Waits(hood, request);
        Assert.Equal((why, "IDENTICAL"), (waits.Texts("because")[1], waits.Text("replayed")));
        Assert.Empty(waits.Texts("otherwise"));
        return plan;
    }

    private static async Task<JsonNode> Waits(Neighbourhood hood, JsonNode request) =>
        (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { decisions { type because otherwise replayed record } } }"""))["helpRequest"]!["decisions"]!.AsArray()
            .First(d => d.Text("type") == "NOT_SERVED" && d.Text("record").Contains("\"planId\":\"", StringComparison.Ordinal))!;
}
