using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>What a coordinator or a volunteer looked for on their pages and did not find, the first time that they tried them.</summary>
public sealed class WhatADeskIsShown
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;

    private static async Task<(List<JsonNode> Items, string Version, int Count)> Board(Neighbourhood hood)
    {
        var board = (await hood.Coordinator("{ needsPerson { version count items { what id since reason who phone } } }"))["needsPerson"]!;
        return ([.. board["items"]!.AsArray().Select(i => i!)], board.Text("version"), board.Number("count"));
    }

    [Fact]
    public async Task A_new_volunteer_waits_on_the_board_until_somebody_has_met_them()
    {
        await using var hood = await Neighbourhood.Start();
        var before = await Board(hood);
        Assert.Empty(before.Items);
        var ines = hood.NextPhone();
        var id = (await hood.SignsUp(ines, "Inès")).Result.Text("id");
        var waiting = await Board(hood);
        var task = Assert.Single(waiting.Items);
        Assert.Equal(("TO_MEET", id, "Inès, bénévole", ines, 1), (task.Text("what"), task.Text("id"), task.Text("who"), task.Text("phone"), waiting.Count));
        Assert.Equal((await hood.Coordinator($$"""{ volunteer(id: "{{id}}") { createdAt } }"""))["volunteer"].Text("createdAt"), task.Text("since"));
        Assert.Contains("attend qu'on l'appelle", task.Text("reason"), StringComparison.Ordinal);
        Assert.NotEqual(before.Version, waiting.Version); // the page that stays open learns of it
        await hood.Does(Nadia, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(id)} }})", "volunteer { state }");
        var after = await Board(hood);
        Assert.Empty(after.Items);
        Assert.Equal((before.Version, 0), (after.Version, after.Count));
    }

    [Fact]
    public async Task A_volunteer_who_said_stop_reads_it_and_so_does_the_desk()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var id = await hood.IdOf(amina);
        async Task<string?> Own() => (await hood.Ask("{ volunteers { nodes { smsStoppedAt } } }", amina))["volunteers"]!["nodes"]![0]!["smsStoppedAt"]?.GetValue<string>();
        async Task<string?> Desk() => (await hood.Coordinator($$"""{ volunteer(id: "{{id}}") { smsStoppedAt } }"""))["volunteer"]!["smsStoppedAt"]?.GetValue<string>();
        Assert.Equal((null, null), (await Own(), await Desk()));
        await hood.Writes(amina, "STOP");
        Assert.NotNull(await Own());
        Assert.Equal(await Own(), await Desk());
        // The end of the break that came with it does not bring the SMS back: the page must not say so.
        await hood.Does(amina, $"resumeVolunteer(volunteerId: \"{id}\")", "volunteer { state }");
        Assert.NotNull(await Own());
        await hood.Writes(amina, "REPRENDRE");
        Assert.Equal((null, null), (await Own(), await Desk()));
    }

    [Fact]
    public async Task Who_chose_by_hand_and_why_is_in_the_requests_story_for_the_association_alone()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", metresAway: 300);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 2_500);
        var request = await hood.AsksForJeanne();
        await hood.Does(Nadia, $"offerToVolunteer(input: {{ requestId: \"{request.Text("id")}\", volunteerId: \"{await hood.IdOf(bruno)}\", motive: \"ils se connaissent déjà\" }})", "offer { id }");
        var story = $$"""{ helpRequest(id: "{{request.Text("id")}}") { decisions { by motive at because } } }""";
        var decisions = (await hood.Coordinator(story))["helpRequest"]!["decisions"]!.AsArray();
        var byHand = Assert.Single(decisions, d => d!["motive"] is not null)!;
        Assert.Equal(("Nadia", "ils se connaissent déjà"), (byHand.Text("by"), byHand.Text("motive")));
        Assert.All(decisions.Where(d => d!["motive"] is null), d => Assert.Null(d!["by"]));
        var hers = (await hood.Ask(story, Neighbourhood.JeannesPhone))["helpRequest"]!["decisions"]!.AsArray();
        Assert.NotEmpty(hers);
        Assert.All(hers, d => Assert.Equal((null, null), (d!["by"], d["motive"])));
        var his = (await hood.Ask("{ offers { nodes { why { by motive } } } }", bruno))["offers"]!["nodes"]![0]!["why"]!;
        Assert.Equal((null, null), (his["by"], his["motive"]));
    }

    [Fact]
    public async Task Whoever_comes_in_the_end_is_not_told_that_they_were_not_chosen()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", metresAway: 300);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 2_500);
        var request = await hood.AsksForJeanne();
        async Task<int> NotChosen() => (await hood.Ask("{ whyNotMe { decisionId } }", bruno))["whyNotMe"]!.AsArray().Count;
        Assert.Equal(1, await NotChosen());
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        await hood.HasVisit(bruno, request);
        Assert.Equal(0, await NotChosen());
    }

    [Fact]
    public async Task The_relatives_number_is_for_the_association_alone()
    {
        await using var hood = await Neighbourhood.Start();
        var son = hood.NextPhone();
        var request = await hood.AsksForJeanne(residentExtra: $", relative: {{ firstName: \"Théo\", phone: \"{son}\" }}");
        var story = $$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { relativeFirstName relativePhone } } }""";
        Assert.Equal(son, (await hood.Coordinator(story))["helpRequest"]!["resident"].Text("relativePhone"));
        Assert.Null((await hood.Ask(story, Neighbourhood.JeannesPhone))["helpRequest"]!["resident"]!["relativePhone"]);
    }

    [Fact]
    public async Task The_rules_are_read_in_the_language_of_the_page_that_led_there_and_have_a_way_out()
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Contains("How we choose a neighbour", (await hood.Opens("/regles?langue=en", language: "fr")).Html, StringComparison.Ordinal);
        var (_, french, _) = await hood.Opens("/regles?langue=fr", language: "en");
        Assert.Contains("Comment nous choisissons un voisin", french, StringComparison.Ordinal);
        foreach (var way in new[] { "href=\"/aide\"", "href=\"/association\"", "href=\"/regles?langue=en\"" }) Assert.Contains(way, french, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_opens_nothing_says_whom_to_call_where_one_association_is_alone()
    {
        await using var hood = await Neighbourhood.Start();
        var (status, page, _) = await hood.Opens("/r/nothing-at-all");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("href=\"/aide\"", page, StringComparison.Ordinal);
        Assert.Contains("01 99 00 17 17", page, StringComparison.Ordinal);
        await hood.HasAssociation("Une autre", "+33639980005", "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        page = (await hood.Opens("/r/nothing-at-all")).Html;
        Assert.Contains("href=\"/aide\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tel:", page, StringComparison.Ordinal);
    }
}
