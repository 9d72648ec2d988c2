namespace CyberVoisins.Server.Tests.Story;

/// <summary>A resident, a relative or the association asks for help.</summary>
public sealed class Asking
{
    private const string HerDoor = "address: { text: \"12 rue de Saussure, 75017 Paris\", latitude: 48.8876, longitude: 2.3072 }";
    private const string Saussure = "address: { text: \"75017 Paris\" }";

    [Fact]
    public async Task By_oneself_and_again_without_typing_anything_twice()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = hood.NextPhone();
        Assert.Equal("UNAUTHENTICATED", (await hood.AsksForHelp(null, $"firstName: \"Jeanne\", phone: \"{jeanne}\", {Saussure}")).Refused);
        Assert.Equal("INVALID_TEXT", (await hood.AsksForHelp(jeanne, null)).Refused); // nobody knows her yet
        var first = (await hood.AsksForHelp(jeanne, $"firstName: \"Jeanne\", phone: \"{jeanne}\", {Saussure}")).Result;
        Assert.Equal("RESIDENT", first.Text("author"));
        var again = (await hood.AsksForHelp(jeanne, null)).Result;
        Assert.Equal(first["resident"].Text("id"), again["resident"].Text("id"));
        Assert.Equal("75117", again["place"].Text("communeCode"));
        Assert.Equal(2, (await hood.Ask("{ helpRequests { nodes { id } } }", jeanne))["helpRequests"]!["nodes"]!.AsArray().Count);

        // In her name only: another number is another person, who did not ask.
        var other = await hood.AsksForHelp(jeanne, $"firstName: \"Jeanne\", phone: \"{hood.NextPhone()}\", {Saussure}");
        Assert.Equal(("FORBIDDEN", "resident.phone"), (other.Refused, other.Field));
    }

    [Fact]
    public async Task By_a_relative_who_is_then_written_to_for_a_landline()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var claire = hood.NextPhone();
        var request = (await hood.AsksForHelp(claire, $"firstName: \"Jeanne\", phone: \"01 99 00 12 34\", {Saussure}, relative: {{ firstName: \"Claire\" }}")).Result;
        Assert.Equal(("RELATIVE", "Claire"), (request.Text("author"), request["resident"].Text("relativeFirstName")));
        Assert.False(request["resident"]!["canReceiveSms"]!.GetValue<bool>());
        Assert.Contains("la demande pour Jeanne est bien notée", hood.Telephones.To(claire)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, "oui");
        Assert.Contains("Amina aide Jeanne", hood.Telephones.To(claire)[^1], StringComparison.Ordinal);
        Assert.Empty(hood.Telephones.To("+33199001234"));
        await hood.Writes(claire, "ANNULER");
        Assert.Equal("CANCELLED", (await hood.Request(request)).Text("state"));

        var stranger = await hood.AsksForHelp(claire, $"firstName: \"Paul\", phone: \"01 99 00 12 35\", {Saussure}, relative: {{ firstName: \"Claire\", phone: \"{hood.NextPhone()}\" }}");
        Assert.Equal(("FORBIDDEN", "resident.relative.phone"), (stranger.Refused, stranger.Field));
    }

    [Fact]
    public async Task By_the_coordinator_for_a_landline_puts_the_news_on_the_call_list()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = (await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $"firstName: \"Suzanne\", phone: \"01 99 00 12 34\", {Saussure}")).Result;
        Assert.Equal("COORDINATOR", request.Text("author"));
        Assert.Empty(await hood.Messages("TO_CALL"));
        await hood.Writes(amina, "oui");
        var calls = await hood.Messages("TO_CALL");
        Assert.All(calls, c => Assert.Equal(("+33199001234", "CALL"), (c.Text("to"), c.Text("channel"))));
        var news = calls.Single(c => c.Text("kind") == "VISIT_CONFIRMED");
        Assert.Single(calls, c => c.Text("kind") == "REMINDER"); // one call, not one two hours before

        var called = await hood.Does(Neighbourhood.CoordinatorPhone, $"markCalled(messageId: \"{news.Text("id")}\")", "message { state }");
        Assert.Equal("CALLED", called.Result.Text("state"));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, $"markCalled(messageId: \"{news.Text("id")}\")", "message { state }")).Refused);
        await hood.PassesUntil("2026-11-27T14:00:00+01:00");
        Assert.Empty(hood.Telephones.To("+33199001234"));
    }

    [Fact]
    public async Task By_telephone_somebody_of_the_association_connects_the_two_and_no_address_is_told()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne(modes: "[BY_PHONE]");
        var (_, visit, _) = await hood.HasVisit(amina, request);
        Assert.Contains("par téléphone, nous vous relions", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        var seen = (await hood.Ask($$"""{ visit(id: "{{visit}}") { mode address meetingPoint } }""", amina))["visit"]!;
        Assert.Equal("BY_PHONE", seen.Text("mode"));
        Assert.Null(seen["address"]);
        var call = Assert.Single((await hood.Coordinator("{ messages(state: TO_CALL) { nodes { to body notBefore } } }"))["messages"]!["nodes"]!.AsArray())!;
        Assert.Equal(("+33639985000", "2026-11-27T12:50:00Z"), (call.Text("to"), call.Text("notBefore")));
        Assert.Contains("appeler Jeanne puis Amina, et les mettre en relation", call.Text("body"), StringComparison.Ordinal);
        // Called off, there is nobody to connect.
        await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\" }})");
        Assert.Empty(await hood.Messages("TO_CALL"));
    }

    [Fact]
    public async Task A_couple_shares_a_telephone_and_each_is_known()
    {
        await using var hood = await Neighbourhood.Start();
        async Task<string> Resident(string name) =>
            (await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $"firstName: \"{name}\", phone: \"01 99 00 12 34\", {Saussure}")).Result["resident"].Text("id");
        var (jeanne, paul) = (await Resident("Jeanne"), await Resident("Paul"));
        Assert.NotEqual(jeanne, paul);
        Assert.Equal(jeanne, await Resident("JEANNE"));
    }

    [Fact]
    public async Task Naming_somebody_is_no_way_to_learn_or_to_change_where_they_live()
    {
        await using var hood = await Neighbourhood.Start();
        var known = (await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $"firstName: \"Jeanne\", phone: \"01 99 00 12 34\", {Saussure}")).Result;
        var stranger = (await hood.AsksForHelp(hood.NextPhone(), "firstName: \"Jeanne\", phone: \"01 99 00 12 34\", address: { text: \"75018 Paris\" }, relative: { firstName: \"Zoé\" }")).Result;
        Assert.NotEqual(known["resident"].Text("id"), stranger["resident"].Text("id"));
        Assert.Equal("75117", (await hood.Coordinator($$"""{ helpRequest(id: "{{known.Text("id")}}") { resident { place { communeCode } } } }"""))["helpRequest"]!["resident"]!["place"].Text("communeCode"));
    }

    [Fact]
    public async Task Whoever_named_somebody_first_reads_nothing_of_what_is_written_down_later_and_speaks_for_nobody()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (zoe, son) = (hood.NextPhone(), hood.NextPhone());
        const string Suzanne = "firstName: \"Suzanne\", phone: \"01 99 00 12 34\"";
        await hood.AsksForHelp(zoe, $"{Suzanne}, address: {{ text: \"75018 Paris\" }}, relative: {{ firstName: \"Zoé\" }}");
        var amina = await hood.HasVolunteer("Amina");
        var real = (await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $"{Suzanne}, {HerDoor}, ageBand: FROM_80, relative: {{ firstName: \"Serge\", phone: \"{son}\" }}")).Result;
        var theirs = (await hood.Ask("{ helpRequests { nodes { place { label } resident { ageBand relativeFirstName place { label } } } } }", zoe))["helpRequests"]!["nodes"]!.AsArray();
        Assert.DoesNotContain("Saussure", theirs.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Zoé", Assert.Single(theirs)!["resident"].Text("relativeFirstName"));
        Assert.Null(theirs[0]!["resident"]!["ageBand"]);

        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        Assert.Contains("Amina aide Suzanne", hood.Telephones.To(son)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(hood.Telephones.To(zoe), text => text.Contains("Amina", StringComparison.Ordinal));
        await hood.Writes(zoe, "ANNULER");
        Assert.Equal("BOOKED", (await hood.Request(real)).Text("state"));
        await hood.Writes(son, "ANNULER");
        Assert.Equal("CANCELLED", (await hood.Request(real)).Text("state"));
    }

    [Fact]
    public async Task Whoever_signs_in_and_asks_never_writes_into_what_somebody_else_said_of_them()
    {
        await using var hood = await Neighbourhood.Start();
        var (zoe, odile) = (hood.NextPhone(), hood.NextPhone());
        await hood.AsksForHelp(zoe, $"firstName: \"Odile\", phone: \"{odile}\", address: {{ text: \"75018 Paris\" }}, relative: {{ firstName: \"Zoé\" }}");
        // What was asked for her is hers to see; what she asks is a record of her own.
        Assert.Single((await hood.Ask("{ helpRequests { nodes { id } } }", odile))["helpRequests"]!["nodes"]!.AsArray());
        Assert.Equal("INVALID_TEXT", (await hood.AsksForHelp(odile, null)).Refused);
        Assert.Null((await hood.AsksForHelp(odile, $"firstName: \"Odile\", phone: \"{odile}\", {HerDoor}")).Refused);
        Assert.Null((await hood.AsksForHelp(odile, null)).Refused);
        Assert.DoesNotContain("Saussure", (await hood.Ask("{ helpRequests { nodes { place { label } resident { place { label } } } } }", zoe)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_times_a_day_and_no_more_except_by_the_association()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = hood.NextPhone();
        for (var i = 0; i < 5; i++) Assert.Null((await hood.AsksForHelp(jeanne, $"firstName: \"Jeanne\", phone: \"{jeanne}\", {Saussure}")).Refused);
        Assert.Equal("TOO_MANY_ATTEMPTS", (await hood.AsksForHelp(jeanne, null)).Refused);
        for (var i = 0; i < 6; i++) Assert.Null((await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $"firstName: \"Paul\", phone: \"01 99 00 12 3{i}\", {Saussure}")).Refused);
        await hood.Passes(Duration.FromHours(24) + Duration.FromSeconds(1));
        Assert.Null((await hood.AsksForHelp(jeanne, null)).Refused);
    }

    [Fact]
    public async Task An_address_is_found_exactly_or_to_its_commune_and_never_guessed()
    {
        await using var hood = await Neighbourhood.Start();
        async Task<Done> At(string address) => await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $"firstName: \"Jeanne\", phone: \"01 99 00 12 34\", address: {{ {address} }}");

        var commune = (await At("text: \"12 rue de Lévis, 75017 Paris\"")).Result["place"];
        Assert.Equal(("COMMUNE", "75117", 48.8873), (commune.Text("precision"), commune.Text("communeCode"), commune!["latitude"]!.GetValue<double>()));
        var given = (await At("text: \"12 rue de Saussure\", latitude: 48.8876, longitude: 2.3072")).Result["place"];
        Assert.Equal(("GIVEN", "12 rue de Saussure", "75117"), (given.Text("precision"), given.Text("label"), given.Text("communeCode")));
        Assert.Equal("GIVEN", (await At("latitude: 48.8876, longitude: 2.3072")).Result["place"].Text("precision"));

        var ambiguous = await At("text: \"Paris\"");
        Assert.Equal(("ADDRESS_NOT_FOUND", "resident.address"), (ambiguous.Refused, ambiguous.Field));
        Assert.Contains(ambiguous.Suggestions, s => s.Contains("Paris", StringComparison.Ordinal));
        var mistyped = await At("text: \"maubeuje\"");
        Assert.Equal("ADDRESS_NOT_FOUND", mistyped.Refused);
        Assert.Contains(mistyped.Suggestions, s => s.Contains("Maubeuge", StringComparison.Ordinal));
        Assert.InRange(mistyped.Suggestions.Count, 1, 5);

        foreach (var (address, code) in new[]
                 {
                     ("text: \"75017 Lyon\"", "ADDRESS_NOT_FOUND"), ("text: \"1000 Bruxelles, Belgique\"", "ADDRESS_ABROAD"), ("latitude: 50.85, longitude: 4.35", "ADDRESS_ABROAD"),
                     ("latitude: 48.8876", "INVALID_COORDINATES"), ("latitude: 91, longitude: 2", "INVALID_COORDINATES"), ("text: \"ab\"", "INVALID_TEXT"),
                 })
            Assert.Equal(code, (await At(address)).Refused);
        Assert.Equal(3, (await hood.Coordinator("{ helpRequests { nodes { id } } }"))["helpRequests"]!["nodes"]!.AsArray().Count);
    }
}
