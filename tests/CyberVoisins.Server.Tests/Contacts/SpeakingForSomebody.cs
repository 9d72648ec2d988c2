using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Contacts;

/// <summary>Relatives and guardians: several, each with what they may do and until when.</summary>
public sealed class SpeakingForSomebody
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Resident = "resident { id contacts { id firstName phone scopes until } consents { purpose channel on text withdrawnAt withdrawnBy byGuardian } }";

    private static async Task<string> IdOfJeanne(Neighbourhood hood, JsonNode request) =>
        (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");

    private static Task<Done> Adds(Neighbourhood hood, string resident, string phone, string scopes, string rest = ", channel: DESK", string who = Nadia, string name = "Luc") =>
        hood.Does(who, $"addContact(input: {{ residentId: \"{resident}\", firstName: \"{name}\", phone: \"{phone}\", scopes: [{scopes}] {rest} }})", Resident);

    private static async Task<IReadOnlyList<JsonNode>> SpokenFor(Neighbourhood hood, string phone) =>
        [.. (await hood.Ask("{ spokenFor { contactId residentId firstName scopes visits { id start } } }", phone))["spokenFor"]!.AsArray().Select(s => s!)];

    [Fact]
    public async Task Each_contact_sees_and_does_what_the_scope_says_and_no_more()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        var request = await hood.AsksForJeanne();
        var jeanne = await IdOfJeanne(hood, request);
        var (asks, told, cancels, nobody) = (hood.NextPhone(), hood.NextPhone(), hood.NextPhone(), hood.NextPhone());
        foreach (var (phone, scope) in new[] { (asks, "MAY_ASK"), (told, "MAY_BE_TOLD"), (cancels, "MAY_CANCEL") })
            Assert.Null((await Adds(hood, jeanne, phone, scope)).Refused);

        // Told, while the person consents: the kind of news, no place and no code.
        var (_, visit, code) = await hood.HasVisit(amina, request);
        Assert.Equal("Les Voisins du 17e 01 99 00 17 17: Amina aide Jeanne ven. 27/11 à 14h00. STOP: plus de SMS.", Assert.Single(hood.Telephones.To(told)));
        Assert.DoesNotContain(hood.Telephones.To(asks).Concat(hood.Telephones.To(cancels)), b => b.Contains("Amina", StringComparison.Ordinal));
        Assert.Empty((await SpokenFor(hood, asks)).Single()["visits"]!.AsArray());
        Assert.Equal(visit, Assert.Single((await SpokenFor(hood, told)).Single()["visits"]!.AsArray()).Text("id"));
        Assert.Empty(await SpokenFor(hood, nobody));
        // Whoever is told reads neither the visit itself nor the resident.
        Assert.Null((await hood.Ask($$"""{ visit(id: "{{visit}}") { address code } }""", told))["visit"]);
        Assert.Equal("NOT_FOUND", (await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\" }})", told)).Refused);
        Assert.Equal("NOT_FOUND", (await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\" }})", asks)).Refused);

        Assert.Equal("NOT_FOUND", (await hood.AsksForHelp(told, null, $", residentId: \"{jeanne}\"")).Refused);
        var asked = await hood.AsksForHelp(asks, null, $", residentId: \"{jeanne}\"");
        // Asks for the person herself, whose record stays closed.
        Assert.Equal(("RELATIVE", null), (asked.Result.Text("author"), asked.Result["resident"]));
        Assert.Equal(jeanne, await IdOfJeanne(hood, asked.Result));

        Assert.Equal("CANCELLED", (await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\" }})", cancels)).Result.Text("state"));
        Assert.Equal("Les Voisins du 17e 01 99 00 17 17: la visite prévue pour Jeanne ven. 27/11 à 14h00 n'aura pas lieu.", hood.Telephones.To(told)[^1]);
        Assert.NotEqual("", code);
    }

    [Fact]
    public async Task A_contact_who_may_only_ask_learns_neither_the_address_nor_the_word_and_nothing_at_all_once_ended()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        var jeanne = await IdOfJeanne(hood, await hood.AsksForJeanne());
        var marc = hood.NextPhone();
        await Adds(hood, jeanne, marc, "MAY_ASK", name: "Marc");
        var asked = (await hood.AsksForHelp(marc, null, $", residentId: \"{jeanne}\"")).Result;
        var (_, visit, _) = await hood.HasVisit(amina, asked);
        var sees = $$"""{ helpRequest(id: "{{asked.Text("id")}}") { state place { label latitude longitude precision } visits { id codeWord address start } } visit(id: "{{visit}}") { codeWord address meetingPoint } }""";

        var seen = await hood.Ask(sees, marc);
        var place = seen["helpRequest"]!["place"]!;
        Assert.Equal(("75017 Paris", "COMMUNE"), (place.Text("label"), place.Text("precision")));
        Assert.NotEqual(48.8846, place["latitude"]!.GetValue<double>());
        Assert.Equal((null, null), (seen["visit"]!["codeWord"], seen["visit"]!["address"]));
        Assert.Null(seen["helpRequest"]!["visits"]![0]!["codeWord"]);
        var coordinators = (await hood.Coordinator(sees))["visit"]!;
        Assert.NotNull(coordinators["codeWord"]);
        // Asking is not acting in the person's place.
        foreach (var act in new[] { $"cancelVisit(input: {{ visitId: \"{visit}\" }})", $"confirmVisit(input: {{ visitId: \"{visit}\", tookPlace: true }})", $"thankVolunteer(input: {{ visitId: \"{visit}\" }})", $"moveVisit(input: {{ visitId: \"{visit}\", windows: [{{ start: \"2026-12-01T14:00:00+01:00\", end: \"2026-12-01T18:00:00+01:00\" }}] }})" })
            Assert.Equal("NOT_FOUND", (await hood.OnVisit(act, marc)).Refused);

        var contact = (await SpokenFor(hood, marc)).Single().Text("contactId");
        Assert.Null((await hood.Does(Nadia, $"endContact(contactId: \"{contact}\")", "done { ok }")).Refused);
        var after = await hood.Ask(sees, marc);
        Assert.Equal((null, null), (after["helpRequest"], after["visit"]));
        Assert.Equal("NOT_FOUND", (await hood.Does(marc, $"cancelRequest(requestId: \"{asked.Text("id")}\")", "helpRequest { id }")).Refused);
    }

    [Fact]
    public async Task A_scope_ends_on_its_day_or_when_anybody_of_the_three_ends_it()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var jeanne = await IdOfJeanne(hood, await hood.AsksForJeanne());
        var (luc, eve) = (hood.NextPhone(), hood.NextPhone());
        Assert.Equal("INVALID_DATE", (await Adds(hood, jeanne, luc, "MAY_ASK", ", channel: PAPER, lastDay: \"2026-11-23\"")).Refused);
        Assert.Equal("CHANNEL_NEEDED", (await Adds(hood, jeanne, luc, "MAY_ASK", "")).Refused);
        Assert.Equal("MOBILE_NEEDED", (await Adds(hood, jeanne, "01 99 00 12 34", "MAY_ASK")).Refused);
        var added = (await Adds(hood, jeanne, luc, "MAY_ASK", ", channel: PAPER, lastDay: \"2026-11-25\"")).Result;
        Assert.Equal("2026-11-25T23:00:00Z", Assert.Single(added["contacts"]!.AsArray()).Text("until"));
        await Adds(hood, jeanne, eve, "MAY_ASK", name: "Eve");
        Assert.Single(await SpokenFor(hood, luc));
        await hood.PassesUntil("2026-11-26T00:30:00+01:00");
        Assert.Empty(await SpokenFor(hood, luc));
        Assert.Equal("NOT_FOUND", (await hood.AsksForHelp(luc, null, $", residentId: \"{jeanne}\"")).Refused);

        var own = (await SpokenFor(hood, eve)).Single().Text("contactId");
        Assert.Equal("NOT_FOUND", (await hood.Does(luc, $"endContact(contactId: \"{own}\")", "done { ok }")).Refused); // not by somebody else
        Assert.Null((await hood.Does(eve, $"endContact(contactId: \"{own}\")", "done { ok }")).Refused);
        Assert.Empty(await SpokenFor(hood, eve));
    }

    [Fact]
    public async Task Said_again_it_replaces_and_five_are_the_most()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var jeanne = await IdOfJeanne(hood, await hood.AsksForJeanne());
        var luc = hood.NextPhone();
        await Adds(hood, jeanne, luc, "MAY_ASK");
        var again = (await Adds(hood, jeanne, luc, "MAY_CANCEL")).Result;
        Assert.Equal(["MAY_CANCEL"], Assert.Single(again["contacts"]!.AsArray()).Texts("scopes"));
        for (var i = 0; i < 4; i++) Assert.Null((await Adds(hood, jeanne, hood.NextPhone(), "MAY_ASK")).Refused);
        Assert.Equal("INVALID_LIST", (await Adds(hood, jeanne, hood.NextPhone(), "MAY_ASK")).Refused);
        Assert.Null((await Adds(hood, jeanne, luc, "MAY_ASK")).Refused);
    }

    [Fact]
    public async Task The_relative_who_asked_first_is_the_first_contact_and_ending_it_ends_that_too()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var luc = hood.NextPhone();
        var request = await hood.AsksForJeanne("+33 1 99 00 12 34", residentExtra: $$""", relative: { firstName: "Luc", phone: "{{luc}}" }""");
        var contact = (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { relativeFirstName contacts { id firstName phone scopes } } } }"""))["helpRequest"]!["resident"]!;
        Assert.Equal("Luc", contact.Text("relativeFirstName"));
        var first = Assert.Single(contact["contacts"]!.AsArray());
        Assert.Equal((luc, "MAY_ASK MAY_BE_TOLD MAY_CANCEL"), (first.Text("phone"), string.Join(' ', first.Texts("scopes"))));
        await hood.Does(Nadia, $"endContact(contactId: \"{first.Text("id")}\")", "done { ok }");
        Assert.Equal(0, await hood.Sql(db => db.Residents.CountAsync(r => r.RelativePhone != null)));
    }

    [Fact]
    public async Task The_person_manages_their_own_and_nobody_elses()
    {
        await using var hood = await Neighbourhood.Start();
        const string Rose = "+33639985200";
        await hood.HasVolunteer("Amina");
        var own = await hood.AsksForHelp(Rose, $"firstName: \"Rose\", phone: \"{Rose}\", address: {{ latitude: 48.8894, longitude: 2.3072 }}");
        var rose = own.Result["resident"].Text("id");
        var jeanne = await IdOfJeanne(hood, await hood.AsksForJeanne());
        var luc = hood.NextPhone();
        Assert.Equal("NOT_FOUND", (await Adds(hood, jeanne, luc, "MAY_ASK", "", Rose)).Refused);
        Assert.Equal("FORBIDDEN", (await Adds(hood, rose, luc, "MAY_BE_TOLD", ", channel: PAPER", Rose)).Refused); // one's own word is on the web
        var added = (await Adds(hood, rose, luc, "MAY_BE_TOLD", "", Rose)).Result;
        var consent = Assert.Single(added["consents"]!.AsArray());
        Assert.Equal(("TELL_CONTACTS", "WEB", "2026-11-24", 1), (consent.Text("purpose"), consent.Text("channel"), consent.Text("on"), consent.Number("text")));
        // A contact reads neither the other contacts nor the consents.
        Assert.Null((await hood.Ask($$"""{ helpRequest(id: "{{own.Result.Text("id")}}") { id } }""", luc))["helpRequest"]);
        Assert.Null((await hood.Does(Rose, $"endContact(contactId: \"{added["contacts"]![0].Text("id")}\")", "done { ok }")).Refused);
    }

    /// <summary>Anybody can give a stranger's number: it gets the first SMS, with how to get no more, and of a visit that moves again and again one a day.</summary>
    [Fact]
    public async Task A_visit_that_moves_again_and_again_is_told_to_a_contact_once_a_day()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        var request = await hood.AsksForJeanne();
        var (_, visit, _) = await hood.HasVisit(amina, request);
        var stranger = hood.NextPhone();
        Assert.Null((await Adds(hood, await IdOfJeanne(hood, request), stranger, "MAY_BE_TOLD")).Refused);
        foreach (var day in new[] { "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04" })
            Assert.Null((await hood.OnVisit($"moveVisit(input: {{ visitId: \"{visit}\", windows: [{{ start: \"{day}T10:00:00+01:00\", end: \"{day}T12:00:00+01:00\" }}] }})", Neighbourhood.JeannesPhone)).Refused);
        Assert.EndsWith("lun. 30/11 à 10h00. STOP: plus de SMS.", Assert.Single(hood.Telephones.To(stranger)), StringComparison.Ordinal);
        // The day after it is told as it is then: once, and not how it was in between.
        await hood.Passes(Duration.FromHours(30));
        Assert.EndsWith("ven. 04/12 à 10h00.", hood.Telephones.To(stranger)[^1], StringComparison.Ordinal);
        Assert.Equal(2, hood.Telephones.To(stranger).Count);
        await hood.Writes(stranger, "STOP");
        await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\" }})");
        Assert.DoesNotContain(hood.Telephones.To(stranger), b => b.Contains("n'aura pas lieu", StringComparison.Ordinal));
    }
}
