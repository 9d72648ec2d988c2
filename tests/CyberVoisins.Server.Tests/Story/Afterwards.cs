using System.Text.Json.Nodes;
using CyberVoisins.Core.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>After the visit: what happened, how long, and what the month counts.</summary>
public sealed class Afterwards
{
    private const string Asked = "2026-11-27T15:00:00+01:00"; // half an hour after a visit of half an hour at 14:00

    private static async Task<(Neighbourhood Hood, string Amina, JsonNode Request, string Visit, string Code)> AVisitJustEnded(int minutes = 30, string to = "2026-11-27T18:00:00+01:00")
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (request, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne(minutes: minutes, to: to));
        await hood.PassesUntil(minutes == 60 ? "2026-11-27T15:30:00+01:00" : Asked);
        Assert.Contains("avez-vous aidé Jeanne", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        return (hood, amina, request, visit, code);
    }

    [Theory]
    [InlineData("FAIT", 30, 30)]          // no minutes said: what was planned
    [InlineData("Fait {0} 20", 20, 20)]
    [InlineData("c'est fait, 45 min", 45, 45)]
    [InlineData("FAIT {0} 60", 60, 60)]
    [InlineData("FAIT {0} 90", 90, 60)]   // the month has sixty: it is never overdrawn
    [InlineData("FAIT {0} 240", 240, 60)]
    public async Task Done_is_settled_with_the_real_minutes_as_far_as_the_month_goes(string text, int actual, int settled)
    {
        var (hood, amina, request, _, code) = await AVisitJustEnded();
        await using var _ = hood;
        await hood.Writes(amina, text.Replace("{0}", code, StringComparison.Ordinal));
        Assert.Contains($"{settled} minutes comptées", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        var after = await hood.Request(request);
        Assert.Equal(("FULFILLED", "COMPLETED"), (after.Text("state"), after["visits"]![0].Text("state")));
        Assert.Equal(settled, after["visits"]![0].Number("settledMinutes"));
        Assert.Equal(actual, await hood.Sql(db => db.Visits.Select(v => v.ActualMinutes!.Value).SingleAsync()));
        Assert.Equal(60 - settled, await hood.MinutesLeft(amina));

        // Said again, it counts once; a yes said now is thanked and fixes nothing.
        await hood.Writes(amina, $"FAIT {code} 10");
        await hood.Writes(amina, $"OUI {code}");
        Assert.Contains($"{settled} minutes comptées", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal(60 - settled, await hood.MinutesLeft(amina));
    }

    [Fact]
    public async Task Done_for_an_impossible_time_asks_how_long_and_changes_nothing()
    {
        var (hood, amina, request, _, code) = await AVisitJustEnded();
        await using var _ = hood;
        foreach (var text in new[] { $"FAIT {code} 0", $"FAIT {code} 241" })
        {
            await hood.Writes(amina, text);
            Assert.Contains("combien de minutes", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        }
        Assert.Equal("BOOKED", (await hood.Request(request)).Text("state"));
    }

    [Fact]
    public async Task The_API_says_it_too_but_never_for_the_resident()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var jeanne = hood.NextPhone();
        await hood.AsksForHelp(jeanne, $"firstName: \"Jeanne\", phone: \"{jeanne}\", address: {{ {hood.Center} }}");
        await hood.Writes(amina, "oui");
        var visit = (await hood.Ask("{ visits { nodes { id } } }", jeanne))["visits"]!["nodes"]![0].Text("id");
        Assert.Equal("INVALID_TRANSITION", (await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit}\", outcome: HAPPENED }})", amina)).Refused); // not yet
        await hood.PassesUntil(Asked);
        Assert.Equal("FORBIDDEN", (await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit}\", outcome: HAPPENED }})", jeanne)).Refused);
        Assert.Equal("NOT_FOUND", (await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit}\", outcome: HAPPENED }})", hood.NextPhone())).Refused);
        foreach (var minutes in new[] { 0, 241 })
            Assert.Equal("INVALID_MINUTES", (await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit}\", outcome: HAPPENED, actualMinutes: {minutes} }})", amina)).Refused);
        var done = await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit}\", outcome: HAPPENED, actualMinutes: 90 }})", amina);
        Assert.Equal(("COMPLETED", 60), (done.Result.Text("state"), done.Result.Number("settledMinutes")));
        Assert.Equal("INVALID_TRANSITION", (await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit}\", outcome: RESIDENT_ABSENT }})")).Refused);
    }

    [Fact]
    public async Task A_resident_who_was_not_there_is_for_a_person_to_call()
    {
        var (hood, amina, request, _, code) = await AVisitJustEnded();
        await using var _ = hood;
        await hood.Writes(amina, $"absente {code}");
        Assert.Contains("l'association va l'appeler", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        var after = await hood.Request(request);
        Assert.Equal(("ESCALATED", "RESIDENT_ABSENT", "NO_SHOW"), (after.Text("state"), after.Text("escalation"), after["visits"]![0].Text("state")));
        Assert.Single(after["offers"]!.AsArray()); // nobody else is sent to a closed door
        Assert.Equal(60, await hood.MinutesLeft(amina));
        await hood.Writes(amina, $"absente {code}");
        Assert.Equal(60, await hood.MinutesLeft(amina));
    }

    [Fact]
    public async Task A_volunteer_who_could_not_come_gives_way_to_the_next_and_their_code_is_spent()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (request, _, code) = await hood.HasVisit(amina, await hood.AsksForJeanne(to: "2026-11-30T18:00:00+01:00"));
        await hood.PassesUntil(Asked);
        await hood.Writes(amina, $"NON {code}");
        Assert.Contains("Vos minutes vous sont rendues", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal(60, await hood.MinutesLeft(amina));
        var after = await hood.Request(request);
        Assert.Equal(("SEARCHING", 1, "PENDING"), (after.Text("state"), after.Number("reopened"), after.OfferTo(bruno).Text("state")));
        Assert.Contains("Nous cherchons un autre voisin", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);

        await hood.Writes(bruno, "oui");
        await hood.Writes(amina, $"OUI {code}");
        Assert.Contains("plus ouverte", hood.Telephones.To(amina)[^1], StringComparison.Ordinal); // not "vous aidez Jeanne"
        Assert.Equal("Bruno", (await hood.Request(request))["visits"]!.AsArray().Single(v => v.Text("state") == "PLANNED").Text("volunteerFirstName"));
    }

    [Fact]
    public async Task A_question_that_nobody_answers_leaves_the_visit_for_the_coordinator_to_see_and_to_report()
    {
        var (hood, amina, request, visit, _) = await AVisitJustEnded();
        await using var _ = hood;
        var sent = hood.Telephones.All.Count;
        await hood.Passes(Duration.FromDays(10));
        Assert.Equal(sent, hood.Telephones.All.Count); // asked once
        var open = (await hood.Coordinator("{ visits(state: PLANNED) { nodes { id end } } }"))["visits"]!["nodes"]!.AsArray();
        Assert.Equal(visit, Assert.Single(open).Text("id"));
        Assert.Equal(30, (await hood.Sql(db => db.Minutes.SumAsync(m => m.Minutes)))); // still reserved
        Assert.Equal("COMPLETED", (await hood.OnVisit($"reportVisit(input: {{ visitId: \"{visit}\", outcome: HAPPENED }})")).Result.Text("state"));
        Assert.Equal("FULFILLED", (await hood.Request(request)).Text("state"));
        Assert.Equal([MinuteEntryKind.Reserved], await hood.Sql(db => db.Minutes.Select(m => m.Kind).ToListAsync()));
    }
}
