using CyberVoisins.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>A visit moves, or does not take place: minutes, messages and the request follow.</summary>
public sealed class MovingAVisit
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    private static string Move(string visit, string start) => $"moveVisit(input: {{ visitId: \"{visit}\", start: \"{start}\" }})";

    private static string Cancel(string visit, string rest = "") => $"cancelVisit(input: {{ visitId: \"{visit}\" {rest} }})";

    private static Task<Dictionary<int, int>> MinutesByMonth(Neighbourhood hood) =>
        hood.Sql(db => db.Minutes.Where(m => m.VisitId != null).GroupBy(m => m.Month).Select(g => new { g.Key, Sum = -g.Sum(m => m.Minutes) }).ToDictionaryAsync(g => g.Key, g => g.Sum));

    [Fact]
    public async Task Within_the_month_both_are_told_and_every_reminder_is_replaced()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (request, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Equal("FORBIDDEN", (await hood.OnVisit(Move(visit, "2026-11-30T10:00:00+01:00"), amina)).Refused);
        var moved = (await hood.OnVisit(Move(visit, "2026-11-30T10:00:00+01:00"))).Result;
        Assert.Equal((2, "PLANNED", "2026-11-30T09:00:00Z"), (moved.Number("version"), moved.Text("state"), moved.Text("start")));
        Assert.Contains("changement, Jeanne lun. 30/11 à 10h00", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains("changement, Amina vous aide lun. 30/11 à 10h00", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Equal(30, await hood.MinutesLeft(amina));

        await hood.PassesUntil("2026-11-30T10:29:00+01:00");
        const string Reminders = "2026-11-28T09:00:00Z 2026-11-29T18:30:00Z";
        Assert.Equal((Reminders, Reminders), (await hood.RemindersTo(amina), await hood.RemindersTo(Jeanne)));
        Assert.DoesNotContain(hood.Telephones.To(amina), b => b.Contains("avez-vous aidé", StringComparison.Ordinal));
        await hood.PassesUntil("2026-11-30T11:00:00+01:00");
        await hood.Writes(amina, $"FAIT {code}");
        Assert.Equal("FULFILLED", (await hood.Request(request)).Text("state"));
    }

    [Fact]
    public async Task Into_another_month_that_has_the_minutes_they_move_too_and_come_back_on_cancelling()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Null((await hood.OnVisit(Move(visit, "2026-12-02T14:00:00+01:00"))).Refused);
        Assert.Equal(new() { [202611] = 0, [202612] = 30 }, await MinutesByMonth(hood));
        Assert.Null((await hood.OnVisit(Move(visit, "2026-11-30T14:00:00+01:00"))).Refused);
        Assert.Equal(new() { [202611] = 30, [202612] = 0 }, await MinutesByMonth(hood));
        Assert.Null((await hood.OnVisit(Cancel(visit, ", askAgain: false"))).Refused);
        Assert.Equal(new() { [202611] = 0, [202612] = 0 }, await MinutesByMonth(hood));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_nothing_moves()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 60);
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.HasVisit(amina, await hood.AsksForJeanne(phone: "+33639985001", name: "Paul", minutes: 60, from: "2026-12-01T14:00:00+01:00", to: "2026-12-01T15:00:00+01:00"));
        await hood.HasVisit(amina, await hood.AsksForJeanne(phone: "+33639985002", name: "Rosa", from: "2026-11-30T14:00:00+01:00", to: "2026-11-30T14:30:00+01:00"));
        var sent = hood.Telephones.All.Count;
        foreach (var (start, code) in new[]
                 {
                     ("2026-12-03T14:00:00+01:00", "NO_MINUTES_LEFT"), ("2026-11-30T14:29:00+01:00", "BUSY_THEN"), ("2026-11-30T13:31:00+01:00", "BUSY_THEN"),
                     ("2026-11-24T10:59:00+01:00", "SLOT_IN_THE_PAST"), ("2027-03-01T10:00:00+01:00", "SLOT_TOO_FAR_AHEAD"),
                 })
            Assert.Equal(code, (await hood.OnVisit(Move(visit, start))).Refused);
        var still = (await hood.Coordinator($$"""{ visit(id: "{{visit}}") { start version state } }"""))["visit"]!;
        Assert.Equal(("2026-11-27T13:00:00Z", 1, "PLANNED"), (still.Text("start"), still.Number("version"), still.Text("state")));
        Assert.Equal(sent, hood.Telephones.All.Count);
        Assert.Null((await hood.OnVisit(Move(visit, "2026-11-30T14:30:00+01:00"))).Refused); // back to back is possible
    }

    [Fact]
    public async Task Cancelled_by_the_volunteer_the_next_is_asked()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (request, _, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(amina, $"non {code}");
        Assert.Contains($"répondez ANNULER {code}", hood.Telephones.To(amina)[^1], StringComparison.OrdinalIgnoreCase); // a no may be about anything
        await hood.Writes(amina, $"Annuler {code} svp");
        Assert.Contains("la visite est annulée", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal(60, await hood.MinutesLeft(amina));
        Assert.Contains("Nous cherchons un autre voisin", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Equal("PENDING", (await hood.Request(request)).OfferTo(bruno).Text("state"));

        // Through the API she cannot end Jeanne's request either, whatever she asks for.
        await hood.Writes(bruno, "oui");
        var visit = (await hood.Request(request))["visits"]!.AsArray().Single(v => v.Text("state") == "PLANNED").Text("id");
        Assert.Equal("VOLUNTEER", (await hood.OnVisit(Cancel(visit, ", askAgain: false"), bruno)).Result.Text("endedBy"));
        Assert.Equal(("ESCALATED", "NOBODY_SAID_YES"), ((await hood.Request(request)).Text("state"), (await hood.Request(request)).Text("escalation")));
        await hood.PassesUntil("2026-11-28T12:00:00+01:00");
        Assert.Equal(("", "", ""), (await hood.RemindersTo(amina), await hood.RemindersTo(bruno), await hood.RemindersTo(Jeanne)));
    }

    [Theory]
    [InlineData(null, "CANCELLED")]
    [InlineData(", askAgain: true", "SEARCHING")]
    public async Task Cancelled_by_the_resident_it_ends_unless_help_is_still_wanted(string? rest, string state)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, _) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (request, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        if (rest is null) await hood.Writes(Jeanne, $"ANNULER {code}");
        else Assert.Equal("RESIDENT", (await hood.OnVisit(Cancel(visit, rest), Jeanne)).Result.Text("endedBy"));
        Assert.Equal(state, (await hood.Request(request)).Text("state"));
        Assert.Contains("Vos 30 minutes vous sont rendues", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal(60, await hood.MinutesLeft(amina));
        await hood.Writes(Jeanne, $"ANNULER {code}"); // twice is once
        await hood.PassesUntil("2026-11-27T20:00:00+01:00");
        Assert.Equal(("", ""), (await hood.RemindersTo(amina), await hood.RemindersTo(Jeanne)));
        Assert.DoesNotContain(hood.Telephones.To(amina), b => b.Contains("avez-vous aidé", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "SEARCHING", "Nous cherchons un autre voisin")]
    [InlineData(", askAgain: false", "CANCELLED", "est annulée")]
    public async Task Cancelled_by_the_association_both_are_told(string rest, string state, string words)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, _) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (request, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Equal("ASSOCIATION", (await hood.OnVisit(Cancel(visit, rest))).Result.Text("endedBy"));
        Assert.Equal(state, (await hood.Request(request)).Text("state"));
        Assert.Contains("est annulée", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains(words, hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.False(await hood.Sql(db => db.Messages.AnyAsync(m => m.Kind == MessageKind.Reminder && m.State == MessageState.Queued)));
    }

    [Fact]
    public async Task A_request_withdrawn_with_its_visit_tells_the_volunteer_and_without_one_those_who_were_asked()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (request, _, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        string Withdraw(string id) => $"cancelRequest(requestId: \"{id}\")";
        Assert.Equal("NOT_FOUND", (await hood.Does(amina, Withdraw(request.Text("id")), "helpRequest { state }")).Refused);
        Assert.Equal("CANCELLED", (await hood.Does(Jeanne, Withdraw(request.Text("id")), "helpRequest { state }")).Result.Text("state"));
        Assert.Contains("Vos 30 minutes vous sont rendues", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal("CANCELLED", (await hood.Request(request))["visits"]![0].Text("state"));

        var paul = await hood.AsksForJeanne(phone: "+33639985001", name: "Paul");
        await hood.Does(Neighbourhood.CoordinatorPhone, Withdraw(paul.Text("id")), "helpRequest { state }");
        Assert.Contains("Rien à faire cette fois", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains("votre demande est annulée", hood.Telephones.To("+33639985001")[^1], StringComparison.Ordinal);
        Assert.Equal("WITHDRAWN", (await hood.Request(paul)).OfferTo(amina).Text("state"));
    }
}
