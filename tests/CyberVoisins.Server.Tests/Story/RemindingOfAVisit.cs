namespace CyberVoisins.Server.Tests.Story;

/// <summary>Both ends are confirmed and reminded, at hours when nobody is woken, and never too late.</summary>
public sealed class RemindingOfAVisit
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    /// <summary>Expected hours are in UTC: Paris is one hour ahead in winter, two in summer.</summary>
    [Theory]
    [InlineData("2026-11-24T10:00:00+01:00", "2026-11-27T14:00:00+01:00", "ven. 27/11 à 14h00", "2026-11-25T13:00:00Z 2026-11-27T11:00:00Z")]
    [InlineData("2026-11-24T10:00:00+01:00", "2026-11-27T09:00:00+01:00", "ven. 27/11 à 9h00", "2026-11-25T08:00:00Z 2026-11-26T18:30:00Z")] // 7:00 is too early: the evening before
    [InlineData("2026-11-24T10:00:00+01:00", "2026-12-01T14:00:00+01:00", "mar. 01/12 à 14h00", "2026-11-28T18:30:00Z 2026-12-01T11:00:00Z")] // two days before is a Sunday: the Saturday; the next month
    [InlineData("2027-03-22T10:00:00+01:00", "2027-03-29T10:00:00+02:00", "lun. 29/03 à 10h00", "2027-03-27T08:00:00Z 2027-03-28T17:30:00Z")] // an hour is skipped in between: 48 hours before is 9:00
    [InlineData("2027-10-25T10:00:00+02:00", "2027-10-31T14:00:00+01:00", "dim. 31/10 à 14h00", "2027-10-29T13:00:00Z 2027-10-31T11:00:00Z")] // an hour comes twice: 48 hours before is 15:00
    [InlineData("2027-10-25T10:00:00+02:00", "2027-11-01T09:00:00+01:00", "lun. 01/11 à 9h00", "2027-10-30T08:00:00Z 2027-10-31T18:30:00Z")]
    public async Task Two_days_and_two_hours_before_at_civil_hours_of_Paris(string asked, string start, string words, string reminders)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.PassesUntil(asked);
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne(from: start, to: start.Replace(":00:00", ":30:00", StringComparison.Ordinal)));
        Assert.Contains($"vous aidez Jeanne {words}", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains($"Amina vous aide {words}", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        await hood.PassesUntil(start);
        Assert.Equal((reminders, reminders), (await hood.RemindersTo(amina), await hood.RemindersTo(Jeanne)));
        Assert.Contains($"rappel, vous aidez Jeanne {words}", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    /// <summary>For a visit on Friday at 14:00; the offer is of Tuesday, the yes comes when it comes.</summary>
    [Theory]
    [InlineData("2026-11-25T09:59:00+01:00", "2026-11-25T13:00:00Z 2026-11-27T11:00:00Z")] // four hours before the first
    [InlineData("2026-11-25T10:01:00+01:00", "2026-11-26T13:00:00Z 2026-11-27T11:00:00Z")] // too soon after the confirmation: the day before instead
    [InlineData("2026-11-26T10:00:00+01:00", "2026-11-26T13:00:00Z 2026-11-27T11:00:00Z")]
    [InlineData("2026-11-26T10:01:00+01:00", "2026-11-27T11:00:00Z")]
    [InlineData("2026-11-27T11:00:00+01:00", "2026-11-27T11:00:00Z")]
    [InlineData("2026-11-27T11:01:00+01:00", "")] // the confirmation is the reminder
    public async Task A_late_yes_gets_the_reminders_that_still_make_sense(string said, string reminders)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.PassesUntil(said);
        await hood.HasVisit(amina, request);
        await hood.PassesUntil("2026-11-27T14:30:00+01:00");
        Assert.Equal((reminders, reminders), (await hood.RemindersTo(amina), await hood.RemindersTo(Jeanne)));
    }

    [Fact]
    public async Task A_yes_within_the_last_hour_is_too_late()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne(to: "2026-11-27T14:30:00+01:00");
        await hood.PassesUntil("2026-11-27T13:00:01+01:00");
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        Assert.Contains("L'heure proposée est trop proche", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Empty((await hood.Request(request))["visits"]!.AsArray());
    }

    [Fact]
    public async Task A_yes_at_night_is_answered_at_once_and_the_resident_hears_in_the_morning()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.PassesUntil("2026-11-24T21:15:00+01:00");
        await hood.HasVisit(amina, request);
        Assert.Contains("vous aidez Jeanne", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(hood.Telephones.To(Jeanne), b => b.Contains("Amina", StringComparison.Ordinal));
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        Assert.Contains("Amina vous aide", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
    }

    /// <summary>The service was away and comes back: one reminder that helps, or none.</summary>
    [Theory]
    [InlineData("2026-11-27T13:35:00+01:00", 1)]
    [InlineData("2026-11-27T13:40:00+01:00", 0)]
    [InlineData("2026-11-27T14:10:00+01:00", 0)]
    [InlineData("2026-11-29T10:00:00+01:00", 0)]
    public async Task After_an_outage_nobody_is_reminded_twice_or_after_the_fact(string back, int reminders)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        hood.Clock.SetUtcNow(NodaTime.Text.OffsetDateTimePattern.GeneralIso.Parse(back).Value.ToDateTimeOffset());
        await hood.Settle();
        foreach (var phone in new[] { amina, Jeanne })
            Assert.Equal(reminders, (await hood.RemindersTo(phone)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        // The question afterwards still helps, and is asked once.
        await hood.PassesUntil("2026-11-30T12:00:00+01:00");
        Assert.Single(hood.Telephones.To(amina), b => b.Contains("avez-vous aidé", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_La_Reunion_the_day_is_the_one_of_La_Reunion()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }", "{ latitude: -21.3393, longitude: 55.4781, radiusMetres: 20000 }", "Indian/Reunion", "latitude: -21.3393, longitude: 55.4781");
        var amina = await hood.HasVolunteer("Amina", availability: "[{ day: FRIDAY, start: \"09:00\", end: \"10:00\" }]");
        await hood.PassesUntil("2026-11-24T20:30:00+04:00"); // 17:30 in Paris, but night there
        var before = hood.Telephones.To(amina).Count;
        var request = await hood.AsksForJeanne(from: "2026-11-27T00:00:00+04:00", to: "2026-11-27T23:00:00+04:00");
        await hood.PassesUntil("2026-11-25T08:59:00+04:00");
        Assert.Equal(before, hood.Telephones.To(amina).Count);
        await hood.PassesUntil("2026-11-25T09:00:00+04:00"); // 6:00 in Paris
        Assert.Contains("ven. 27/11 à 9h00", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.HasVisit(amina, request);
        await hood.PassesUntil("2026-11-27T09:00:00+04:00");
        // 48 hours before is now; the day before is Thursday at 9:00, and the evening before is 19:30 there.
        Assert.Equal("2026-11-26T05:00:00Z 2026-11-26T15:30:00Z", await hood.RemindersTo(amina));
    }

    [Fact]
    public async Task A_full_month_gives_way_to_the_next_one()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 60);
        await hood.HasVisit(amina, await hood.AsksForJeanne(minutes: 60));
        var paul = await hood.AsksForJeanne(phone: "+33639985001", name: "Paul", minutes: 60, from: "2026-11-30T09:00:00+01:00", to: "2026-12-01T18:00:00+01:00");
        Assert.Equal("2026-12-01T08:00:00Z", (await hood.Request(paul)).OfferTo(amina).Text("start"));
        await hood.HasVisit(amina, paul);
        Assert.Equal(0, await hood.MinutesLeft(amina));
        await hood.PassesUntil("2026-12-01T00:00:00+01:00");
        Assert.Equal(0, await hood.MinutesLeft(amina));
        await hood.PassesUntil("2027-01-01T00:00:00+01:00");
        Assert.Equal(60, await hood.MinutesLeft(amina));
    }
}
