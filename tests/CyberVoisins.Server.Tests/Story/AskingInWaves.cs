using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Neighbours are asked a few at a time, each under a code of their own, and answer as people write.</summary>
public sealed class AskingInWaves
{
    private static async Task<JsonNode[]> Offers(Neighbourhood hood, JsonNode request) => [.. (await hood.Request(request))["offers"]!.AsArray().Select(o => o!)];

    private static string Phone(JsonNode offer) => offer["volunteer"].Text("phone");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task As_many_as_the_association_chose_each_with_a_code_of_their_own(int size)
    {
        await using var hood = await Neighbourhood.Start($"{{ waveSize: {size} }}");
        for (var i = 0; i < size + 1; i++) await hood.HasVolunteer($"V{i}", metresAway: 100 * (i + 1));
        var offers = await Offers(hood, await hood.AsksForJeanne());
        Assert.Equal(size, offers.Length);
        Assert.Equal(Enumerable.Range(1, size), offers.Select(o => o.Number("rank")));
        foreach (var offer in offers)
        {
            Assert.Equal(offer.Text("code"), hood.CodeOf(Phone(offer)));
            Assert.InRange(int.Parse(offer.Text("code"), null), 1_000, 9_999);
        }

        // A no is replaced at once, and the wave stays full.
        await hood.Writes(Phone(offers[0]), $"non {offers[0].Text("code")}");
        await hood.Writes(Phone(offers[0]), $"non {offers[0].Text("code")}"); // said twice, it is one no
        var after = await Offers(hood, new JsonObject { ["id"] = (await hood.Coordinator("{ helpRequests { nodes { id } } }"))["helpRequests"]!["nodes"]![0].Text("id") });
        Assert.Equal(size + 1, after.Length);
        Assert.Equal(size, after.Count(o => o.Text("state") == "PENDING"));
    }

    [Fact]
    public async Task Silence_for_twelve_civil_hours_lets_the_next_go_and_a_late_yes_still_counts()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        await hood.PassesUntil("2026-11-24T21:30:00+01:00");
        var request = await hood.AsksForJeanne();
        var welcomes = hood.Telephones.To(amina).Count;
        Assert.DoesNotContain(hood.Telephones.To(amina), b => b.Contains("Répondez OUI", StringComparison.Ordinal)); // not at night
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        Assert.Equal(welcomes + 1, hood.Telephones.To(amina).Count);
        await hood.PassesUntil("2026-11-25T20:59:00+01:00");
        Assert.Single(await Offers(hood, request));
        await hood.PassesUntil("2026-11-25T21:00:00+01:00");
        Assert.Equal(["EXPIRED", "PENDING"], (await Offers(hood, request)).Select(o => o.Text("state")));
        await hood.PassesUntil("2026-11-26T09:00:00+01:00");
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);

        await hood.Writes(amina, $"Oui, {hood.CodeOf(amina)}");
        Assert.Equal(["ACCEPTED", "WITHDRAWN"], (await Offers(hood, request)).Select(o => o.Text("state")));
        Assert.Contains("un autre voisin a répondu avant vous", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        await hood.Writes(bruno, "oui");
        Assert.Contains("aucune demande n'attend votre réponse", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_on_a_Saturday_night_they_read_it_on_Monday()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-11-28T20:00:00+01:00");
        await hood.AsksForJeanne(from: "2026-12-02T14:00:00+01:00", to: "2026-12-02T15:00:00+01:00");
        var before = hood.Telephones.To(amina).Count;
        await hood.PassesUntil("2026-11-30T08:59:00+01:00");
        Assert.Equal(before, hood.Telephones.To(amina).Count);
        await hood.PassesUntil("2026-11-30T09:00:00+01:00");
        Assert.Equal(before + 1, hood.Telephones.To(amina).Count);
    }

    [Fact]
    public async Task One_open_offer_needs_no_code_and_two_are_asked_which()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 120);
        var first = await hood.AsksForJeanne("+33639986001");
        var second = await hood.AsksForJeanne("+33639986002", name: "Paul", from: "2026-11-30T14:00:00+01:00", to: "2026-11-30T15:00:00+01:00");
        var (one, two) = ((await Offers(hood, first))[0].Text("code"), (await Offers(hood, second))[0].Text("code"));
        await hood.Writes(amina, "oui");
        Assert.Contains("Ajoutez le code", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains(one, hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains(two, hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, $"NON {one}");
        await hood.Writes(amina, "D'accord !");
        Assert.Equal("BOOKED", (await hood.Request(second)).Text("state"));
        Assert.Contains("vous aidez Paul", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_of_somebody_else_opens_nothing()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var request = await hood.AsksForJeanne();
        await hood.Writes(bruno, $"OUI {hood.CodeOf(amina)}");
        Assert.Contains("ce code n'est pas connu", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        await hood.Writes(bruno, $"NON {hood.CodeOf(amina)}");
        Assert.Equal("PENDING", Assert.Single(await Offers(hood, request)).Text("state"));
        await hood.Writes("+33639989999", $"OUI {hood.CodeOf(amina)}");
        Assert.Contains("ce numéro n'est pas inscrit", hood.Telephones.To("+33639989999")[^1], StringComparison.Ordinal);
        Assert.Equal("PENDING", Assert.Single(await Offers(hood, request)).Text("state"));
    }

    [Fact]
    public async Task What_nobody_understands_goes_to_the_association_and_is_asked_about_once_a_day()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        var before = hood.Telephones.To(amina).Count;
        await hood.Writes(amina, "Oui mais pas avant 15h");
        await hood.Writes(amina, "peut-être, je demande à mon mari");
        Assert.Contains("nous n'avons pas compris", Assert.Single(hood.Telephones.To(amina).Skip(before)), StringComparison.Ordinal);
        Assert.Equal("PENDING", (await Offers(hood, request))[0].Text("state")); // neither a yes nor a no
        await hood.Passes(Duration.FromHours(25));
        await hood.Writes(amina, "??");
        Assert.Contains("nous n'avons pas compris", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);

        var queue = (await hood.Coordinator("{ unclearMessages { nodes { from body } } }"))["unclearMessages"]!["nodes"]!.AsArray();
        Assert.Equal(3, queue.Count);
        Assert.All(queue, m => Assert.Equal(amina, m.Text("from")));
        var volunteers = await hood.Send("{ unclearMessages { nodes { body } } }", amina);
        Assert.Equal("FORBIDDEN", volunteers["errors"]![0]!["extensions"].Text("code"));
    }

    [Fact]
    public async Task Stop_lets_the_next_be_asked_at_once_and_reprendre_comes_back()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var request = await hood.AsksForJeanne();
        await hood.Writes(amina, "Stop. Merci");
        Assert.Contains("vous ne recevrez plus de SMS", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal(bruno, Phone((await Offers(hood, request))[^1]));
        await hood.Writes(amina, "STOP"); // said again, it is obeyed in silence
        var silence = hood.Telephones.To(amina).Count;

        // The association cannot undo it: back from the break by the API, her number still wants no SMS, and nobody waits for her.
        await hood.Does(Neighbourhood.CoordinatorPhone, $"resumeVolunteer(volunteerId: \"{await hood.IdOf(amina)}\")", "volunteer { state }");
        var second = await hood.AsksForJeanne("+33639986001", name: "Paul");
        Assert.Equal(bruno, Phone(Assert.Single(await Offers(hood, second))));
        Assert.Equal(silence, hood.Telephones.To(amina).Count);
        var refused = (await hood.Coordinator($$"""{ matching(requestId: "{{second.Text("id")}}") { refused { volunteer { firstName } reasons { rule } } } }"""))["matching"]!["refused"]!.AsArray();
        Assert.Equal("NOT_PAUSED", Assert.Single(refused.Single(r => r!["volunteer"].Text("firstName") == "Amina")!["reasons"]!.AsArray()).Text("rule"));

        await hood.Writes(amina, "REPRENDRE");
        Assert.Contains("vous recevrez de nouveau", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(bruno, $"NON {(await Offers(hood, second))[0].Text("code")}");
        Assert.Equal(amina, Phone((await Offers(hood, second))[^1]));
        Assert.Contains("Répondez OUI", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resident_or_an_expected_volunteer_who_says_stop_is_called()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(Neighbourhood.JeannesPhone, "ARRÊT");
        await hood.Writes(amina, "stop");
        var calls = await hood.Messages("TO_CALL");
        Assert.Equal([amina, Neighbourhood.JeannesPhone], calls.Select(c => c.Text("to")).Order());
        Assert.All(calls, c => Assert.Contains("ne veut plus de SMS", c.Text("body"), StringComparison.Ordinal));
        var (jeannes, aminas) = (hood.Telephones.To(Neighbourhood.JeannesPhone).Count, hood.Telephones.To(amina).Count);
        await hood.PassesUntil("2026-11-27T20:00:00+01:00");
        Assert.Equal((jeannes, aminas), (hood.Telephones.To(Neighbourhood.JeannesPhone).Count, hood.Telephones.To(amina).Count));
        Assert.NotEmpty(await hood.Messages("OPTED_OUT"));
    }
}
