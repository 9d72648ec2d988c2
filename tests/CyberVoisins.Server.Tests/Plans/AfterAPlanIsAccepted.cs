using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using static CyberVoisins.Server.Tests.Plans.Planning;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>What the lines of an accepted plan say of neighbours who were asked before it, and what becomes of an earlier plan of the month.</summary>
public sealed class AfterAPlanIsAccepted
{
    /// <summary>Two offers to answer are the most: a neighbour whom both lines plan has them already.</summary>
    [Fact]
    public async Task Whoever_was_asked_before_is_already_asked_however_much_they_have_to_answer()
    {
        var (hood, jeanne, paul, _) = await BothAsked();
        await using var __ = hood;
        var plan = await Planned(hood);
        await Accept(hood, plan);
        var accepted = await Read(hood, plan.Text("id"));
        Assert.All(new[] { jeanne, paul }, r => Assert.Equal("ALREADY_ASKED", Line(accepted, r).Text("outcome")));
        Assert.All(new[] { jeanne, paul }, r => Assert.NotNull(Line(accepted, r)["volunteer"]));
    }

    [Fact]
    public async Task Whoever_said_yes_before_it_was_accepted_has_helped()
    {
        var (hood, jeanne, paul, amina) = await BothAsked();
        await using var __ = hood;
        var plan = await Planned(hood);
        var offer = (await hood.Request(jeanne)).OfferTo(amina);
        await hood.Writes(amina, $"OUI {offer.Text("code")}");
        await Accept(hood, plan);
        var lines = (await hood.Coordinator($$"""{ plan(id: "{{plan.Text("id")}}") { lines { requestId outcome offerId } } }"""))["plan"]!;
        Assert.Equal(("HELPED", offer.Text("id")), (Line(lines, jeanne).Text("outcome"), Line(lines, jeanne).Text("offerId")));
        Assert.Equal("ALREADY_ASKED", Line(lines, paul).Text("outcome"));
        Assert.Single((await hood.Request(jeanne))["visits"]!.AsArray());
    }

    [Fact]
    public async Task A_later_plan_of_the_month_supersedes_it_and_it_asks_nobody_any_more()
    {
        await using var hood = await Neighbourhood.Start();
        var requests = new List<JsonNode>();
        for (var i = 0; i < 3; i++) requests.Add(await hood.AsksForJeanne($"+3363998500{i}", name: $"Jeanne{i}"));
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 90);
        await hood.Settle();
        var first = await Planned(hood);
        await Accept(hood, first);
        var asked = await Read(hood, first.Text("id"));
        var waiting = requests.Single(r => Line(asked, r)["outcome"] is null); // two offers to answer are the most
        var second = await Planned(hood);
        await Accept(hood, second);
        Assert.Equal(("SUPERSEDED", "ACCEPTED"), ((await Read(hood, first.Text("id"))).Text("state"), (await Read(hood, second.Text("id"))).Text("state")));

        // Amina has room again: the plan in force asks her, the other does not.
        var answered = (await hood.Coordinator("{ offers(state: PENDING) { nodes { code } } }"))["offers"]!["nodes"]![0].Text("code");
        await hood.Writes(amina, $"NON {answered}");
        Assert.Null(Line(await Read(hood, first.Text("id")), waiting)["outcome"]);
        Assert.Equal("OFFERED", Line(await Read(hood, second.Text("id")), waiting).Text("outcome"));
        foreach (var refused in new[] { "acceptPlan", "discardPlan" })
            Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, $"{refused}(planId: \"{first.Text("id")}\")", "plan { id }")).Refused);
    }

    [Fact]
    public async Task Of_two_accepted_at_once_one_is_in_force()
    {
        var (hood, _, _, _, _) = await GreedyLoses();
        await using var __ = hood;
        string[] ids = [(await Planned(hood)).Text("id"), (await Planned(hood)).Text("id")];
        await Task.WhenAll(ids.Select(id => Task.Run(() => hood.Coordinator($$"""mutation { acceptPlan(planId: "{{id}}") { errors { code } } }"""))));
        var states = new List<string>();
        foreach (var id in ids) states.Add((await Read(hood, id)).Text("state"));
        Assert.Equal(["ACCEPTED", "SUPERSEDED"], states.Order());
    }

    /// <summary>Amina, an hour a month, is asked by Jeanne's request and by Paul's.</summary>
    private static async Task<(Neighbourhood Hood, JsonNode Jeanne, JsonNode Paul, string Amina)> BothAsked()
    {
        var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        return (hood, await hood.AsksForJeanne(), await hood.AsksForJeanne("+33639985001", name: "Paul"), amina);
    }

    private static async Task Accept(Neighbourhood hood, JsonNode plan) =>
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"acceptPlan(planId: \"{plan.Text("id")}\")", "plan { id }")).Refused);
}
