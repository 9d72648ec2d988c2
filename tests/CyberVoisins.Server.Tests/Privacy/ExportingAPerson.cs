using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>Everything about a person, for the person or at the desk, and nothing that is somebody else's.</summary>
public sealed class ExportingAPerson
{
    private static async Task<(Neighbourhood Hood, string Amina, string Jeanne)> AVisit()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Zéphyrine");
        var request = await hood.AsksForJeanne(name: "Cunégonde");
        await hood.HasVisit(amina, request);
        return (hood, amina, (await hood.Coordinator($$"""{ helpRequest(id: "{{request["id"]}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id"));
    }

    [Fact]
    public async Task At_the_desk_a_resident_gets_a_file_for_machines_and_a_page_in_plain_french()
    {
        var (hood, _, jeanne) = await AVisit();
        await using var _1 = hood;
        var data = (await hood.Coordinator($$"""{ residentData(residentId: "{{jeanne}}") { json page } }"""))["residentData"]!;
        var json = JsonNode.Parse(data.Text("json"))!;
        Assert.Equal("Cunégonde", json["resident"]![0].Text("firstName"));
        Assert.Equal(Neighbourhood.JeannesPhone, json["resident"]![0].Text("phone"));
        Assert.Contains("Saussure", json["requests"]![0]!["place"].Text("label"), StringComparison.Ordinal);
        Assert.Equal("Mon nouveau téléphone ne sonne plus.", json["requests"]![0].Text("sentence"));
        Assert.Single(json["visits"]!.AsArray());
        Assert.NotEmpty(json["messages"]!.AsArray());
        Assert.NotEmpty(json["decisions"]!.AsArray());
        Assert.Contains(json["journal"]!.AsArray(), l => l!["operation"]?.GetValue<string>() == "askForHelp");
        Assert.Contains("<h1>Ce que le service garde sur vous</h1>", data.Text("page"), StringComparison.Ordinal);
        Assert.Contains("Cunégonde", data.Text("page"), StringComparison.Ordinal);
        // The export itself is a line.
        Assert.Contains(await TheJournal.Lines(hood, $", residentId: \"{jeanne}\""), l => l.Text("operation") == "exportPerson");
    }

    [Fact]
    public async Task A_volunteer_gets_her_own_with_nothing_of_those_she_helped()
    {
        var (hood, amina, jeanne) = await AVisit();
        await using var _1 = hood;
        await hood.Ask("{ me { signedIn } }", amina);
        var id = await hood.IdOf(amina);
        var json = (await hood.Ask($$"""{ volunteerData(volunteerId: "{{id}}") { json } }""", amina))["volunteerData"].Text("json");
        Assert.Contains("Zéphyrine", json, StringComparison.Ordinal);
        foreach (var secret in new[] { Neighbourhood.JeannesPhone, "ne sonne plus" }) Assert.DoesNotContain(secret, json, StringComparison.Ordinal);
        Assert.Equal("NOT_FOUND", (await hood.Send($$"""{ residentData(residentId: "{{jeanne}}") { json } }""", amina))["errors"]![0]!["extensions"].Text("code"));
    }
}
