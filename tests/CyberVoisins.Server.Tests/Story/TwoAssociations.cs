using System.Text.Json.Nodes;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Two associations share a town, perhaps a volunteer, and never each other's people.</summary>
public sealed class TwoAssociations
{
    private const string Other = "+33639980003";
    private const string Circle = "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 2000 }";

    private static async Task<(Neighbourhood Hood, string Batignolles)> Town()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        return (hood, await hood.HasAssociation("Entraide Batignolles", Other, Circle, "{ waveSize: 1 }"));
    }

    /// <summary>Vouched for by both associations, under one telephone.</summary>
    private static async Task<string> AVolunteerOfBoth(Neighbourhood hood, string batignolles)
    {
        var amina = await hood.HasVolunteer("Amina");
        var there = (await hood.SignsUp(Other, "Amina", rest: $", phone: \"{amina}\"", association: batignolles)).Result.Text("id");
        Assert.Null((await hood.Does(Other, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(there)} }})", "volunteer { state }")).Refused);
        return amina;
    }

    private static async Task<string> CodeFrom(Neighbourhood hood, string coordinator) =>
        (await hood.Ask("{ offers(state: PENDING) { nodes { code } } }", coordinator))["offers"]!["nodes"]![0].Text("code");

    [Fact]
    public async Task A_volunteer_of_both_gives_an_hour_to_each_and_is_answered_by_the_one_it_concerns()
    {
        var (hood, batignolles) = await Town();
        await using var _ = hood;
        var amina = await AVolunteerOfBoth(hood, batignolles);
        await hood.AsksForJeanne();
        Assert.Null((await hood.AsksForHelp(Other, "firstName: \"Paul\", phone: \"+33639985009\", address: { text: \"75017 Paris\" }", association: batignolles)).Refused);
        var (here, there) = (await CodeFrom(hood, Neighbourhood.CoordinatorPhone), await CodeFrom(hood, Other));
        await hood.Writes(amina, "oui");
        Assert.Contains(here, hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains(there, hood.Telephones.To(amina)[^1], StringComparison.Ordinal);

        await hood.Writes(amina, $"NON {there}");
        Assert.StartsWith("Entraide Batignoll", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains(await hood.Messages("DELIVERED", Other), m => m.Text("kind") == "REPLY" && m.Text("body").Contains("merci d'avoir répondu", StringComparison.Ordinal));
        Assert.DoesNotContain(await hood.Messages("DELIVERED"), m => m.Text("body").Contains("merci d'avoir répondu", StringComparison.Ordinal));
        await hood.Writes(amina, $"OUI {here}");
        Assert.StartsWith("Les Voisins du 17e 01 99 00 17 17: merci, vous aidez", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);

        var own = (await hood.Ask("{ volunteers { nodes { minutesLeftThisMonth association { name } } } }", amina))["volunteers"]!["nodes"]!.AsArray();
        Assert.Equal([("Entraide Batignolles", 60), ("Les Voisins du 17e", 30)], own.Select(v => (v!["association"].Text("name"), v.Number("minutesLeftThisMonth"))).Order());
    }

    [Fact]
    public async Task A_volunteer_of_both_is_never_in_two_places_at_once()
    {
        var (hood, batignolles) = await Town();
        await using var _ = hood;
        var amina = await AVolunteerOfBoth(hood, batignolles);
        const string Fourteen = "windows: [{ start: \"2026-11-27T14:00:00+01:00\", end: \"2026-11-27T14:30:00+01:00\" }]";
        async Task<JsonNode> Batignolles(string phone) => (await hood.Does(Other, $$"""
            askForHelp(input: { resident: { firstName: "Paul", phone: "{{phone}}", address: { text: "75017 Paris" } }, category: DEVICE_BASICS, sentence: "Mon téléphone.", minutes: 30, modes: [AT_HOME], {{Fourteen}} })
            """, "helpRequest { id state escalation }")).Result;
        var jeanne = await hood.AsksForJeanne(to: "2026-11-27T14:30:00+01:00");
        await Batignolles("+33639985009");
        var (here, there) = (await CodeFrom(hood, Neighbourhood.CoordinatorPhone), await CodeFrom(hood, Other));

        // Both yeses are understood at the same time.
        await Task.WhenAll(hood.Delivers(amina, $"OUI {here}", $"SM{1:x32}"), hood.Delivers(amina, $"OUI {there}", $"SM{2:x32}"));
        var ids = await hood.Sql(db => db.InboundMessages.Select(m => m.Id).ToListAsync());
        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            await using var scope = hood.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Messages.IInboundConversation>().Answer(id, CancellationToken.None);
        })));
        await hood.Settle();
        Assert.Equal(1, await hood.Sql(db => db.Visits.CountAsync(v => v.State == VisitState.Planned)));
        Assert.Contains(hood.Telephones.To(amina), b => b.Contains("déjà une visite à cette heure", StringComparison.Ordinal));

        // And nobody asks her for that hour any more.
        if ((await hood.Request(jeanne)).Text("state") == "BOOKED") Assert.Equal("NOBODY_FREE_THEN", (await Batignolles("+33639985010")).Text("escalation"));
        else Assert.Equal("NOBODY_FREE_THEN", (await hood.AsksForJeanne(phone: "+33639985010", to: "2026-11-27T14:30:00+01:00")).Text("escalation"));
    }

    [Fact]
    public async Task A_code_is_new_for_the_telephone_whichever_association_gave_the_last()
    {
        var (hood, batignolles) = await Town();
        await using var _ = hood;
        await AVolunteerOfBoth(hood, batignolles);
        await hood.AsksForJeanne();
        var code = await CodeFrom(hood, Neighbourhood.CoordinatorPhone);
        await using var scope = hood.Services.CreateAsyncScope();
        var volunteer = (await hood.Sql(db => db.Volunteers.ToListAsync())).Single(v => v.AssociationId.ToString() == batignolles).Id;
        var taken = await scope.ServiceProvider.GetRequiredService<OfferCodes>().TakenBy([volunteer], Core.ResidentId.Of(Guid.Empty), CancellationToken.None);
        Assert.Contains(code, taken[volunteer]);
    }

    [Fact]
    public async Task Neither_sees_or_touches_anything_of_the_other()
    {
        var (hood, _) = await Town();
        await using var _1 = hood;
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne(phone: "01 99 00 12 34"));
        var request = (await hood.AsksForJeanne(phone: "+33639985001", name: "Paul")).Text("id");
        await hood.Writes(bruno, "euh ?");
        var (volunteer, call) = (await hood.IdOf(amina), (await hood.Messages("TO_CALL"))[0].Text("id"));
        var offer = (await hood.Coordinator("{ offers(state: PENDING) { nodes { id } } }"))["offers"]!["nodes"]![0].Text("id");

        foreach (var list in new[] { "helpRequests", "volunteers", "visits", "offers", "messages", "unclearMessages" })
        {
            Assert.Empty((await hood.Ask($"{{ {list} {{ nodes {{ id }} }} }}", Other))[list]!["nodes"]!.AsArray());
            Assert.NotEmpty((await hood.Coordinator($"{{ {list} {{ nodes {{ id }} }} }}"))[list]!["nodes"]!.AsArray());
        }
        var one = await hood.Ask($$"""{ helpRequest(id: "{{request}}") { id } volunteer(id: "{{volunteer}}") { id } visit(id: "{{visit}}") { id } }""", Other);
        Assert.All(["helpRequest", "volunteer", "visit"], name => Assert.Null(one[name]));
        Assert.Equal("NOT_FOUND", (await hood.Send($$"""{ matching(requestId: "{{request}}") { radiusMetres } }""", Other))["errors"]![0]!["extensions"].Text("code"));

        var mine = (await hood.AsksForHelp(Other, "firstName: \"Zoé\", phone: \"+33639985008\", address: { text: \"75017 Paris\" }", association: (await Me(hood)).Text("coordinatorOf"))).Result.Text("id");
        var before = await hood.Sql(async db => (await db.Requests.Select(r => r.State).ToListAsync(), await db.Volunteers.Select(v => v.State).ToListAsync(), await db.Visits.Select(v => v.Version).ToListAsync()));
        foreach (var (mutation, returns) in new[]
                 {
                     ($"updateVolunteer(input: {{ volunteerId: \"{volunteer}\", firstName: \"X\" }})", "volunteer { id }"),
                     // Outside the other's territory: the refusal must not tell that the volunteer exists.
                     ($"updateVolunteer(input: {{ volunteerId: \"{volunteer}\", address: {{ text: \"59440 Avesnelles\" }} }})", "volunteer { id }"),
                     ($"vouchForVolunteer(input: {{ volunteerId: \"{volunteer}\" }})", "volunteer { id }"),
                     ($"pauseVolunteer(volunteerId: \"{volunteer}\")", "volunteer { id }"), ($"resumeVolunteer(volunteerId: \"{volunteer}\")", "volunteer { id }"),
                     ($"suspendVolunteer(volunteerId: \"{volunteer}\")", "volunteer { id }"), ($"cancelRequest(requestId: \"{request}\")", "helpRequest { id }"),
                     ($"searchAgain(input: {{ requestId: \"{request}\" }})", "helpRequest { id }"),
                     ($"offerToVolunteer(input: {{ requestId: \"{request}\", volunteerId: \"{volunteer}\", motive: \"elle la connaît\" }})", "offer { id }"),
                     ($"offerToVolunteer(input: {{ requestId: \"{mine}\", volunteerId: \"{volunteer}\", motive: \"elle la connaît\" }})", "offer { id }"),
                     ($"acceptOffer(offerId: \"{offer}\")", "acceptance { outcome }"), ($"declineOffer(offerId: \"{offer}\")", "offer { id }"),
                     ($"moveVisit(input: {{ visitId: \"{visit}\", start: \"2026-11-30T10:00:00+01:00\" }})", "visit { id }"),
                     ($"cancelVisit(input: {{ visitId: \"{visit}\" }})", "visit { id }"), ($"reportVisit(input: {{ visitId: \"{visit}\", outcome: HAPPENED }})", "visit { id }"),
                     ($"markCalled(messageId: \"{call}\")", "message { id }"),
                 })
            Assert.Equal((mutation, "NOT_FOUND"), (mutation, (await hood.Does(Other, mutation, returns)).Refused));
        // What would write into the other association is an ordinary person's deed, and their telephone is not.
        Assert.Equal("FORBIDDEN", (await hood.SignsUp(Other, "Zoé", rest: $", phone: \"{hood.NextPhone()}\"")).Refused);
        Assert.Equal("FORBIDDEN", (await hood.AsksForHelp(Other, "firstName: \"Zoé\", phone: \"01 99 00 12 35\", address: { text: \"75017 Paris\" }")).Refused);
        Assert.Equal("FORBIDDEN", (await hood.Does(Other, $"addCoordinator(input: {{ associationId: \"{hood.AssociationId}\", firstName: \"Zoé\", phone: \"{hood.NextPhone()}\" }})", "__typename")).Refused);
        var after = await hood.Sql(async db => (await db.Requests.Select(r => r.State).ToListAsync(), await db.Volunteers.Select(v => v.State).ToListAsync(), await db.Visits.Select(v => v.Version).ToListAsync()));
        Assert.Equivalent(before, after);
    }

    [Fact]
    public async Task What_was_written_to_one_is_not_read_by_the_other_that_registers_the_number_afterwards()
    {
        var (hood, batignolles) = await Town();
        await using var _ = hood;
        var julie = await hood.HasVolunteer("Julie");
        await hood.Writes(julie, "Bonjour, Madeleine du 4 rue des Lilas est à l'hôpital, je fais quoi");
        Assert.Single(await Unclear(hood, Neighbourhood.CoordinatorPhone));
        Assert.Null((await hood.SignsUp(Other, "X", rest: $", phone: \"{julie}\"", association: batignolles)).Refused);
        Assert.Empty(await Unclear(hood, Other));
        Assert.Single(await Unclear(hood, Neighbourhood.CoordinatorPhone));
    }

    [Fact]
    public async Task What_a_volunteer_of_both_writes_is_read_by_the_one_that_wrote_last()
    {
        var (hood, batignolles) = await Town();
        await using var _ = hood;
        var amina = await AVolunteerOfBoth(hood, batignolles);
        await hood.AsksForJeanne();
        await hood.Writes(amina, "peut-être, chez qui ?");
        Assert.Equal((1, 0), ((await Unclear(hood, Neighbourhood.CoordinatorPhone)).Count, (await Unclear(hood, Other)).Count));
        Assert.StartsWith("Les Voisins du 17e", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Null((await hood.AsksForHelp(Other, "firstName: \"Paul\", phone: \"+33639985009\", address: { text: \"75017 Paris\" }", association: batignolles)).Refused);
        await hood.Writes(amina, "et celui-là, peut-être ?");
        Assert.Equal((1, 1), ((await Unclear(hood, Neighbourhood.CoordinatorPhone)).Count, (await Unclear(hood, Other)).Count));
    }

    private static async Task<JsonArray> Unclear(Neighbourhood hood, string coordinator) =>
        (await hood.Ask("{ unclearMessages { nodes { body } } }", coordinator))["unclearMessages"]!["nodes"]!.AsArray();

    private static async Task<JsonNode> Me(Neighbourhood hood) => (await hood.Ask("{ me { coordinatorOf } }", Other))["me"]!;
}
