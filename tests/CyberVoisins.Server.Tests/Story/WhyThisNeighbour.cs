using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Why this neighbour, and why not me: what a coordinator reads, and what a no or an earlier visit changes.</summary>
public sealed class WhyThisNeighbour
{
    private static async Task<JsonNode> Matching(Neighbourhood hood, JsonNode request) => (await hood.Coordinator($$"""
        { matching(requestId: "{{request["id"]!.GetValue<string>()}}") {
            proposed { volunteer { firstName } proposal { points { total distance rest minutes slots spare language rotation lines { criterion weight part whole points } } } }
            refused { volunteer { firstName } reasons { rule sentence change { amount freeFrom sentence } } } } }
        """))["matching"]!;

    private static IEnumerable<JsonNode> ReasonsOf(JsonNode matching, string name) =>
        matching["refused"]!.AsArray().Single(a => a!["volunteer"]!["firstName"]!.GetValue<string>() == name)!["reasons"]!.AsArray()!;

    private static int PointsOf(JsonNode matching, string name) =>
        matching["proposed"]!.AsArray().Single(a => a!["volunteer"]!["firstName"]!.GetValue<string>() == name)!["proposal"]!["points"]!["total"]!.GetValue<int>();

    [Fact]
    public async Task Each_refusal_says_the_smallest_change_in_plain_French()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.HasVolunteer("Bruno", metresAway: 1_400, maxDistance: 1_000);
        await hood.HasVolunteer("Chloé", availability: """[{ day: MONDAY, start: "09:00", end: "10:00" }]""");
        await hood.HasVolunteer("David", vouched: false);
        var matching = await Matching(hood, await hood.AsksForJeanne());

        var far = Assert.Single(ReasonsOf(matching, "Bruno"));
        Assert.Equal("habiter 0,4 km plus près", far["change"]!["sentence"]!.GetValue<string>());
        var away = Assert.Single(ReasonsOf(matching, "Chloé"));
        Assert.Equal("avoir 30 minutes libres ven. 27/11 à 14h00", away["change"]!["sentence"]!.GetValue<string>());
        Assert.DoesNotContain("David", matching.ToJsonString(), StringComparison.Ordinal); // the map holds only whom the association vouches for
    }

    [Fact]
    public async Task The_points_are_published_and_add_up()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", metresAway: 2_000);
        var request = await hood.AsksForJeanne(category: "HEALTH"); // so that nobody is asked yet
        await hood.HasVolunteer("Bruno", metresAway: 2_000, categories: "[HEALTH]");
        var points = Assert.Single((await Matching(hood, request))["proposed"]!.AsArray())!["proposal"]!["points"]!;
        Assert.Equal(points["total"]!.GetValue<int>(), points["lines"]!.AsArray().Sum(l => l!["points"]!.GetValue<int>()));
        Assert.Equal(24, points["distance"]!.GetValue<int>()); // 30 x 8 of 10 km
        var weights = (await hood.Ask("{ associations { nodes { rules { weights { distance text hash } } } } }"))["associations"]!["nodes"]![0]!["rules"]!["weights"]!;
        Assert.Equal(30, weights["distance"]!.GetValue<int>());
        Assert.Contains("distance=30", weights["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_costs_nobody_a_point()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var other = await hood.AsksForJeanne("+33639986001", category: "HEALTH", name: "Suzanne");
        await hood.Coordinator($$"""mutation { updateVolunteer(input: { volunteerId: "{{await IdOf(hood, "Amina")}}", categories: [DEVICE_BASICS, HEALTH] }) { errors { code message } } }""");
        var before = PointsOf(await Matching(hood, other), "Amina");
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        Assert.Equal(before, PointsOf(await Matching(hood, other), "Amina"));
    }

    [Fact]
    public async Task The_same_two_meet_no_more_often_than_the_association_says()
    {
        await using var hood = await Neighbourhood.Start("{ rotationLimit: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var again = await hood.AsksForJeanne(from: "2026-11-28T14:00:00+01:00", to: "2026-11-28T18:00:00+01:00");
        Assert.Equal("NOBODY_NEW", again["escalation"]!.GetValue<string>());
        var reason = Assert.Single(ReasonsOf(await Matching(hood, again), "Amina"));
        Assert.Equal(("ROTATION_LIMIT", 1), (reason["rule"]!.GetValue<string>(), reason["change"]!["amount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Whoever_is_about_to_answer_two_others_is_waited_for()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 120);
        var requests = new List<JsonNode>();
        for (var i = 0; i < 3; i++) requests.Add(await hood.AsksForJeanne($"+3363998600{i}", name: $"Jeanne{i}"));
        Assert.Equal("SEARCHING", (await hood.Request(requests[2]))["state"]!.GetValue<string>());
        Assert.Empty((await hood.Request(requests[2]))["offers"]!.AsArray());
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        Assert.Single((await hood.Request(requests[2]))["offers"]!.AsArray());
    }

    [Fact]
    public async Task Three_at_once_when_the_last_time_is_near_and_two_did_not_answer()
    {
        await using var hood = await Neighbourhood.Start("{ offerExpiryMinutes: 60 }");
        for (var i = 0; i < 6; i++) await hood.HasVolunteer($"Voisin{i}", metresAway: 100 * (i + 1));
        var request = await hood.AsksForJeanne(from: "2026-11-27T06:00:00+01:00", to: "2026-11-27T09:55:00+01:00");
        await hood.Passes(Duration.FromMinutes(61));
        Assert.Equal(2, (await hood.Request(request))["offers"]!.AsArray().Count);
        await hood.Passes(Duration.FromMinutes(61));
        Assert.Equal(5, (await hood.Request(request))["offers"]!.AsArray().Count);
    }

    private static async Task<string> IdOf(Neighbourhood hood, string name) =>
        (await hood.Coordinator("{ volunteers(first: 100) { nodes { id firstName } } }"))["volunteers"]!["nodes"]!.AsArray()
            .Single(v => v!["firstName"]!.GetValue<string>() == name)!["id"]!.GetValue<string>();
}
