using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Why this neighbour, and why not each of the others: what the association reads.</summary>
public sealed class MatchingExplained
{
    private static async Task<JsonNode> Matching(Neighbourhood hood, JsonNode request) =>
        (await hood.Coordinator($$"""
            { matching(requestId: "{{request.Text("id")}}") { radiusMetres fromIndex
              proposed { rank volunteer { firstName } proposal { mode start distanceMetres points { total distance rest minutes slots } } reasons { rule } }
              refused { volunteer { firstName } proposal { mode } reasons { rule found limit sentence } } } }
            """))["matching"]!;

    private static IEnumerable<string> Names(JsonNode list) => list.AsArray().Select(a => a!["volunteer"].Text("firstName"));

    /// <summary>The one rule that refuses somebody.</summary>
    private static JsonNode WhyNot(JsonNode matching, string name) =>
        Assert.Single(matching["refused"]!.AsArray().Single(a => a!["volunteer"].Text("firstName") == name)!["reasons"]!.AsArray())!;

    [Fact]
    public async Task Each_rule_refuses_just_beyond_its_limit_and_says_so()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1, maximumRadiusMetres: 10000 }");
        Task<string> Has(string name, int metresAway = 300, string modes = "[PUBLIC_PLACE]", string categories = "[DEVICE_BASICS]", string availability = "[{ day: FRIDAY, start: \"14:00\", end: \"19:00\" }]", string extra = Good, bool identitySeen = true, int minutes = 60) =>
            hood.HasVolunteer(name, metresAway, minutes, categories, availability, modes, maxDistance: 600, extra: extra, identitySeen: identitySeen);
        await Has("Juste", metresAway: 600, availability: "[{ day: FRIDAY, start: \"14:00\", end: \"14:30\" }]", minutes: 30);
        var request = await hood.AsksForJeanne(modes: "[PUBLIC_PLACE]", extra: ", constraints: [WOMAN_HELPER, STEP_FREE, IDENTITY_VERIFIED]");
        Assert.Equal("Juste", Assert.Single((await hood.Request(request))["offers"]!.AsArray())!["volunteer"].Text("firstName"));
        await Has("Loin", metresAway: 602);
        await Has("Domicile", modes: "[AT_HOME, BY_PHONE]");
        await Has("Banque", categories: "[BANKING_AND_SHOPPING]");
        await Has("Arabe", extra: Good + ", languages: [\"ar\"]");
        await Has("Homme", extra: ", offersStepFreePlace: true");
        await Has("Marches", extra: ", isWoman: true");
        await Has("Court", availability: "[{ day: FRIDAY, start: \"13:00\", end: \"14:29\" }]");
        await Has("Inconnue", identitySeen: false);
        var matching = await Matching(hood, request);
        Assert.Equal("NOT_ASKED_YET", WhyNot(matching, "Juste").Text("rule"));
        Assert.Equal(10_000, matching.Number("radiusMetres"));
        foreach (var (name, rule) in new[]
                 {
                     ("Loin", "WITHIN_REACH"), ("Domicile", "MEETING_MODE"), ("Banque", "CATEGORY"), ("Arabe", "LANGUAGE"),
                     ("Homme", "WOMAN_HELPER"), ("Marches", "STEP_FREE"), ("Court", "COMMON_SLOT"), ("Inconnue", "IDENTITY_VERIFIED"),
                 })
            Assert.Equal(rule, WhyNot(matching, name).Text("rule"));
        var far = WhyNot(matching, "Loin");
        Assert.Equal((602, 600), (far.Number("found"), far.Number("limit")));
        Assert.Contains("0,6 km", far.Text("sentence"), StringComparison.Ordinal); // to 100 m, no more
    }

    private const string Good = ", isWoman: true, offersStepFreePlace: true";

    [Fact]
    public async Task A_month_that_is_one_minute_short_refuses()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Cinquante-neuf", minutesPerMonth: 59);
        var matching = await Matching(hood, await hood.AsksForJeanne(minutes: 60));
        var reason = matching["refused"]![0]!["reasons"]!.AsArray();
        Assert.Equal(("MINUTES_LEFT", 59, 60), (reason[0].Text("rule"), reason[0].Number("found"), reason[0].Number("limit")));
        await hood.HasVolunteer("Soixante", minutesPerMonth: 60);
        var next = await hood.AsksForJeanne(phone: "+33639985001", minutes: 60);
        Assert.Equal("Soixante", Assert.Single((await hood.Request(next))["offers"]!.AsArray())!["volunteer"].Text("firstName"));
    }

    [Fact]
    public async Task The_ring_stops_at_the_limit_of_the_association_and_those_beyond_a_nearer_ring_are_explained()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1, maximumRadiusMetres: 3000 }");
        await hood.HasVolunteer("Dedans", metresAway: 2_995);
        await hood.HasVolunteer("Dehors", metresAway: 3_010);
        var request = await hood.AsksForJeanne(from: "2026-12-01T14:00:00+01:00", to: "2026-12-01T15:00:00+01:00");
        Assert.Equal("Dedans", Assert.Single((await hood.Request(request))["offers"]!.AsArray())!["volunteer"].Text("firstName"));
        Assert.Equal(3_000, (await hood.Request(request)).Number("radiusMetres"));

        for (var i = 0; i < 15; i++) await hood.HasVolunteer("Voisin", metresAway: 900); // enough to choose among: no wider ring is looked at
        var matching = await Matching(hood, request);
        Assert.Equal(1_000, matching.Number("radiusMetres"));
        Assert.Equal(Enumerable.Repeat("Voisin", 15), Names(matching["proposed"]!));
        var beyond = matching["refused"]!.AsArray().Single()!;
        Assert.Equal("Dedans", beyond["volunteer"].Text("firstName"));
        Assert.Equal(["WITHIN_REACH", "NOT_ASKED_YET"], beyond["reasons"]!.AsArray().Select(r => r.Text("rule")));
        Assert.Equal(1_000, beyond["reasons"]![0].Number("limit"));
    }

    [Fact]
    public async Task Two_offers_to_answer_are_enough()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var first = await hood.AsksForJeanne("+33639986001");
        await hood.AsksForJeanne("+33639986002");
        var third = await hood.AsksForJeanne("+33639986003");
        Assert.Equal("SEARCHING", third.Text("state")); // she is about to answer another: she is waited for
        var reason = WhyNot(await Matching(hood, third), "Amina");
        Assert.Equal(("FEW_OPEN_OFFERS", 2, 1), (reason.Text("rule"), reason.Number("found"), reason.Number("limit")));
        await hood.Writes(amina, $"NON {(await hood.Request(first)).OfferTo(amina).Text("code")}");
        Assert.Equal("Amina", Assert.Single((await hood.Request(third))["offers"]!.AsArray())!["volunteer"].Text("firstName"));
    }

    [Fact]
    public async Task Help_by_phone_knows_no_distance()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 2 }");
        await hood.HasVolunteer("Loin", metresAway: 15_000, maxDistance: 500, modes: "[BY_PHONE]");
        await hood.HasVolunteer("Loin aussi", metresAway: 15_000, maxDistance: 500, modes: "[AT_HOME]");
        var request = await hood.AsksForJeanne(modes: "[AT_HOME, BY_PHONE]");
        var offer = Assert.Single((await hood.Request(request))["offers"]!.AsArray())!;
        Assert.Equal("Loin", offer["volunteer"].Text("firstName"));
        Assert.Contains("par téléphone", hood.Telephones.To(offer["volunteer"].Text("phone"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_points_add_up_and_explain_the_order()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Déjà", metresAway: 5_000);
        var request = await hood.AsksForJeanne();
        await hood.HasVolunteer("Près", metresAway: 0);
        await hood.HasVolunteer("Mille", metresAway: 1_000, availability: "[{ day: FRIDAY, start: \"15:00\", end: \"16:00\" }]");
        await hood.Coordinator("mutation { changePolicy(input: { waveSize: 2 }) { errors { code } } }");
        var matching = await Matching(hood, request);
        Assert.Equal(["Près", "Mille"], Names(matching["proposed"]!));
        Assert.Equal([1, 2], matching["proposed"]!.AsArray().Select(p => p.Number("rank")));
        JsonNode Points(int i) => matching["proposed"]![i]!["proposal"]!["points"]!;
        // One common time of the three that give ten points; next door is thirty, at a tenth of the limit twenty-seven.
        Assert.Equal((30, 10, 10, 3, 78), (Points(0).Number("distance"), Points(0).Number("rest"), Points(0).Number("minutes"), Points(0).Number("slots"), Points(0).Number("total")));
        Assert.Equal((27, 10, 10, 3, 75), (Points(1).Number("distance"), Points(1).Number("rest"), Points(1).Number("minutes"), Points(1).Number("slots"), Points(1).Number("total")));
        Assert.Equal("2026-11-27T14:00:00Z", matching["proposed"]![1]!["proposal"].Text("start")); // 15:00 in Paris
    }

    [Fact]
    public async Task The_nearest_are_considered_and_a_draw_among_the_others()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1, maximumRadiusMetres: 500 }");
        // Nobody offers this kind of help, so that the whole ring is looked at: 50 nearest and 50 drawn of 60.
        for (var i = 1; i <= 110; i++) await hood.HasVolunteer($"V{i:000}", metresAway: i * 4, categories: "[SCHOOL]");
        var (one, two) = (await hood.AsksForJeanne(), await hood.AsksForJeanne(phone: "+33639985001"));
        var (first, second) = (Names((await Matching(hood, one))["refused"]!).Order().ToList(), Names((await Matching(hood, two))["refused"]!).Order().ToList());
        Assert.Equal((100, 100), (first.Count, second.Count));
        foreach (var considered in new[] { first, second }) Assert.Equal(Enumerable.Range(1, 50).Select(i => $"V{i:000}"), considered.Take(50));
        Assert.NotEqual(first, second); // the draw belongs to the request…
        Assert.Equal(first, Names((await Matching(hood, one))["refused"]!).Order()); // …and is the same for whoever checks it
    }

    [Fact]
    public async Task The_rules_are_public_and_in_the_reader_s_language()
    {
        await using var hood = await Neighbourhood.Start();
        var rules = (await hood.Ask("{ matchingRules { rule sentence } }"))["matchingRules"]!.AsArray();
        Assert.Equal(["VOUCHED", "NOT_PAUSED", "NOT_SUSPENDED", "VOUCHING_IN_DATE", "CHARTER_ACCEPTED", "GUARDIAN_CONSENT", "NOT_BLOCKED", "WITHIN_REACH", "MEETING_MODE", "MINOR_NOT_AT_HOME", "LEVEL_FOR_MODE", "CATEGORY", "LANGUAGE", "WOMAN_HELPER", "IDENTITY_VERIFIED", "STEP_FREE", "MINUTES_LEFT", "COMMON_SLOT", "ROTATION_LIMIT", "NOT_ASKED_YET", "FEW_OPEN_OFFERS"],
            rules.Select(r => r.Text("rule")));
        Assert.All(rules, r => Assert.NotEmpty(r.Text("sentence")));
        var english = (await hood.Send("{ matchingRules { sentence } }", language: "en"))["data"]!["matchingRules"]!.AsArray();
        Assert.All(rules.Zip(english), pair => Assert.NotEqual(pair.First.Text("sentence"), pair.Second.Text("sentence")));

        var request = await hood.AsksForJeanne();
        var visitor = await hood.Send($$"""{ matching(requestId: "{{request.Text("id")}}") { radiusMetres } }""");
        Assert.Equal("UNAUTHENTICATED", visitor["errors"]![0]!["extensions"].Text("code"));
        var volunteer = await hood.Send($$"""{ matching(requestId: "{{request.Text("id")}}") { radiusMetres } }""", await hood.HasVolunteer("Amina"));
        Assert.Equal("FORBIDDEN", volunteer["errors"]![0]!["extensions"].Text("code"));
    }
}
