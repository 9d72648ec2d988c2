using System.Security.Cryptography;
using CyberVoisins.Server.Map;
using CyberVoisins.Server.Sealing;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Sealing;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>A person erased: nothing readable is left of them, even with the keys; what is counted stays, and the journal still holds.</summary>
public sealed class ErasingAPerson
{
    /// <summary>Jeanne was helped by Amina, told something in her own words, and it is over.</summary>
    internal static async Task<(Neighbourhood Hood, string Amina, string AminaId, string JeanneId)> AfterAVisit()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Zéphyrine");
        var request = await hood.AsksForJeanne(name: "Cunégonde", residentExtra: ", relative: { firstName: \"Anselme\", phone: \"+33639984321\" }");
        var (_, _, code) = await hood.HasVisit(amina, request);
        await hood.Ask("{ me { signedIn } }", amina);
        await hood.PassesUntil("2026-11-27T16:00:00+01:00");
        await hood.Writes(amina, $"FAIT {code} 30");
        await hood.Writes(Neighbourhood.JeannesPhone, "Merci pour tout, madame Lefèvre");
        foreach (var draft in (await hood.Coordinator("{ drafts(state: OPEN) { nodes { id } } }"))["drafts"]!["nodes"]!.AsArray())
            await hood.Does(Neighbourhood.CoordinatorPhone, $"dismissDraft(input: {{ draftId: \"{draft.Text("id")}\", motive: \"un merci de Cunégonde\" }})", "draft { id }");
        var jeanne = (await hood.Coordinator($$"""{ helpRequest(id: "{{request["id"]}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");
        return (hood, amina, await hood.IdOf(amina), jeanne);
    }

    /// <summary>Every value of the database, the sealed ones opened.</summary>
    internal static async Task<string> Opened(Neighbourhood hood)
    {
        var seal = hood.Services.GetRequiredService<FieldSeal>();
        return string.Join('\n', (await WhatTheDatabaseTells.Everything(hood)).Select(v =>
        {
            try
            {
                return $"{v.Column} {(v.Column == "DecisionSnapshots.Json" ? System.Text.Encoding.UTF8.GetString(Server.Decisions.ReadDecisions.Unpack(seal.OpenBytes(v.Value))) : seal.Open(v.Value))}";
            }
            catch (Exception e) when (e is CryptographicException or FormatException)
            {
                return $"{v.Column} {v.Value}";
            }
        }));
    }

    internal static void HoldsNone(string all, params string[] secrets)
    {
        foreach (var secret in secrets)
            Assert.Empty(all.Split('\n').Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(line => $"{secret}: {line[..Math.Min(line.Length, 120)]}"));
    }

    [Fact]
    public async Task A_resident_is_nobody_any_more()
    {
        var (hood, _, _, jeanne) = await AfterAVisit();
        await using var _1 = hood;
        var before = await Opened(hood);
        foreach (var secret in new[] { "Cunégonde", "Anselme", "639985000", "Saussure", "Lefèvre", "téléphone ne sonne" }) Assert.Contains(secret, before, StringComparison.OrdinalIgnoreCase);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }")).Refused);
        HoldsNone(await Opened(hood), "Cunégonde", "Anselme", "639985000", "639984321", "Saussure", "Lefèvre", "téléphone ne sonne");

        // What is counted stays: a request, a visit, its minutes.
        Assert.Equal((1, 1), (await hood.Sql(db => db.Requests.CountAsync()), await hood.Sql(db => db.Visits.CountAsync())));
        Assert.Equal(30, await hood.MinutesTaken());
        var check = (await hood.Coordinator("{ journalCheck { firstBroken } firstBrokenDecision }"));
        Assert.Null(check["journalCheck"]!["firstBroken"]);
        Assert.Null(check["firstBrokenDecision"]);
        var lines = await TheJournal.Lines(hood);
        Assert.Equal("erasePerson", lines.First(l => !l.Text("operation").StartsWith("read", StringComparison.Ordinal)).Text("operation"));
        Assert.Empty(await TheJournal.Lines(hood, $", residentId: \"{jeanne}\""));
        // Somebody new with that number is somebody new.
        await hood.AsksForJeanne(name: "Paulette", from: "2026-12-03T14:00:00+01:00", to: "2026-12-03T18:00:00+01:00");
        Assert.Equal(2, await hood.Sql(db => db.Residents.CountAsync()));
    }

    [Fact]
    public async Task A_volunteer_erases_herself_and_is_gone_from_the_index_and_from_what_decisions_read()
    {
        var (hood, amina, id, _) = await AfterAVisit();
        await using var _1 = hood;
        Assert.Contains("Zéphyrine", await Opened(hood), StringComparison.Ordinal);
        var account = await hood.Sql(db => db.Volunteers.Select(v => v.UserId).SingleAsync());
        Assert.Null((await hood.Does(amina, $"eraseVolunteer(volunteerId: \"{id}\")", "erased { rows }")).Refused);
        await hood.Settle();
        HoldsNone(await Opened(hood), "Zéphyrine", amina[3..]);
        Assert.False(await hood.Sql(db => db.Users.AnyAsync(u => u.Id == account)));
        Assert.DoesNotContain(id, string.Join('\n', (await Opened(hood)).Split('\n').Where(l => l.StartsWith("DecisionSnapshots", StringComparison.Ordinal))), StringComparison.OrdinalIgnoreCase);
        await using var scope = hood.Services.CreateAsyncScope();
        var map = scope.ServiceProvider.GetRequiredService<VolunteerMap>();
        Assert.Empty((await map.Search(new(Guid.Parse(hood.AssociationId)), new(48.8876, 2.3072), 50_000, new(Guid.Empty), 100, 0, CancellationToken.None)).Members);
        Assert.Null((await hood.Coordinator("{ journalCheck { firstBroken } }"))["journalCheck"]!["firstBroken"]);
    }

    [Fact]
    public async Task Nobody_is_erased_while_somebody_is_on_the_road()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.HasVisit(amina, request);
        var jeanne = (await hood.Coordinator($$"""{ helpRequest(id: "{{request["id"]}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");
        Assert.Equal("STILL_ENGAGED", (await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }")).Refused);
        Assert.Equal("STILL_ENGAGED", (await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseVolunteer(volunteerId: \"{await hood.IdOf(amina)}\")", "erased { rows }")).Refused);
    }

    [Fact]
    public async Task What_a_round_forgets_is_told_in_the_services_journal()
    {
        var (hood, _, _, _) = await AfterAVisit();
        await using var _1 = hood;
        await hood.Passes(Duration.FromDays(40));
        var lines = await TheJournal.Lines(hood, who: Neighbourhood.AdministratorPhone);
        var texts = lines.Where(l => l.Text("operation") == "forget texts").ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, l => Assert.Equal("SERVICE", l.Text("actor")));
        Assert.Contains("\"rows\":\"", texts[0].Text("line"), StringComparison.Ordinal);
    }
}
