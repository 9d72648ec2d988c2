using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using static CyberVoisins.Server.Tests.Plans.Planning;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>The metres of a change are those of the plan's figures: each visit once, however long.</summary>
public sealed class WhatAChangeByHandCosts
{
    private const string Changed = $"changed {{ halfHoursLost metresAdded effects {{ requestId halfHoursLost metresAdded }} {Shown} }}";

    [Fact]
    public async Task An_hour_counts_its_distance_once_and_lost_help_counts_as_minus_its_distance()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = await hood.AsksForJeanne(minutes: 60);
        var amina = await hood.HasVolunteer("Amina", metresAway: 405);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 1_234);
        await hood.Settle();
        var plan = await Planned(hood);
        Assert.Equal(405, Metres(plan), 2.0);

        var farther = (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, jeanne, await hood.IdOf(amina), "FORBID"), Changed)).Result;
        Agrees(farther, plan);
        Assert.Equal(1_234 - 405, farther["metresAdded"]!.GetValue<double>(), 2.0);

        var lost = (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, jeanne, await hood.IdOf(bruno), "FORBID"), Changed)).Result;
        Agrees(lost, farther["plan"]!);
        Assert.Equal((2, -1_234.0), (lost.Number("halfHoursLost"), Math.Round(lost["metresAdded"]!.GetValue<double>())));
        var kept = (await hood.Coordinator($$"""{ plan(id: "{{plan.Text("id")}}") { changes { metresAdded } } }"""))["plan"]!["changes"]!.AsArray();
        Assert.Equal([farther["metresAdded"]!.GetValue<double>(), lost["metresAdded"]!.GetValue<double>()], kept.Select(c => c!["metresAdded"]!.GetValue<double>()));
    }

    [Fact]
    public async Task By_phone_there_is_no_distance_and_next_door_there_is_one()
    {
        await using var hood = await Neighbourhood.Start();
        var called = await hood.AsksForJeanne(modes: "[BY_PHONE]");
        var visited = await hood.AsksForJeanne("+33639985001", name: "Paul", category: "HEALTH");
        await hood.HasVolunteer("Amina", minutesPerMonth: 30);
        await hood.HasVolunteer("Bruno", metresAway: 0, minutesPerMonth: 30, categories: "[HEALTH]");
        await hood.Settle();
        var plan = await Planned(hood);
        Assert.Equal("Amina", Line(plan, called)["volunteer"].Text("firstName"));
        Assert.Null(Line(plan, called)["metres"]);
        Assert.Equal(("Bruno", 1), (Line(plan, visited)["volunteer"].Text("firstName"), Line(plan, visited).Number("metres")));
    }

    private static double Metres(JsonNode plan) => plan["figures"]!["metres"]!.GetValue<double>();

    private static void Agrees(JsonNode changed, JsonNode before)
    {
        Assert.Equal(Metres(changed["plan"]!) - Metres(before), changed["metresAdded"]!.GetValue<double>());
        Assert.Equal(changed["metresAdded"]!.GetValue<double>(), changed["effects"]!.AsArray().Sum(e => e!["metresAdded"]!.GetValue<double>()));
    }
}
