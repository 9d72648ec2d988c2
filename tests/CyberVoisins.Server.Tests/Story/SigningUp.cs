namespace CyberVoisins.Server.Tests.Story;

/// <summary>Somebody offers an hour a month, and the association vouches.</summary>
public sealed class SigningUp
{
    [Fact]
    public async Task By_ones_own_phone_gives_an_hour_a_month_in_French()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = hood.NextPhone();
        Assert.Equal("UNAUTHENTICATED", (await hood.SignsUp(null, "Amina")).Refused);

        var volunteer = (await hood.SignsUp(amina, "Amina")).Result;
        Assert.Equal((amina, "REGISTERED", 60), (volunteer.Text("phone"), volunteer.Text("state"), volunteer.Number("minutesPerMonth")));
        Assert.Equal(["fr"], volunteer.Texts("languages"));
        var own = (await hood.Ask("{ volunteers { nodes { firstName minutesLeftThisMonth } } }", amina))["volunteers"]!["nodes"]!.AsArray();
        Assert.Equal(60, Assert.Single(own).Number("minutesLeftThisMonth"));

        Assert.Equal("ALREADY_REGISTERED", (await hood.SignsUp(amina, "Amina")).Refused);
        Assert.Equal("ALREADY_REGISTERED", (await hood.SignsUp(Neighbourhood.CoordinatorPhone, "Amina", rest: $", phone: \"{amina}\"")).Refused);
        var another = await hood.SignsUp(amina, "Bruno", rest: $", phone: \"{hood.NextPhone()}\"");
        Assert.Equal(("FORBIDDEN", "phone"), (another.Refused, another.Field));
    }

    [Fact]
    public async Task By_the_coordinator_keeps_numbers_in_E164_overseas_included()
    {
        await using var hood = await Neighbourhood.Start();
        foreach (var (typed, kept) in new[]
                 {
                     ("06 39 98 77 01", "+33639987701"), ("0692 12 34 56", "+262692123456"), ("0690.12.34.56", "+590690123456"), ("0696123456", "+596696123456"),
                     ("+594 694 12 34 56", "+594694123456"), ("0639 01 12 34", "+262639011234"), ("00262 692 12 34 57", "+262692123457"),
                 })
            Assert.Equal(kept, (await hood.SignsUp(Neighbourhood.CoordinatorPhone, "Amina", rest: $", phone: \"{typed}\"")).Result.Text("phone"));
        foreach (var landline in new[] { "01 99 00 12 34", "0262 12 34 56" })
            Assert.Equal("MOBILE_NEEDED", (await hood.SignsUp(Neighbourhood.CoordinatorPhone, "Amina", rest: $", phone: \"{landline}\"")).Refused); // it cannot be asked by SMS
        foreach (var wrong in new[] { "+32 470 12 34 56", "36 31", "06 12 34", "", "OUI" })
        {
            var refused = await hood.SignsUp(Neighbourhood.CoordinatorPhone, "Amina", rest: $", phone: \"{wrong}\"");
            Assert.Equal(("INVALID_PHONE", "phone"), (refused.Refused, refused.Field));
        }
        Assert.Equal("INVALID_PHONE", (await hood.SignsUp(Neighbourhood.CoordinatorPhone, "Amina")).Refused);
    }

    [Fact]
    public async Task Somebody_written_down_by_the_association_finds_themselves_when_they_sign_in()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        Assert.Equal("Amina", Assert.Single((await hood.Ask("{ volunteers { nodes { firstName } } }", amina))["volunteers"]!["nodes"]!.AsArray()).Text("firstName"));
    }

    [Fact]
    public async Task Nobody_is_asked_anything_before_the_association_vouches()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", vouched: false);
        var id = await hood.IdOf(amina);
        Assert.Equal("FORBIDDEN", (await hood.Does(amina, $"vouchForVolunteer(input: {{ volunteerId: \"{id}\" }})", "volunteer { state }")).Refused);
        var request = await hood.AsksForJeanne();
        Assert.Equal(("ESCALATED", "NOBODY_WITHIN_REACH"), (request.Text("state"), request.Text("escalation")));
        Assert.DoesNotContain(hood.Telephones.To(amina), body => body.Contains("Répondez OUI", StringComparison.Ordinal));

        var vouched = await hood.Does(Neighbourhood.CoordinatorPhone, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(id)} }})", "volunteer { state identityVerified }");
        Assert.Equal("VOUCHED", vouched.Result.Text("state"));
        Assert.True(vouched.Result["identityVerified"]!.GetValue<bool>());
        Assert.Contains("bienvenue Amina", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Does(Neighbourhood.CoordinatorPhone, $"searchAgain(input: {{ requestId: \"{request.Text("id")}\" }})", "helpRequest { state }");
        Assert.Contains("Répondez OUI", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_seen_stays_seen_and_opens_the_doors_that_ask_for_it()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 5 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", identitySeen: false), await hood.HasVolunteer("Bruno", vouched: false));
        var id = await hood.IdOf(bruno);
        const string Seen = "volunteer { state identityVerified }";
        Assert.True((await hood.Does(Neighbourhood.CoordinatorPhone, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(id)} }})", Seen)).Result["identityVerified"]!.GetValue<bool>());
        await hood.Does(Neighbourhood.CoordinatorPhone, $"suspendVolunteer(volunteerId: \"{id}\")", Seen);
        Assert.True((await hood.Does(Neighbourhood.CoordinatorPhone, $"vouchForVolunteer(input: {{ volunteerId: \"{id}\" }})", Seen)).Result["identityVerified"]!.GetValue<bool>());
        Assert.Single(hood.Telephones.To(bruno)); // welcomed once, not at every return

        var request = await hood.AsksForJeanne(extra: ", constraints: [IDENTITY_VERIFIED]");
        Assert.Equal(bruno, Assert.Single((await hood.Request(request))["offers"]!.AsArray())!["volunteer"].Text("phone"));
        Assert.Single(hood.Telephones.To(amina));
    }

    [Fact]
    public async Task A_break_holds_up_nobody_and_its_end_brings_the_next_request()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var id = await hood.IdOf(amina);
        var request = await hood.AsksForJeanne();
        var code = hood.CodeOf(amina);
        Assert.Equal("PAUSED", (await hood.Does(amina, $"pauseVolunteer(volunteerId: \"{id}\")", "volunteer { state }")).Result.Text("state"));
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal); // at once, not in twelve hours

        // A yes to what was asked before the break still counts.
        await hood.Writes(amina, $"OUI {code}");
        Assert.Equal("Amina", (await hood.Request(request))["visits"]![0].Text("volunteerFirstName"));
        var second = await hood.AsksForJeanne(phone: "+33639985001");
        Assert.Equal(bruno, Assert.Single((await hood.Request(second))["offers"]!.AsArray())!["volunteer"].Text("phone"));

        Assert.Equal("VOUCHED", (await hood.Does(amina, $"resumeVolunteer(volunteerId: \"{id}\")", "volunteer { state }")).Result.Text("state"));
        await hood.Writes(bruno, "NON");
        Assert.Equal(amina, (await hood.Request(second))["offers"]!.AsArray()[^1]!["volunteer"].Text("phone"));
    }

    [Fact]
    public async Task Suspended_by_the_association_they_lose_offers_and_visits_and_others_are_asked()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", metresAway: 100, minutesPerMonth: 120);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 3_000, minutesPerMonth: 120);
        var (visited, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var asked = await hood.AsksForJeanne(phone: "+33639985001", name: "Paul", from: "2026-11-30T14:00:00+01:00", to: "2026-11-30T15:00:00+01:00");
        await hood.Writes(bruno, "NON"); // he was first, never having been asked
        Assert.Equal("PENDING", (await hood.Request(asked)).OfferTo(amina).Text("state"));
        var id = await hood.IdOf(amina);
        Assert.Equal("FORBIDDEN", (await hood.Does(bruno, $"suspendVolunteer(volunteerId: \"{id}\")", "volunteer { state }")).Refused);

        Assert.Equal("SUSPENDED", (await hood.Does(Neighbourhood.CoordinatorPhone, $"suspendVolunteer(volunteerId: \"{id}\")", "volunteer { state }")).Result.Text("state"));
        var after = await hood.Request(visited);
        Assert.Equal((visit, "CANCELLED"), (after["visits"]![0].Text("id"), after["visits"]![0].Text("state")));
        Assert.Equal("PENDING", after.OfferTo(bruno).Text("state"));
        Assert.Equal(120, await hood.MinutesLeft(amina));
        Assert.Contains("Vos 30 minutes vous sont rendues", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains("Nous cherchons un autre voisin", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        Assert.Equal("WITHDRAWN", (await hood.Request(asked)).OfferTo(amina).Text("state"));

        // A yes that was on its way is too late, and says whom to call.
        await hood.Writes(amina, $"OUI {(await hood.Request(asked)).OfferTo(amina).Text("code")}");
        Assert.Contains("plus ouverte", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_changes_who_is_near()
    {
        await using var hood = await Neighbourhood.Start("{ maximumRadiusMetres: 2000 }");
        var amina = await hood.HasVolunteer("Amina", metresAway: 6_000);
        var id = await hood.IdOf(amina);
        var request = await hood.AsksForJeanne();
        Assert.Equal("NOBODY_WITHIN_REACH", request.Text("escalation"));
        var moved = await hood.Does(amina, $"updateVolunteer(input: {{ volunteerId: \"{id}\", address: {{ {hood.NorthOfCenter(400)} }} }})", "volunteer { minutesPerMonth place { latitude } }");
        Assert.Equal(60, moved.Result.Number("minutesPerMonth")); // what is left out stays
        var matching = (await hood.Coordinator($$"""{ matching(requestId: "{{request.Text("id")}}") { fromIndex proposed { proposal { distanceMetres } } } }"""))["matching"]!;
        Assert.True(matching["fromIndex"]!.GetValue<bool>());
        Assert.Equal(400, Assert.Single(matching["proposed"]!.AsArray())!["proposal"].Number("distanceMetres"));

        foreach (var (change, code) in new[]
                 {
                     ("minutesPerMonth: 29", "INVALID_MINUTES"), ("minutesPerMonth: 601", "INVALID_MINUTES"), ("maxDistanceMetres: 99", "INVALID_DISTANCE"),
                     ("maxDistanceMetres: 100001", "INVALID_DISTANCE"), ("categories: []", "INVALID_LIST"), ("languages: [\"xx\"]", "UNKNOWN_LANGUAGE"),
                     ("availability: [{ day: MONDAY, start: \"10:00\", end: \"10:00\" }]", "INVALID_SLOT"), ("address: { text: \"1000 Bruxelles\" }", "ADDRESS_ABROAD"),
                 })
            Assert.Equal(code, (await hood.Does(amina, $"updateVolunteer(input: {{ volunteerId: \"{id}\", {change} }})", "volunteer { state }")).Refused);
    }
}
