namespace CyberVoisins.Server.Tests.Story;

/// <summary>An association, its territory and how it asks.</summary>
public sealed class AnAssociation
{
    private const string Circle = "{ latitude: 50.1237, longitude: 3.9257, radiusMetres: 20000 }";

    private static string Create(string territory = Circle, string rest = "") => $$"""
        createAssociation(input: { name: "Les Voisins de l'Avesnois", smsName: "Voisins Avesnois", phone: "03 53 01 17 17", territory: {{territory}} {{rest}} })
        """;

    private const string Created = "association { id name smsName phone timeZone territory { latitude radiusMetres communeCodes } policy { waveSize offerExpiryMinutes maximumRadiusMetres minimumNoticeMinutes } }";

    [Fact]
    public async Task Is_created_by_an_administrator_only()
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal("UNAUTHENTICATED", (await hood.Does(null, Create(), Created)).Refused);
        Assert.Equal("FORBIDDEN", (await hood.Does(Neighbourhood.CoordinatorPhone, Create(), Created)).Refused);
        Assert.Equal("FORBIDDEN", (await hood.Does(hood.NextPhone(), Create(), Created)).Refused);
        Assert.Equal(1, await hood.Sql(db => Task.FromResult(db.Associations.Count())));

        var association = (await hood.Does(Neighbourhood.AdministratorPhone, Create(), Created)).Result;
        Assert.Equal("03 53 01 17 17", association.Text("phone"));
        Assert.Equal("Europe/Paris", association.Text("timeZone"));
        var policy = association["policy"];
        Assert.Equal((1, 720, 10_000, 180), (policy.Number("waveSize"), policy.Number("offerExpiryMinutes"), policy.Number("maximumRadiusMetres"), policy.Number("minimumNoticeMinutes")));
    }

    [Fact]
    public async Task Has_a_territory_that_is_a_circle_or_communes_or_both()
    {
        await using var hood = await Neighbourhood.Start();
        foreach (var territory in new[]
                 {
                     Circle, "{ communeCodes: [\"59036\", \"59035\"] }", "{ latitude: 50.1237, longitude: 3.9257, radiusMetres: 500, communeCodes: [\"2A004\"] }",
                     "{ latitude: 50.1237, longitude: 3.9257, radiusMetres: 100000 }",
                 })
            Assert.Null((await hood.Does(Neighbourhood.AdministratorPhone, Create(territory), Created)).Refused);
        foreach (var (territory, code) in new[]
                 {
                     ("{}", "INVALID_TERRITORY"), ("{ communeCodes: [] }", "INVALID_TERRITORY"), ("{ communeCodes: [\"5903\"] }", "INVALID_TERRITORY"),
                     ("{ communeCodes: [\"59 36\"] }", "INVALID_TERRITORY"), ("{ communeCodes: [\"59036\", \"59036\"] }", "INVALID_LIST"),
                     ("{ latitude: 50.1, longitude: 3.9 }", "INVALID_TERRITORY"), ("{ latitude: 50.1, radiusMetres: 5000, communeCodes: [\"59036\"] }", "INVALID_TERRITORY"),
                     ("{ latitude: 50.1, longitude: 3.9, radiusMetres: 499 }", "INVALID_TERRITORY"), ("{ latitude: 50.1, longitude: 3.9, radiusMetres: 100001 }", "INVALID_TERRITORY"),
                     ("{ latitude: 90.1, longitude: 3.9, radiusMetres: 5000 }", "INVALID_COORDINATES"),
                 })
            Assert.Equal(code, (await hood.Does(Neighbourhood.AdministratorPhone, Create(territory), Created)).Refused);
        Assert.Equal("UNKNOWN_TIME_ZONE", (await hood.Does(Neighbourhood.AdministratorPhone, Create(rest: ", timeZone: \"Europe/Lutece\""), Created)).Refused);
    }

    [Fact]
    public async Task Helps_in_its_circle_and_nowhere_else()
    {
        await using var hood = await Neighbourhood.Start(territory: "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 1000 }");
        Assert.Null((await hood.SignsUp(hood.NextPhone(), "Amina", hood.NorthOfCenter(995))).Refused);
        var outside = await hood.SignsUp(hood.NextPhone(), "Bruno", hood.NorthOfCenter(1_005));
        Assert.Equal(("OUTSIDE_TERRITORY", "address"), (outside.Refused, outside.Field));

        var tooFar = await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, "firstName: \"Jeanne\", phone: \"01 99 00 12 34\", address: { text: \"75018 Paris\" }");
        Assert.Equal(("OUTSIDE_TERRITORY", "resident.address"), (tooFar.Refused, tooFar.Field));
        Assert.Empty((await hood.Coordinator("{ helpRequests { nodes { id } } }"))["helpRequests"]!["nodes"]!.AsArray());
    }

    [Fact]
    public async Task Helps_in_its_communes_and_not_in_the_next_one()
    {
        await using var hood = await Neighbourhood.Start(territory: "{ communeCodes: [\"59036\"] }");
        var inside = await hood.SignsUp(hood.NextPhone(), "Amina", "text: \"3 rue Neuve, 59440 Avesnes-sur-Helpe\"");
        Assert.Equal("59036", inside.Result["place"].Text("communeCode"));
        Assert.Equal("OUTSIDE_TERRITORY", (await hood.SignsUp(hood.NextPhone(), "Bruno", "text: \"59440 Avesnelles\"")).Refused);
        // Ten kilometres from any centre that is known, the commune is unknown, and unknown is outside.
        Assert.Equal("OUTSIDE_TERRITORY", (await hood.SignsUp(hood.NextPhone(), "Chloé", "latitude: 50.2, longitude: 3.2")).Refused);
    }

    [Fact]
    public async Task Asks_within_bounds()
    {
        await using var hood = await Neighbourhood.Start();
        foreach (var (field, lowest, highest) in new[] { ("waveSize", 1, 200), ("offerExpiryMinutes", 15, 4_320), ("maximumRadiusMetres", 500, 100_000), ("minimumNoticeMinutes", 60, 2_880) })
        {
            foreach (var good in new[] { lowest, highest })
                Assert.Equal(good, (await Change(hood, field, good)).Result["policy"].Number(field));
            foreach (var bad in new[] { lowest - 1, highest + 1, -1 })
            {
                var refused = await Change(hood, field, bad);
                Assert.Equal(("INVALID_POLICY", $"policy.{field}"), (refused.Refused, refused.Field));
            }
        }
        // What is left out stays: the last good value of each still holds.
        var policy = (await Change(hood, "waveSize", 5)).Result["policy"];
        Assert.Equal((5, 4_320, 100_000, 2_880), (policy.Number("waveSize"), policy.Number("offerExpiryMinutes"), policy.Number("maximumRadiusMetres"), policy.Number("minimumNoticeMinutes")));
        Assert.Equal("FORBIDDEN", (await hood.Does(hood.NextPhone(), "changePolicy(input: { waveSize: 4 })", Created)).Refused);
        Assert.Equal("UNAUTHENTICATED", (await hood.Does(null, "changePolicy(input: { waveSize: 4 })", Created)).Refused);
    }

    private static Task<Done> Change(Neighbourhood hood, string field, int value) => hood.Does(Neighbourhood.CoordinatorPhone, $"changePolicy(input: {{ {field}: {value} }})", Created);

    [Fact]
    public async Task Changes_its_waves_while_a_request_is_under_way()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        foreach (var name in new[] { "Amina", "Bruno", "Chloé" }) await hood.HasVolunteer(name);
        var request = await hood.AsksForJeanne();
        var first = Assert.Single((await hood.Request(request))["offers"]!.AsArray())!;
        await Change(hood, "waveSize", 3);
        await hood.Writes(first["volunteer"].Text("phone"), $"NON {first.Text("code")}");
        Assert.Equal(3, (await hood.Request(request))["offers"]!.AsArray().Count); // the two who are left, at once
    }
}
