using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Contacts;

/// <summary>What a volunteer may do in a visit, known to both before it; and what was done, read by the resident after it.</summary>
public sealed class TheMandate
{
    private const string Nadia = Neighbourhood.CoordinatorPhone, Rose = "+33639985200";
    private const string Told = "{ visits { nodes { id mandate mandateText done } } }";

    [Fact]
    public async Task It_is_chosen_with_the_request_and_both_ends_read_it()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForHelp(Rose, $"firstName: \"Rose\", phone: \"{Rose}\", address: {{ latitude: 48.8894, longitude: 2.3072 }}", ", mandate: SHOW");
        await hood.Settle();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        foreach (var end in new[] { amina, Rose })
        {
            var visit = (await hood.Ask(Told, end))["visits"]!["nodes"]![0];
            Assert.Equal("SHOW", visit.Text("mandate"));
            Assert.Equal("Montrer comment faire : la personne fait tout elle-même. Rien en son nom, jamais d'argent, jamais de mot de passe.", visit.Text("mandateText"));
        }
        var id = (await hood.Ask(Told, Rose))["visits"]!["nodes"]![0].Text("id");
        Assert.Contains("Montrer comment faire", (await hood.Opens($"/association/feuilles/visite/{id}", Nadia)).Html, StringComparison.Ordinal);
        Assert.NotNull(request.Result);
    }

    [Fact]
    public async Task What_was_done_is_written_by_the_volunteer_and_read_by_the_resident()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForHelp(Rose, $"firstName: \"Rose\", phone: \"{Rose}\", address: {{ latitude: 48.8894, longitude: 2.3072 }}");
        await hood.Settle();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var visit = (await hood.Ask(Told, amina))["visits"]!["nodes"]![0];
        Assert.Equal(("DO_TOGETHER", null), (visit.Text("mandate"), visit!["done"]));
        string Describe(string words) => $"describeVisit(input: {{ visitId: \"{visit.Text("id")}\", done: \"{words}\" }})";
        Assert.Equal("INVALID_TRANSITION", (await hood.OnVisit(Describe("pas encore"), amina)).Refused); // it has not taken place
        await hood.PassesUntil("2026-11-27T15:00:00+01:00");
        Assert.Equal("INVALID_TEXT", (await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit.Text("id")}\", outcome: RESIDENT_ABSENT, done: \"rien\" }})", amina)).Refused);
        Assert.Null((await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit.Text("id")}\", outcome: HAPPENED, done: \"La sonnerie est réglée. Reste la boîte vocale.\" }})", amina)).Refused);
        Assert.Equal("La sonnerie est réglée. Reste la boîte vocale.", (await hood.Ask(Told, Rose))["visits"]!["nodes"]![0].Text("done"));
        Assert.Equal("FORBIDDEN", (await hood.OnVisit(Describe("ce n'est pas vrai"), Rose)).Refused);
        Assert.Equal("INVALID_TEXT", (await hood.OnVisit(Describe(new string('x', 301)), amina)).Refused);
        Assert.Null((await hood.OnVisit(Describe("La sonnerie est réglée."), amina)).Refused); // most report by SMS, and write later
        Assert.Equal("La sonnerie est réglée.", (await hood.Ask(Told, Rose))["visits"]!["nodes"]![0].Text("done"));
    }
}
