using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>The resident, or who acts for them, says other times: the visit moves to one at which the volunteer is free, by the rules of the matching.</summary>
public sealed class MovingOnesOwnVisit
{
    private const string Jeanne = Neighbourhood.JeannesPhone, Monday = "2026-11-30";
    private const string OnFridays = "[{ day: FRIDAY, start: \"09:00\", end: \"19:00\" }]";

    private static string Window(string day, int from = 10, int to = 12) => $"{{ start: \"{day}T{from}:00:00+01:00\", end: \"{day}T{to}:00:00+01:00\" }}";

    private static string Move(string visit, string windows, string rest = "") => $"moveVisit(input: {{ visitId: \"{visit}\", windows: [{windows}] {rest} }})";

    private static string Change(JsonNode request, string windows) => $"changeTimes(input: {{ requestId: \"{request.Text("id")}\", windows: [{windows}] }})";

    [Fact]
    public async Task It_moves_to_the_first_time_that_suits_both_and_everything_follows()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Equal("FORBIDDEN", (await hood.OnVisit(Move(visit, Window(Monday)), amina)).Refused);
        // Before seven she is not free: at nine she is.
        var moved = (await hood.OnVisit(Move(visit, Window(Monday, 10, 12).Replace("T10", "T07", StringComparison.Ordinal)), Jeanne)).Result;
        Assert.Equal((2, "PLANNED", "2026-11-30T08:00:00Z"), (moved.Number("version"), moved.Text("state"), moved.Text("start")));
        Assert.Contains("changement, Jeanne lun. 30/11 à 9h00", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains($"ANNULER {code}", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains("changement, Amina vous aide lun. 30/11 à 9h00", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        // The same half-day again: another hour of it, since that one does not suit. Into December the minutes go along.
        Assert.Equal("2026-11-30T08:30:00Z", (await hood.OnVisit(Move(visit, Window(Monday, 10, 12).Replace("T10", "T09", StringComparison.Ordinal)), Jeanne)).Result.Text("start"));
        Assert.Null((await hood.OnVisit(Move(visit, Window("2026-12-02")), Jeanne)).Refused);
        Assert.Equal(new() { [202611] = 0, [202612] = 30 },
            await hood.Sql(db => db.Minutes.Where(m => m.VisitId != null).GroupBy(m => m.Month).Select(g => new { g.Key, Sum = -g.Sum(m => m.Minutes) }).ToDictionaryAsync(g => g.Key, g => g.Sum)));
        // What was said is what is looked for if she calls it off.
        await hood.Writes(amina, $"ANNULER {code}");
        Assert.Equal("2026-12-02T09:00:00Z", (await hood.Coordinator("{ helpRequests { nodes { windows { start } } } }"))["helpRequests"]!["nodes"]![0]!["windows"]![0].Text("start"));
    }

    [Fact]
    public async Task At_night_nobody_is_woken_to_hear_of_it()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.PassesUntil("2026-11-24T23:00:00+01:00");
        var before = hood.Telephones.To(amina).Count;
        Assert.Null((await hood.OnVisit(Move(visit, Window(Monday)), Jeanne)).Refused);
        await hood.PassesUntil("2026-11-25T08:59:00+01:00");
        Assert.Equal(before, hood.Telephones.To(amina).Count);
        await hood.PassesUntil("2026-11-25T09:01:00+01:00");
        Assert.Contains("changement", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_volunteer_is_not_free_nothing_moves_unless_another_neighbour_will_do()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", metresAway: 100, availability: OnFridays);
        var (request, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.HasVisit(amina, await hood.AsksForJeanne(phone: "+33639985001", name: "Paul", from: "2026-11-27T16:00:00+01:00", to: "2026-11-27T16:30:00+01:00"));
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 3_000);
        var refused = await hood.OnVisit(Move(visit, Window(Monday)), Jeanne);
        Assert.Equal(("VOLUNTEER_NOT_FREE", "windows"), (refused.Refused, refused.Field));
        // Neither is the hour of her other visit free.
        Assert.Equal("VOLUNTEER_NOT_FREE", (await hood.OnVisit(Move(visit, "{ start: \"2026-11-27T16:00:00+01:00\", end: \"2026-11-27T16:30:00+01:00\" }"), Jeanne)).Refused);
        Assert.Equal("SLOT_IN_THE_PAST", (await hood.OnVisit(Move(visit, "{ start: \"2026-11-24T10:00:00+01:00\", end: \"2026-11-24T11:00:00+01:00\" }"), Jeanne)).Refused);
        Assert.Equal("INVALID_LIST", (await hood.OnVisit($"moveVisit(input: {{ visitId: \"{visit}\" }})", Jeanne)).Refused);
        Assert.Equal((1, "2026-11-27T13:00:00Z"), await hood.Sql(async db => (await db.Visits.OrderBy(v => v.Id).Select(v => v.Version).FirstAsync(), (await db.Visits.OrderBy(v => v.Id).Select(v => v.Start).FirstAsync()).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null))));

        var ended = (await hood.OnVisit(Move(visit, Window(Monday), ", orAnotherNeighbour: true"), Jeanne)).Result;
        Assert.Equal(("CANCELLED", "RESIDENT"), (ended.Text("state"), ended.Text("endedBy")));
        Assert.Contains("Vos 30 minutes vous sont rendues", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        var again = await hood.Request(request);
        Assert.Equal(("SEARCHING", "2026-11-30T09:00:00Z"), (again.Text("state"), again.OfferTo(bruno).Text("start")));
    }

    [Fact]
    public async Task Who_acts_for_the_person_moves_it_and_nobody_else_and_not_without_end()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        var (_, visit, _) = await hood.HasVisit(amina, request);
        var jeanne = (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");
        var (told, cancels) = (hood.NextPhone(), hood.NextPhone());
        foreach (var (phone, scope) in new[] { (told, "MAY_BE_TOLD"), (cancels, "MAY_CANCEL") })
            await hood.Does(Neighbourhood.CoordinatorPhone, $"addContact(input: {{ residentId: \"{jeanne}\", firstName: \"Luc\", phone: \"{phone}\", scopes: [{scope}], channel: DESK }})", "resident { id }");
        Assert.Equal("NOT_FOUND", (await hood.OnVisit(Move(visit, Window(Monday)), told)).Refused);
        Assert.Null((await hood.OnVisit(Move(visit, Window(Monday)), cancels)).Refused);
        Assert.Contains("changement", hood.Telephones.To(told)[^1], StringComparison.Ordinal);
        foreach (var day in new[] { "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04" }) Assert.Null((await hood.OnVisit(Move(visit, Window(day)), Jeanne)).Refused);
        Assert.Equal("TOO_MANY_CHANGES", (await hood.OnVisit(Move(visit, Window(Monday)), Jeanne)).Refused);
        Assert.Null((await hood.OnVisit(Move(visit, Window(Monday)))).Refused); // the association, who speaks with both, may
    }

    [Fact]
    public async Task Before_a_visit_is_fixed_neighbours_are_asked_for_the_new_times_and_the_old_ones_are_taken_back_in_silence()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 120);
        var request = await hood.AsksForJeanne();
        const string Returns = "helpRequest { state windows { start } }";
        Assert.Equal("NOT_FOUND", (await hood.Does(amina, Change(request, Window(Monday)), Returns)).Refused);
        var changed = (await hood.Does(Jeanne, Change(request, Window(Monday)), Returns)).Result;
        Assert.Equal(("SEARCHING", "2026-11-30T09:00:00Z"), (changed.Text("state"), changed["windows"]![0].Text("start")));
        var offers = (await hood.Request(request))["offers"]!.AsArray().Select(o => (o.Text("state"), o.Text("start"))).Order().ToList();
        Assert.Equal([("PENDING", "2026-11-30T09:00:00Z"), ("WITHDRAWN", "2026-11-27T13:00:00Z")], offers);
        Assert.DoesNotContain(hood.Telephones.To(amina), b => b.Contains("Un autre voisin", StringComparison.Ordinal));
        await hood.HasVisit(amina, request);
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Jeanne, Change(request, Window("2026-12-01")), Returns)).Refused);
    }

    /// <summary>An answer that a refusal takes back costs nothing: asked half-hour by half-hour it would draw the volunteer's week.</summary>
    [Fact]
    public async Task When_a_volunteer_is_not_free_is_not_asked_without_end()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", availability: OnFridays);
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        for (var i = 0; i < 5; i++) Assert.Equal("VOLUNTEER_NOT_FREE", (await hood.OnVisit(Move(visit, Window(Monday, 10 + i, 12 + i)), Jeanne)).Refused);
        Assert.Equal("TOO_MANY_ATTEMPTS", (await hood.OnVisit(Move(visit, Window(Monday, 15, 17)), Jeanne)).Refused);
        // Whoever would take another neighbour asks nothing of this one's week, and the association may.
        Assert.Equal("VOLUNTEER_NOT_FREE", (await hood.OnVisit(Move(visit, Window(Monday, 15, 17)))).Refused);
        await hood.Passes(Duration.FromDays(1));
        Assert.Equal("VOLUNTEER_NOT_FREE", (await hood.OnVisit(Move(visit, Window(Monday, 15, 17)), Jeanne)).Refused);
        Assert.Equal("CANCELLED", (await hood.OnVisit(Move(visit, Window(Monday), ", orAnotherNeighbour: true"), Jeanne)).Result.Text("state"));
    }
}
