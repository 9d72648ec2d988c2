using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Associations;

/// <summary>The territory is drawn again: it is said before who lives outside, and nobody is dropped.</summary>
public sealed class DrawingTheTerritory
{
    private const string Small = "territory: { latitude: 48.8876, longitude: 2.3072, radiusMetres: 1000 }";

    private static async Task<string> Change(Neighbourhood hood, string territory)
    {
        var c = (await hood.Coordinator($"{{ territoryChange(input: {{ {territory} }}) {{ residents volunteers before {{ residents volunteers }} after {{ residents volunteers openRequests plannedVisits }} }} }}"))["territoryChange"]!;
        return $"{c["residents"]}+{c["volunteers"]}: {c["before"]!["residents"]}+{c["before"]!["volunteers"]} -> {c["after"]!["residents"]}+{c["after"]!["volunteers"]}, {c["after"]!["openRequests"]} requests, {c["after"]!["plannedVisits"]} visits";
    }

    [Fact]
    public async Task It_is_said_before_and_those_outside_stay_with_their_visits()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", metresAway: 300);
        await hood.HasVolunteer("Bruno", metresAway: 3_000);
        var request = await hood.AsksForJeanne();
        await hood.HasVisit(amina, request);
        Assert.Equal("1+2: 0+0 -> 0+1, 0 requests, 0 visits", await Change(hood, Small));
        const string Elsewhere = "territory: { latitude: 48.9500, longitude: 2.3072, radiusMetres: 500 }";
        Assert.Equal("1+2: 0+0 -> 1+2, 1 requests, 1 visits", await Change(hood, Elsewhere));

        var does = await hood.Does(Neighbourhood.CoordinatorPhone, $"updateTerritory(input: {{ {Elsewhere} }})", "association { territory { latitude radiusMetres communeCodes } }");
        Assert.Equal(500, does.Result["territory"].Number("radiusMetres"));
        Assert.Equal("1+2: 1+2 -> 0+1, 0 requests, 0 visits", await Change(hood, Small));
        Assert.Equal("PLANNED", (await hood.Request(request))["visits"]![0].Text("state"));
        // A new address outside is refused, as always.
        Assert.Equal("OUTSIDE_TERRITORY", (await hood.SignsUp(Neighbourhood.CoordinatorPhone, "Chloé", rest: ", phone: \"+33639985301\"")).Refused);
        Assert.Contains(await TheJournal.Lines(hood), l => l.Text("operation") == "updateTerritory" && l.Text("line").Contains("Association.Territory", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("territory: { latitude: 48.9, longitude: 2.3, radiusMetres: 499 }", "INVALID_TERRITORY")]
    [InlineData("territory: { latitude: 48.9, radiusMetres: 5000 }", "INVALID_TERRITORY")]
    [InlineData("territory: { }", "INVALID_TERRITORY")]
    [InlineData("territory: { communeCodes: [\"7511\"] }", "INVALID_TERRITORY")]
    [InlineData("territory: { latitude: 98.9, longitude: 2.3, radiusMetres: 5000 }", "INVALID_COORDINATES")]
    public async Task What_is_no_territory_changes_nothing(string territory, string code)
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal(code, (await hood.Does(Neighbourhood.CoordinatorPhone, $"updateTerritory(input: {{ {territory} }})", "association { id }")).Refused);
        Assert.Equal(code, (await hood.Send($"{{ territoryChange(input: {{ {territory} }}) {{ residents }} }}", Neighbourhood.CoordinatorPhone))["errors"]![0]!["extensions"].Text("code"));
        Assert.Equal(20_000, (await hood.Coordinator("{ associations { nodes { territory { radiusMetres } } } }"))["associations"]!["nodes"]![0]!["territory"].Number("radiusMetres"));
    }
}
