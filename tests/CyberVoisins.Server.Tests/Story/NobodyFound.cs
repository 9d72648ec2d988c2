namespace CyberVoisins.Server.Tests.Story;

/// <summary>Nobody can be asked, or nobody said yes: a person takes over, with the reason, and the resident is told.</summary>
public sealed class NobodyFound
{
    private static string SearchAgain(string request, string windows = "") => $"searchAgain(input: {{ requestId: \"{request}\" {windows} }})";

    private const string Returns = "helpRequest { id state escalation }";

    [Theory]
    [InlineData("NOBODY_WITHIN_REACH", 9_000, 60, "DEVICE_BASICS", "FRIDAY")]  // farther than she goes
    [InlineData("NOBODY_WITH_THE_SKILL", 300, 60, "EMAIL", "FRIDAY")]
    [InlineData("NOBODY_WITH_MINUTES", 300, 30, "DEVICE_BASICS", "FRIDAY")]
    [InlineData("NOBODY_FREE_THEN", 300, 60, "DEVICE_BASICS", "THURSDAY")]
    public async Task The_reason_is_the_step_at_which_the_last_falls_away(string reason, int metresAway, int minutes, string category, string day)
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", metresAway, minutes, $"[{category}]", $"[{{ day: {day}, start: \"09:00\", end: \"19:00\" }}]");
        var request = await hood.AsksForJeanne(minutes: 60);
        Assert.Equal(("ESCALATED", reason), (request.Text("state"), request.Text("escalation")));
        Assert.Contains("L'association s'en occupe", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(hood.Telephones.To(amina), b => b.Contains("Répondez OUI", StringComparison.Ordinal));
        var list = (await hood.Coordinator("{ helpRequests(state: ESCALATED) { nodes { id escalation } } }"))["helpRequests"]!["nodes"]!.AsArray();
        Assert.Equal(reason, Assert.Single(list).Text("escalation"));
    }

    [Fact]
    public async Task The_ring_widens_to_the_limit_and_no_farther()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1, maximumRadiusMetres: 10000 }");
        var (loin, trop) = (await hood.HasVolunteer("Loin", metresAway: 9_990, maxDistance: 50_000), await hood.HasVolunteer("Trop", metresAway: 10_010, maxDistance: 50_000));
        var request = await hood.AsksForJeanne();
        Assert.Equal(10_000, request.Number("radiusMetres"));
        Assert.Contains("à moins de 10 km", hood.Telephones.To(loin)[^1], StringComparison.Ordinal);
        await hood.Writes(loin, "non");
        Assert.Equal("NOBODY_SAID_YES", (await hood.Request(request)).Text("escalation"));
        Assert.Single(hood.Telephones.To(trop));
    }

    [Fact]
    public async Task When_all_said_no_a_landline_s_news_is_a_call()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 2 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina"), await hood.HasVolunteer("Bruno"));
        var request = await hood.AsksForJeanne(phone: "01 99 00 12 34");
        await hood.Writes(amina, "non");
        Assert.Equal("SEARCHING", (await hood.Request(request)).Text("state"));
        await hood.Writes(bruno, "désolé, pas possible : non");
        Assert.Equal("NOBODY_SAID_YES", (await hood.Request(request)).Text("escalation"));
        Assert.Equal("REQUEST_ESCALATED", Assert.Single(await hood.Messages("TO_CALL")).Text("kind"));
    }

    [Fact]
    public async Task The_association_searches_again_at_other_times()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", availability: "[{ day: MONDAY, start: \"09:00\", end: \"12:00\" }]");
        var id = (await hood.AsksForJeanne()).Text("id");
        Assert.Equal("FORBIDDEN", (await hood.Does(amina, SearchAgain(id), Returns)).Refused);
        Assert.Equal("SLOT_IN_THE_PAST", (await hood.Does(Neighbourhood.CoordinatorPhone, SearchAgain(id, ", windows: [{ start: \"2026-11-20T14:00:00+01:00\", end: \"2026-11-20T18:00:00+01:00\" }]"), Returns)).Refused);
        Assert.Equal("NOBODY_FREE_THEN", (await hood.Does(Neighbourhood.CoordinatorPhone, SearchAgain(id), Returns)).Result.Text("escalation")); // as before
        var again = await hood.Does(Neighbourhood.CoordinatorPhone, SearchAgain(id, ", windows: [{ start: \"2026-11-30T09:00:00+01:00\", end: \"2026-11-30T18:00:00+01:00\" }]"), Returns);
        Assert.Equal("SEARCHING", again.Result.Text("state"));
        Assert.Contains("lun. 30/11 à 9h00", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, SearchAgain(id), Returns)).Refused);
    }

    [Fact]
    public async Task The_association_chooses_a_person_over_the_order_but_not_over_the_month()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina", metresAway: 100);
        var (bruno, chloe) = (await hood.HasVolunteer("Bruno", metresAway: 4_000), await hood.HasVolunteer("Chloé", metresAway: 200, minutesPerMonth: 30));
        var request = await hood.AsksForJeanne(minutes: 60);
        async Task<Done> Offer(string phone) => await hood.Does(Neighbourhood.CoordinatorPhone, $"offerToVolunteer(input: {{ requestId: \"{request.Text("id")}\", volunteerId: \"{await hood.IdOf(phone)}\", motive: \"elle la connaît\" }})", "offer { state code }");

        Assert.Equal("PENDING", (await Offer(bruno)).Result.Text("state")); // the third, and asked beside the first
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        Assert.Equal("VOLUNTEER_NOT_ELIGIBLE", (await Offer(chloe)).Refused);
        Assert.Equal("VOLUNTEER_NOT_ELIGIBLE", (await Offer(bruno)).Refused); // twice is once
        await hood.Writes(bruno, "oui");
        Assert.Equal("Bruno", (await hood.Request(request))["visits"]![0].Text("volunteerFirstName"));
        Assert.Equal("INVALID_TRANSITION", (await Offer(bruno)).Refused); // taken
    }

    [Fact]
    public async Task A_late_yes_is_welcome_from_the_association_s_list()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.PassesUntil("2026-11-24T22:00:00+01:00");
        Assert.Equal("NOBODY_SAID_YES", (await hood.Request(request)).Text("escalation"));
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        Assert.Contains("L'association s'en occupe", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var after = await hood.Request(request);
        Assert.Equal("BOOKED", after.Text("state"));
        Assert.Null(after["escalation"]);
        Assert.Contains("Amina vous aide", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_the_list_one_person_is_asked_and_the_search_goes_on_from_there()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.Writes(amina, "non");
        Assert.Equal("ESCALATED", (await hood.Request(request)).Text("state"));
        // Amina was spoken with on the telephone.
        await hood.Passes(Duration.FromMinutes(10));
        var offered = await hood.Does(Neighbourhood.CoordinatorPhone, $"offerToVolunteer(input: {{ requestId: \"{request.Text("id")}\", volunteerId: \"{await hood.IdOf(amina)}\", motive: \"elle la connaît\" }})", "offer { state code }");
        Assert.Equal("PENDING", offered.Result.Text("state"));
        Assert.Equal("SEARCHING", (await hood.Request(request)).Text("state"));
        await hood.Writes(amina, "oui");
        Assert.Equal("BOOKED", (await hood.Request(request)).Text("state"));
    }
}
