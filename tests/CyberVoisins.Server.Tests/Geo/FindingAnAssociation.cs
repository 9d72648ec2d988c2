using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Geo;

/// <summary>Whoever knows no association by its name finds the one that serves their place.</summary>
public sealed class FindingAnAssociation
{
    private static async Task<JsonNode> Near(Neighbourhood hood, string address) => (await hood.Send($$"""
        { associationsNear(address: { {{address}} }) { commune around { latitude longitude radiusMetres } suggestions associations { serves kilometres association { name } } } }
        """));

    private static string Told(JsonNode answer) => string.Join("; ", answer["data"]!["associationsNear"]!["associations"]!.AsArray()
        .Select(a => $"{a!["association"].Text("name")} {(a["serves"]!.GetValue<bool>() ? "serves" : "is near")} {a["kilometres"]?.GetValue<int>()}"));

    [Fact]
    public async Task By_address_postcode_or_where_one_stands()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Entraide Fourmies", "+33639980005", "{ communeCodes: [\"59249\"] }");
        var paris = await Near(hood, "text: \"12 rue de Saussure, 75017 Paris\"");
        Assert.Equal("Les Voisins du 17e serves 1", Told(paris));
        Assert.Equal("Paris 17e Arrondissement", paris["data"]!["associationsNear"].Text("commune"));
        Assert.True(paris["data"]!["associationsNear"]!["around"].Number("radiusMetres") >= 700);
        Assert.DoesNotContain("Saussure", paris.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Les Voisins du 17e serves 1", Told(await Near(hood, "latitude: 48.8846, longitude: 2.3166")));
        Assert.Equal("Entraide Fourmies serves ", Told(await Near(hood, "text: \"59610 Fourmies\"")));
        // Nobody serves it: the nearest is told, and not one of the other end of the country.
        Assert.Equal("Les Voisins du 17e is near 29", Told(await Near(hood, "latitude: 48.627, longitude: 2.3072")));
        Assert.Equal("", Told(await Near(hood, "latitude: 43.3, longitude: 5.4")));
    }

    [Fact]
    public async Task What_is_no_place_is_said_with_what_may_have_been_meant()
    {
        await using var hood = await Neighbourhood.Start();
        var nowhere = (await Near(hood, "text: \"75117 Pariss\""))["data"]!["associationsNear"]!;
        Assert.Null(nowhere["around"]);
        Assert.Contains(nowhere.Texts("suggestions"), s => s.Contains("Paris", StringComparison.Ordinal));
        string Code(JsonNode answer) => answer["errors"]![0]!["extensions"].Text("code");
        Assert.Equal("ADDRESS_ABROAD", Code(await Near(hood, "text: \"Bruxelles, Belgique\"")));
        Assert.Equal("INVALID_COORDINATES", Code(await Near(hood, "latitude: 48.8")));
        Assert.Equal("INVALID_TEXT", Code(await Near(hood, "text: \"x\"")));
    }
}
