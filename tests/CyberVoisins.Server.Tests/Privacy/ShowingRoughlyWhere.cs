using System.Text.Json.Nodes;
using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>The blurred point: stored once with the place, for the association's map; of a whole commune where houses stand apart.</summary>
public sealed class ShowingRoughlyWhere
{
    private const string Blurred = "blurredPlace { latitude longitude radiusMetres }";

    private static async Task<JsonNode> Told(Neighbourhood hood, JsonNode request) =>
        (await hood.Coordinator($$"""{ helpRequest(id: "{{request["id"]}}") { {{Blurred}} resident { id {{Blurred}} } } }"""))["helpRequest"]!;

    private static (double, double) Point(JsonNode? blurred) => (blurred!["latitude"]!.GetValue<double>(), blurred["longitude"]!.GetValue<double>());

    [Fact]
    public async Task A_coordinator_reads_a_cell_whatever_the_door_and_nothing_after_an_erasure()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", metresAway: 200);
        var request = await hood.AsksForJeanne();
        var told = await Told(hood, request);
        Assert.Equal((48.885, 2.30845), Point(told["blurredPlace"]));
        Assert.Equal((48.885, 2.30845), Point(told["resident"]!["blurredPlace"]));
        var id = await hood.IdOf(amina);
        Assert.Equal((48.885, 2.30845), Point((await hood.Coordinator($$"""{ volunteer(id: "{{id}}") { {{Blurred}} } }"""))["volunteer"]!["blurredPlace"]));
        Assert.Null((await hood.Ask($$"""{ volunteer(id: "{{id}}") { {{Blurred}} } }""", amina))["volunteer"]!["blurredPlace"]);

        await hood.Does(Neighbourhood.CoordinatorPhone, $"cancelRequest(requestId: \"{request["id"]}\")", "helpRequest { state }");
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{told["resident"].Text("id")}\")", "erased { rows }")).Refused);
        told = await Told(hood, request);
        Assert.Null(told["blurredPlace"]);
        Assert.Null(told["resident"]!["blurredPlace"]);
    }

    [Fact]
    public async Task Where_houses_stand_apart_it_is_the_commune()
    {
        var dispersed = new DensityTable(new Dictionary<string, DensityClass> { ["75117"] = DensityClass.VeryDispersedRural });
        await using var hood = await Neighbourhood.Start(adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(dispersed)));
        var told = (await Told(hood, await hood.AsksForJeanne()))["blurredPlace"];
        var commune = CommuneTable.Embedded().All.Single(c => c.Code == "75117").Center;
        Assert.Equal((commune.Latitude, commune.Longitude), Point(told));
        Assert.Equal(5_000, told.Number("radiusMetres"));
    }
}
