namespace CyberVoisins.Server.Tests.Story;

/// <summary>A volunteer takes a break, by one word or by the API, until a day that is said back.</summary>
public sealed class TakingABreak
{
    private static async Task<(string State, string? Until)> Of(Neighbourhood hood, string phone)
    {
        var volunteer = (await hood.Coordinator($$"""{ volunteer(id: "{{await hood.IdOf(phone)}}") { state pausedUntil } }"""))["volunteer"]!;
        return (volunteer.Text("state"), volunteer["pausedUntil"]?.GetValue<string>());
    }

    [Fact]
    public async Task Until_a_day_lets_the_open_offer_go_and_ends_by_itself()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        await hood.AsksForJeanne();
        await hood.Writes(amina, "pause jusqu'au 30 novembre svp");
        Assert.Equal(("PAUSED", "2026-11-30T23:00:00Z"), await Of(hood, amina)); // the last day is part of it
        Assert.Contains("pause jusqu'au 30/11/2026 inclus", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains("répondez REPRENDRE", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains("aide", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal); // asked at once
        await hood.PassesUntil("2026-12-01T02:00:00+01:00");
        Assert.Equal(("VOUCHED", null), await Of(hood, amina));
    }

    [Fact]
    public async Task Without_an_end_lasts_30_days_unless_it_is_ended_before()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.Writes(amina, "PAUSE");
        Assert.Contains("pause jusqu'au 24/12/2026 inclus", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, "pause 2 semaines"); // another end
        Assert.Equal(("PAUSED", "2026-12-08T23:00:00Z"), await Of(hood, amina));
        await hood.Writes(amina, "REPRENDRE");
        Assert.Equal(("VOUCHED", null), await Of(hood, amina));
    }

    [Theory]
    [InlineData("pause 31/02")]
    [InlineData("pause 15/01/2026")]
    [InlineData("pause 25/11/2027")]
    public async Task Until_a_day_that_cannot_be_is_asked_again(string text)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.Writes(amina, text);
        Assert.Equal(("VOUCHED", null), await Of(hood, amina));
        Assert.Contains("PAUSE 15/01", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_the_API_may_have_an_end_within_a_year()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var id = await hood.IdOf(amina);
        Task<Done> Pause(string until) => hood.Does(amina, $"pauseVolunteer(volunteerId: \"{id}\", until: \"{until}\")", "volunteer { state pausedUntil }");
        Assert.Equal("SLOT_IN_THE_PAST", (await Pause("2026-11-24T09:00:00Z")).Refused);
        Assert.Equal("SLOT_TOO_FAR_AHEAD", (await Pause("2027-11-26T09:00:00Z")).Refused);
        Assert.Equal("2026-11-25T09:00:00Z", (await Pause("2026-11-25T09:00:00Z")).Result.Text("pausedUntil"));
        await hood.Passes(Duration.FromHours(25));
        Assert.Equal(("VOUCHED", null), await Of(hood, amina));
    }
}
