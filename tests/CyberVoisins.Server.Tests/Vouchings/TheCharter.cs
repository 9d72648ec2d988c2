using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Vouchings;

/// <summary>A charter has versions, each is accepted with its text, and a new one asks again.</summary>
public sealed class TheCharter
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Volunteer = "volunteer { id charterVersion }";

    [Fact]
    public async Task Anybody_may_read_it_in_their_language_and_an_acceptance_names_the_French_text()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = hood.NextPhone();
        var id = (await hood.SignsUp(amina, "Amina")).Result.Text("id");
        const string Read = "{ associations { nodes { charter { version lines hash } } } }";
        var charter = (await hood.Ask(Read))["associations"]!["nodes"]![0]!["charter"];
        Assert.Equal(1, charter.Number("version"));
        Assert.Contains(charter.Texts("lines"), line => line.StartsWith("Je fais avec la personne, jamais à sa place.", StringComparison.Ordinal));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(charter.Texts("lines").Select(l => l + "\n"))))), charter.Text("hash"));
        var english = (await hood.Send(Read, language: "en"))["data"]!["associations"]!["nodes"]![0]!["charter"];
        Assert.Contains(english.Texts("lines"), line => line.StartsWith("I do things with the person", StringComparison.Ordinal));
        Assert.Equal(charter.Text("hash"), english.Text("hash"));

        var outdated = await hood.Does(amina, $"acceptCharter(input: {{ volunteerId: \"{id}\", version: 2 }})", Volunteer);
        Assert.Equal(("CHARTER_OUTDATED", "version"), (outdated.Refused, outdated.Field));
        Assert.Equal("FORBIDDEN", (await hood.Does(amina, $"acceptCharter(input: {{ volunteerId: \"{id}\", version: 1, channel: PAPER }})", Volunteer)).Refused);
        Assert.Equal("CHANNEL_NEEDED", (await hood.Does(Nadia, $"acceptCharter(input: {{ volunteerId: \"{id}\", version: 1 }})", Volunteer)).Refused);
        for (var twice = 0; twice < 2; twice++)
            Assert.Equal(1, (await hood.Does(amina, $"acceptCharter(input: {{ volunteerId: \"{id}\", version: 1 }})", Volunteer)).Result.Number("charterVersion"));
        var acceptance = await hood.Sql(db => db.CharterAcceptances.SingleAsync());
        Assert.Equal((charter.Text("hash"), "Web", null), (acceptance.TextHash, acceptance.Channel.ToString(), acceptance.RecordedByUserId));
        // Accepted on the web: the association need not have a paper signed.
        Assert.Null((await hood.Does(Nadia, $"vouchForVolunteer(input: {{ volunteerId: \"{id}\" }})", Volunteer)).Refused);
    }

    [Fact]
    public async Task Published_again_for_a_wrong_word_it_shuts_nobody_out()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        foreach (var text in new[] { "Je porte le bagde.", "Je porte le badge." }) await hood.Does(Nadia, $"publishCharter(input: {{ additions: [\"{text}\"] }})", "association { id }");
        await hood.PassesUntil("2026-12-21T10:00:00+01:00");
        await hood.AsksForJeanne(from: "2026-12-23T14:00:00+01:00", to: "2026-12-23T18:00:00+01:00");
        Assert.Contains("Répondez OUI", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        await hood.PassesUntil("2026-12-25T10:00:00+01:00");
        Assert.Equal("ESCALATED", (await hood.AsksForJeanne("+33639985001", name: "Paul", from: "2026-12-28T14:00:00+01:00", to: "2026-12-28T18:00:00+01:00")).Text("state"));
    }

    [Fact]
    public async Task A_new_version_leaves_30_days_then_asks_nobody_who_did_not_accept_it()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 900));
        var published = await hood.Does(Nadia, "publishCharter(input: { additions: [\"Je porte le badge de l'association.\", \"Pas de visite après 20 h.\"] })", "association { charter { version lines additions } }");
        var charter = published.Result["charter"];
        Assert.Equal(["Je porte le badge de l'association.", "Pas de visite après 20 h."], charter.Texts("additions"));
        Assert.Equal(charter.Texts("lines").TakeLast(2), charter.Texts("additions"));
        Assert.Equal((2, "Pas de visite après 20 h."), (charter.Number("version"), charter.Texts("lines")[^1]));
        // Nobody is vouched for on the old text.
        var chloé = await hood.HasVolunteer("Chloé", vouched: false, categories: "[EMAIL]");
        await hood.Does(Nadia, $"acceptCharter(input: {{ volunteerId: \"{await hood.IdOf(chloé)}\", version: 2, channel: DESK }})", Volunteer);
        Assert.Null((await hood.Does(Nadia, $"vouchForVolunteer(input: {{ volunteerId: \"{await hood.IdOf(chloé)}\" }})", Volunteer)).Refused);

        await hood.AsksForJeanne();
        Assert.Contains("Répondez OUI", hood.Telephones.To(amina)[^1], StringComparison.Ordinal); // within the 30 days, the old one still counts
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        await hood.Writes(bruno, $"NON {hood.CodeOf(bruno)}");
        await hood.Does(bruno, $"acceptCharter(input: {{ volunteerId: \"{await hood.IdOf(bruno)}\", version: 2 }})", Volunteer);
        await hood.PassesUntil("2026-12-25T10:00:00+01:00");
        var request = await hood.AsksForJeanne("+33639985001", name: "Paul", from: "2026-12-28T14:00:00+01:00", to: "2026-12-28T18:00:00+01:00");
        Assert.Equal(bruno, Assert.Single((await hood.Request(request))["offers"]!.AsArray())!["volunteer"].Text("phone"));
        var refused = (await hood.Coordinator($$"""{ matching(requestId: "{{request.Text("id")}}") { refused { volunteer { firstName } reasons { rule change { sentence } } } } }"""))["matching"]!["refused"]!.AsArray().Single(r => r!["volunteer"].Text("firstName") == "Amina");
        Assert.Equal(("CHARTER_ACCEPTED", "accepter la charte"), (Assert.Single(refused!["reasons"]!.AsArray()).Text("rule"), refused["reasons"]![0]!["change"].Text("sentence")));
    }
}
