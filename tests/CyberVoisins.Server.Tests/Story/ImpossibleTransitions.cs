using System.Text.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>From where things stand, this cannot happen: it is refused with its code, and nothing at all changes.</summary>
public sealed class ImpossibleTransitions
{
    private const string Coordinator = Neighbourhood.CoordinatorPhone;

    /// <summary>Everything that a deed could have changed; signing in sends a code, which is no deed.</summary>
    private static Task<string> Everything(Neighbourhood hood) => hood.Sql(async db => JsonSerializer.Serialize(new
    {
        Requests = await db.Requests.OrderBy(r => r.Id).Select(r => new { r.State, r.Wave, r.Reopened, r.Escalation }).ToListAsync(),
        Offers = await db.Offers.OrderBy(o => o.Id).Select(o => o.State).ToListAsync(),
        Visits = await db.Visits.OrderBy(v => v.Id).Select(v => new { v.State, v.Version, v.Start, v.EndedBy, v.SettledMinutes }).ToListAsync(),
        Volunteers = await db.Volunteers.OrderBy(v => v.Id).Select(v => new { v.State, v.Level }).ToListAsync(),
        Minutes = await db.Minutes.OrderBy(m => m.Id).Select(m => new { m.Month, m.Minutes }).ToListAsync(),
        Messages = await db.Messages.Where(m => m.Kind != MessageKind.SignInCode).OrderBy(m => m.Id).Select(m => m.State).ToListAsync(),
    }));

    private static async Task Refuses(Neighbourhood hood, string who, string returns, params (string Case, string Mutation)[] table)
    {
        var before = await Everything(hood);
        foreach (var (name, mutation) in table)
        {
            Assert.Equal((name, "INVALID_TRANSITION"), (name, (await hood.Does(who, mutation, returns)).Refused));
            Assert.Equal((name, before), (name, await Everything(hood)));
        }
    }

    /// <summary>Each request has the only volunteer of its kind of help, so that the stories do not meet.</summary>
    private static async Task<(JsonNode Request, string Volunteer, string Visit)> AVisit(Neighbourhood hood, string category, string start)
    {
        var volunteer = await hood.HasVolunteer("Amina", categories: $"[{category}]", minutesPerMonth: 120);
        var asked = await hood.AsksForJeanne(phone: hood.NextPhone(), category: category, from: start, to: start.Replace(":00:00", ":30:00", StringComparison.Ordinal));
        var (request, visit, _) = await hood.HasVisit(volunteer, asked);
        return (request, volunteer, visit);
    }

    [Fact]
    public async Task For_a_request()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (done, ines, _) = await AVisit(hood, "INTERNET", "2026-11-24T14:00:00+01:00");
        var (begun, _, _) = await AVisit(hood, "EMAIL", "2026-11-25T14:00:00+01:00");
        await hood.PassesUntil("2026-11-25T14:05:00+01:00");
        await hood.Writes(ines, "FAIT");
        var (booked, _, _) = await AVisit(hood, "SCHOOL", "2026-11-27T14:00:00+01:00");
        var free = await hood.HasVolunteer("Libre", categories: "[SCHOOL, INTERNET, PARENTING]", minutesPerMonth: 120);
        var searching = await hood.AsksForJeanne(phone: hood.NextPhone(), category: "SCHOOL");
        var cancelled = await hood.AsksForJeanne(phone: hood.NextPhone(), category: "PARENTING");
        await hood.Does(Coordinator, $"cancelRequest(requestId: \"{cancelled.Text("id")}\")", "helpRequest { state }");
        Assert.Equal(["FULFILLED", "BOOKED", "BOOKED", "SEARCHING", "CANCELLED"],
            await Task.WhenAll(new[] { done, begun, booked, searching, cancelled }.Select(async r => (await hood.Request(r)).Text("state"))));

        string Withdraw(JsonNode r) => $"cancelRequest(requestId: \"{r.Text("id")}\")";
        string Again(JsonNode r) => $"searchAgain(input: {{ requestId: \"{r.Text("id")}\" }})";
        await Refuses(hood, Coordinator, "helpRequest { state }",
            ("fulfilled, cancelled", Withdraw(done)), ("its visit begun, cancelled", Withdraw(begun)), ("cancelled twice", Withdraw(cancelled)),
            ("fulfilled, searched again", Again(done)), ("booked, searched again", Again(booked)), ("searching, searched again", Again(searching)), ("cancelled, searched again", Again(cancelled)));
        var libre = await hood.IdOf(free);
        string Offer(JsonNode r) => $"offerToVolunteer(input: {{ requestId: \"{r.Text("id")}\", volunteerId: \"{libre}\", motive: \"elle la connaît\" }})";
        await Refuses(hood, Coordinator, "offer { state }", ("fulfilled, offered", Offer(done)), ("booked, offered", Offer(booked)), ("cancelled, offered", Offer(cancelled)));
    }

    [Fact]
    public async Task For_an_offer()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 2 }");
        var (amina, bruno, chloe) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 200), await hood.HasVolunteer("Chloé", metresAway: 3_000));
        var request = await hood.AsksForJeanne();
        await hood.Writes(bruno, "non");
        await hood.Writes(amina, "oui");
        var offers = await hood.Request(request);
        string Id(string phone) => offers.OfferTo(phone).Text("id");
        Assert.Equal(("ACCEPTED", "DECLINED", "WITHDRAWN"), (offers.OfferTo(amina).Text("state"), offers.OfferTo(bruno).Text("state"), offers.OfferTo(chloe).Text("state")));
        await Refuses(hood, amina, "offer { state }", ("accepted, declined", $"declineOffer(offerId: \"{Id(amina)}\")"));
        await Refuses(hood, chloe, "offer { state }", ("withdrawn, declined", $"declineOffer(offerId: \"{Id(chloe)}\")"));

        // A yes is never an error; it only says what became of it.
        var before = await Everything(hood);
        foreach (var (phone, outcome) in new[] { (amina, "ALREADY_YOURS"), (bruno, "ALREADY_TAKEN"), (chloe, "ALREADY_TAKEN") })
            Assert.Equal(outcome, (await hood.Does(phone, $"acceptOffer(offerId: \"{Id(phone)}\")", "acceptance { outcome }")).Result.Text("outcome"));
        Assert.Null((await hood.Does(bruno, $"declineOffer(offerId: \"{Id(bruno)}\")", "offer { state }")).Refused); // a no said twice is one
        Assert.Equal("NOT_FOUND", (await hood.Does(chloe, $"acceptOffer(offerId: \"{Id(amina)}\")", "acceptance { outcome }")).Refused);
        Assert.Equal("NOT_FOUND", (await hood.Does(Coordinator, $"acceptOffer(offerId: \"{Id(amina)}\")", "acceptance { outcome }")).Refused); // nobody says yes for somebody
        Assert.Equal(before, await Everything(hood));
    }

    [Fact]
    public async Task For_a_visit()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (_, ines, completed) = await AVisit(hood, "INTERNET", "2026-11-24T14:00:00+01:00");
        var (_, emma, noShow) = await AVisit(hood, "EMAIL", "2026-11-24T15:00:00+01:00");
        var (_, _, cancelled) = await AVisit(hood, "SCHOOL", "2026-11-26T14:00:00+01:00");
        await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{cancelled}\", askAgain: false }})");
        var (_, _, begun) = await AVisit(hood, "PARENTING", "2026-11-25T14:00:00+01:00");
        await hood.PassesUntil("2026-11-25T14:05:00+01:00");
        await hood.Writes(ines, "FAIT");
        await hood.Writes(emma, "ABSENT");
        var (_, _, planned) = await AVisit(hood, "HEALTH", "2026-11-27T14:00:00+01:00");

        string Move(string v) => $"moveVisit(input: {{ visitId: \"{v}\", start: \"2026-11-28T10:00:00+01:00\" }})";
        string Cancel(string v) => $"cancelVisit(input: {{ visitId: \"{v}\" }})";
        string Report(string v, string outcome) => $"reportVisit(input: {{ visitId: \"{v}\", outcome: {outcome} }})";
        List<(string, string)> table = [("begun, moved", Move(begun)), ("begun, cancelled", Cancel(begun))];
        foreach (var outcome in new[] { "HAPPENED", "RESIDENT_ABSENT", "VOLUNTEER_ABSENT" })
            table.AddRange(new[] { planned, completed, cancelled, noShow }.Select((v, i) => ($"{i}, {outcome}", Report(v, outcome))));
        foreach (var ended in new[] { completed, cancelled, noShow }) table.AddRange([("ended, moved", Move(ended)), ("ended, cancelled", Cancel(ended))]);
        await Refuses(hood, Coordinator, "visit { state }", [.. table]);
    }

    [Fact]
    public async Task For_a_volunteer_and_for_a_message()
    {
        await using var hood = await Neighbourhood.Start();
        var (registered, vouched, paused, suspended) = (await Id("R", vouched: false), await Id("V"), await Id("P"), await Id("S"));
        async Task<string> Id(string name, bool vouched = true) => await hood.IdOf(await hood.HasVolunteer(name, vouched: vouched));
        string On(string what, string id) => what == "vouch" ? $"vouchForVolunteer(input: {{ volunteerId: \"{id}\" }})" : $"{what}Volunteer(volunteerId: \"{id}\")";
        await hood.Does(Coordinator, On("pause", paused), "volunteer { state }");
        await hood.Does(Coordinator, On("suspend", suspended), "volunteer { state }");
        await Refuses(hood, Coordinator, "volunteer { state }",
            [.. new[] { ("pause", registered), ("resume", registered), ("vouch", vouched), ("resume", vouched), ("pause", paused), ("vouch", paused), ("pause", suspended), ("resume", suspended), ("suspend", suspended) }
                .Select(c => (c.Item1, On(c.Item1, c.Item2)))]);

        var welcome = (await hood.Messages("DELIVERED"))[0].Text("id");
        await Refuses(hood, Coordinator, "message { state }", ("sent, called", $"markCalled(messageId: \"{welcome}\")"));
    }
}
