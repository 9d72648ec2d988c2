using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Calling;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Scams;

/// <summary>A text that sounds like a swindle stands in the list of what needs a person, and nothing else happens.</summary>
public sealed class TheQuietFlag
{
    private static async Task<IReadOnlyList<JsonNode>> Flags(Neighbourhood hood, string coordinator = Neighbourhood.CoordinatorPhone) =>
        [.. (await hood.Ask("{ needsPerson { items(first: 50) { what id who phone text words reason } } }", coordinator))["needsPerson"]!["items"]!.AsArray().Where(n => n.Text("what") == "SCAM_WORDS").Select(n => n!)];

    [Fact]
    public async Task An_SMS_is_answered_as_ever_and_a_coordinator_reads_the_words()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var before = hood.Telephones.To(amina).Count;
        await hood.Writes(Neighbourhood.JeannesPhone, "Bonjour, Amina me demande ma carte bleue pour payer");
        var flag = Assert.Single(await Flags(hood));
        Assert.Equal(("Jeanne, demande de l'aide", Neighbourhood.JeannesPhone, "demande ma carte bleue"), (flag.Text("who"), flag.Text("phone"), Assert.Single(flag.Texts("words"))));
        Assert.Contains("carte bancaire", flag.Text("reason"), StringComparison.Ordinal);
        Assert.Contains("Amina me demande", flag.Text("text"), StringComparison.Ordinal);
        // The same answer as to any own words; nobody else hears of it, the visit stands.
        Assert.Contains("votre message est bien noté", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        Assert.Equal(before, hood.Telephones.To(amina).Count);
        Assert.Equal("PLANNED", (await hood.Coordinator($$"""{ visit(id: "{{visit}}") { state } }"""))["visit"].Text("state"));

        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"markScamSeen(flagId: \"{flag.Text("id")}\")", "done { ok }")).Refused);
        Assert.Empty(await Flags(hood));
        hood.Clock.Advance(TimeSpan.FromDays(31));
        await hood.Settle();
        Assert.Equal(0, await hood.Sql(db => db.ScamFlags.CountAsync()));
    }

    [Fact]
    public async Task A_sentence_of_a_request_and_words_on_the_telephone_are_looked_at_too()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Does(Neighbourhood.CoordinatorPhone, $$"""
            askForHelp(input: { resident: { firstName: "Jeanne", phone: "+33199001234", address: { text: "12 rue de Saussure, 75017 Paris", {{hood.Center}} } },
              category: DIGITAL_SECURITY, sentence: "Un monsieur veut mon code secret.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] })
            """, "helpRequest { id state }");
        var call = await PhoneCall.From(hood, "+33199001299");
        await call.Presses("1");
        await call.Says("il m'a fait acheter des cartes cadeaux");
        var flags = await Flags(hood);
        Assert.Equal(["+33199001234", "+33199001299"], flags.Select(f => f.Text("phone")));
        Assert.Equal(["monsieur veut mon code secret", "cartes cadeaux"], flags.SelectMany(f => f.Texts("words")));
    }

    [Fact]
    public async Task Ordinary_texts_raise_nothing_and_an_administrator_reads_no_word()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)} je suis prête, quel est le code de la porte ?");
        await hood.Writes(Neighbourhood.JeannesPhone, "Le code de la porte est 12B45");
        Assert.Empty(await Flags(hood));
        await hood.Writes(Neighbourhood.JeannesPhone, "ne dites rien à ma fille");
        var seen = (await hood.Ask($$"""{ needsPerson(associationId: "{{hood.AssociationId}}") { items(first: 50) { what phone text words reason } } }""", Neighbourhood.AdministratorPhone))["needsPerson"]!["items"]!
            .AsArray().Single(n => n.Text("what") == "SCAM_WORDS")!;
        Assert.Equal((null, null, 0), (seen["phone"]?.ToString(), seen["text"]?.ToString(), seen.Texts("words").Count));
    }

    [Fact]
    public async Task What_a_stranger_wrote_goes_with_the_draft_to_the_association_that_is_near()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Une autre association", "+33639980005", "{ latitude: 48.1, longitude: -1.7, radiusMetres: 20000 }");
        var stranger = hood.NextPhone();
        await hood.Writes(stranger, "Il me demande mon code secret, aidez-moi");
        Assert.Empty(await Flags(hood));
        await hood.Writes(stranger, "75017");
        Assert.Equal(stranger, Assert.Single(await Flags(hood)).Text("phone"));
        Assert.Empty(await Flags(hood, "+33639980005"));
    }
}
