using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Journals;

/// <summary>What the staff did and read, and what was decided, remains written: for the association, and for whoever asks it.</summary>
public sealed class TheJournal
{
    private const string Fields = "sequence at actor by { firstName kind } operation about { alias kind firstName } things fields line hash";

    private static readonly string[] Secrets = ["Amina", "Jeanne", "Anselme", "Nadia", "63998", "Saussure", "48.88", "téléphone ne sonne", "qui êtes"];

    internal static async Task<IReadOnlyList<JsonNode>> Lines(Neighbourhood hood, string arguments = "", string? who = Neighbourhood.CoordinatorPhone) =>
        [.. (await hood.Ask($$"""{ journal(first: 100{{arguments}}) { nodes { {{Fields}} } } }""", who))["journal"]!["nodes"]!.AsArray().Select(l => l!)];

    [Fact]
    public async Task What_a_coordinator_did_is_a_line_with_the_person_and_what_changed()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.Does(Neighbourhood.CoordinatorPhone, $"suspendVolunteer(volunteerId: \"{await hood.IdOf(amina)}\")", "volunteer { state }");
        var suspended = (await Lines(hood)).First(l => l.Text("operation") == "suspendVolunteer");
        Assert.Equal("COORDINATOR", suspended.Text("actor"));
        Assert.Equal("Nadia", suspended["by"].Text("firstName"));
        Assert.Contains("Volunteer.State", suspended.Texts("fields"));
        Assert.Equal("Amina", suspended["about"]!.AsArray().Single(p => p.Text("kind") == "VOLUNTEER").Text("firstName"));
        Assert.Single(await Lines(hood), l => l.Text("operation") == "vouchForVolunteer");
    }

    [Fact]
    public async Task A_refused_deed_leaves_no_line()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.IdOf(await hood.HasVolunteer("Amina"));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, $"resumeVolunteer(volunteerId: \"{amina}\")", "volunteer { state }")).Refused);
        Assert.DoesNotContain(await Lines(hood), l => l.Text("operation") == "resumeVolunteer");
    }

    [Fact]
    public async Task What_a_coordinator_read_is_a_line_before_the_answer_leaves_and_not_again_for_a_quarter_of_an_hour()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var request = (await hood.AsksForJeanne()).Text("id");
        var document = $$"""{ helpRequest(id: "{{request}}") { sentence resident { firstName phone } } }""";
        async Task<List<JsonNode>> Reads() => [.. (await Lines(hood)).Where(l => l.Text("operation") == "read helpRequest")];

        await hood.Coordinator(document);
        var read = Assert.Single(await Reads());
        Assert.Equal(["HelpRequest.sentence", "Resident.firstName", "Resident.phone"], read.Texts("fields"));
        Assert.Equal("Jeanne", read["about"]![0].Text("firstName"));
        await hood.Coordinator(document);
        Assert.Single(await Reads());
        // Something new is told at once, and only that.
        await hood.Coordinator($$"""{ helpRequest(id: "{{request}}") { sentence place { label } } }""");
        Assert.Equal(["HelpRequest.place"], (await Reads())[0].Texts("fields"));
        hood.Clock.Advance(TimeSpan.FromMinutes(15));
        await hood.Coordinator(document);
        Assert.Equal(3, (await Reads()).Count);
    }

    [Fact]
    public async Task What_people_read_about_themselves_is_nobodys_business()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.Ask("{ volunteers { nodes { firstName phone } } }", amina);
        Assert.DoesNotContain(await Lines(hood), l => l.Text("operation").StartsWith("read", StringComparison.Ordinal) && l.Text("actor") != "COORDINATOR");
    }

    [Fact]
    public async Task A_decision_and_the_yes_that_follows_are_lines_with_the_hash_of_the_record()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var lines = await Lines(hood);
        var decided = lines.Where(l => l.Text("operation") == "decide").ToList();
        Assert.All(decided, l => Assert.Equal("SERVICE", l.Text("actor")));
        var hashes = await hood.Sql(db => db.Decisions.Select(d => d.Hash).ToListAsync());
        Assert.Equal(hashes.Order(), decided.Select(l => JsonNode.Parse(l.Text("line"))!["facts"].Text("decision")).Order());
        var yes = lines.Single(l => l.Text("operation") == "sms Yes");
        Assert.Equal("TELEPHONE", yes.Text("actor"));
        Assert.Null(yes["by"]);
        Assert.Contains("Visit+", yes.Texts("fields"));
        Assert.Equal(["Amina", "Jeanne"], yes["about"]!.AsArray().Select(p => p.Text("firstName")).Order());
        Assert.Contains($"helpRequest:{request.Text("id")}", yes.Texts("things"));
    }

    [Fact]
    public async Task The_lines_about_one_person_are_found()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, bruno) = (await hood.IdOf(await hood.HasVolunteer("Amina")), await hood.IdOf(await hood.HasVolunteer("Bruno")));
        await hood.Does(Neighbourhood.CoordinatorPhone, $"pauseVolunteer(volunteerId: \"{bruno}\")", "volunteer { state }");
        Assert.Contains(await Lines(hood, $", volunteerId: \"{bruno}\""), l => l.Text("operation") == "pauseVolunteer");
        Assert.DoesNotContain(await Lines(hood, $", volunteerId: \"{amina}\""), l => l.Text("operation") == "pauseVolunteer");
    }

    [Fact]
    public async Task Nothing_in_it_names_anybody()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne(residentExtra: ", relative: { firstName: \"Anselme\", phone: \"+33639984321\" }");
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        await hood.Request(request);
        await hood.Coordinator("{ messages(first: 100) { nodes { to body } } visits { nodes { address meetingPoint code } } volunteers { nodes { place { label latitude } } } }");
        await hood.Writes("+33639984444", "qui êtes-vous donc, Amina ?");
        await hood.Coordinator("{ needsPerson { items { who phone text } } drafts { nodes { text phone } } }");
        var lines = await hood.Sql(db => db.JournalLines.Select(l => l.Line).ToListAsync());
        Assert.True(lines.Count > 10);
        var all = string.Join('\n', lines);
        var ids = await hood.Sql(async db => (await db.Residents.Select(r => r.Id).ToListAsync()).Select(i => i.Value).Concat((await db.Volunteers.Select(v => v.Id).ToListAsync()).Select(i => i.Value)).Concat(await db.Users.Select(u => u.Id).ToListAsync()).ToList());
        foreach (var secret in Secrets.Concat(ids.Select(i => i.ToString())))
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task It_is_the_associations_own()
    {
        await using var hood = await Neighbourhood.Start();
        const string Other = "+33639980003";
        var batignolles = await hood.HasAssociation("Entraide Batignolles", Other, "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 2000 }");
        await hood.HasVolunteer("Amina");
        Assert.DoesNotContain(await Lines(hood, who: Other), l => l.Text("operation") == "vouchForVolunteer");
        foreach (var query in new[] { $"{{ journal(associationId: \"{batignolles}\") {{ nodes {{ hash }} }} }}", $"{{ journalCheck(associationId: \"{batignolles}\") {{ lines }} }}" })
            Assert.Equal("NOT_FOUND", (await hood.Send(query, Neighbourhood.CoordinatorPhone))["errors"]![0]!["extensions"].Text("code"));
        // An administrator reads any, and the service's own: who became an administrator or a coordinator, who made an association.
        Assert.Contains(await Lines(hood, $", associationId: \"{hood.AssociationId}\"", Neighbourhood.AdministratorPhone), l => l.Text("operation") == "vouchForVolunteer");
        Assert.Contains(await Lines(hood, $", associationId: \"{hood.AssociationId}\"", Neighbourhood.AdministratorPhone), l => l.Text("operation") == "addCoordinator");
    }

    [Fact]
    public async Task Twenty_who_write_at_once_leave_one_chain()
    {
        await using var hood = await Neighbourhood.Start();
        var volunteers = new List<string>();
        for (var i = 0; i < 10; i++) volunteers.Add(await hood.IdOf(await hood.HasVolunteer($"Voisin {(char)('A' + i)}")));
        var before = await hood.Sql(db => db.JournalLines.CountAsync());
        await Task.WhenAll(volunteers.SelectMany(id => new[] { id, id }).Select(id => Task.Run(() => hood.Send($"mutation {{ pauseVolunteer(volunteerId: \"{id}\") {{ errors {{ code }} }} }}", Neighbourhood.CoordinatorPhone))));
        var check = (await hood.Coordinator("{ journalCheck { lines head firstBroken } }"))["journalCheck"]!;
        Assert.Null(check["firstBroken"]);
        Assert.Equal(10, (await Lines(hood)).Count(l => l.Text("operation") == "pauseVolunteer"));
        Assert.True(check.Number("lines") >= before + 10 - 1);
    }
}
