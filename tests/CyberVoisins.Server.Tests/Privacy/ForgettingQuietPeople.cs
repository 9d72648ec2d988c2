using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>Whoever gives no sign for three years is listed for a month, then erased; whoever is kept, restricted or waited for stays.</summary>
public sealed class ForgettingQuietPeople
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;

    private static async Task<IReadOnlyList<string>> Listed(Neighbourhood hood) =>
        [.. (await hood.Coordinator("{ goingQuiet { kind residentId volunteerId firstName lastSign erasedOn } }"))["goingQuiet"]!.AsArray().Select(p => $"{p.Text("kind")} {p.Text("firstName")} {p.Text("lastSign")} {p.Text("erasedOn")}")];

    /// <summary>The last sign of both is 27 November 2026: the visit, what she reported, and a word of thanks.</summary>
    [Fact]
    public async Task Three_years_after_the_last_sign_nothing_readable_is_left_unless_somebody_keeps_them()
    {
        var (hood, _, amina, jeanne) = await ErasingAPerson.AfterAVisit();
        await using var _1 = hood;
        await hood.PassesUntil("2029-10-27T12:00:00+02:00");
        Assert.Empty(await Listed(hood));
        await hood.PassesUntil("2029-10-28T12:00:00+01:00");
        var sent = hood.Telephones.All.Count;
        Assert.Equal(["RESIDENT Cunégonde 2026-11-27 2029-11-28", "VOLUNTEER Zéphyrine 2026-11-27 2029-11-28"], (await Listed(hood)).Order(StringComparer.Ordinal));
        Assert.Contains(await TheJournal.Lines(hood, $", residentId: \"{jeanne}\""), l => l.Text("operation") == "read goingQuiet");
        Assert.Equal("Zéphyrine", (await hood.Does(Nadia, $"keepVolunteer(volunteerId: \"{amina}\")", "volunteer { firstName }")).Result.Text("firstName"));
        Assert.Equal(["RESIDENT Cunégonde 2026-11-27 2029-11-28"], await Listed(hood));

        await hood.PassesUntil("2029-11-27T23:00:00+01:00");
        Assert.Contains("Cunégonde", await ErasingAPerson.Opened(hood), StringComparison.Ordinal);
        await hood.PassesUntil("2029-11-28T12:00:00+01:00");
        var all = await ErasingAPerson.Opened(hood);
        ErasingAPerson.HoldsNone(all, "Cunégonde", "Anselme", "639985000", "639984321", "Saussure", "Lefèvre", "téléphone ne sonne");
        Assert.Contains("Zéphyrine", all, StringComparison.Ordinal);
        Assert.Equal(sent, hood.Telephones.All.Count); // nobody was written to
        Assert.Equal((1, 1), (await hood.Sql(db => db.Requests.CountAsync()), await hood.Sql(db => db.Visits.CountAsync())));

        var line = (await TheJournal.Lines(hood)).Single(l => l.Text("operation") == "erase inactive");
        Assert.Equal("SERVICE", line.Text("actor"));
        Assert.NotEqual("0", JsonNode.Parse(line.Text("line"))!["facts"].Text("rows"));
        Assert.Empty(await TheJournal.Lines(hood, $", residentId: \"{jeanne}\""));
        var check = await hood.Coordinator("{ journalCheck { firstBroken } firstBrokenDecision }");
        Assert.Null(check["journalCheck"]!["firstBroken"]);
        Assert.Null(check["firstBrokenDecision"]);
        Assert.Empty(await Listed(hood)); // once

        // Kept once is kept for three years more.
        await hood.PassesUntil("2032-10-27T12:00:00+01:00");
        Assert.Contains("Zéphyrine", await ErasingAPerson.Opened(hood), StringComparison.Ordinal);
        await hood.PassesUntil("2032-10-30T12:00:00+01:00");
        ErasingAPerson.HoldsNone(await ErasingAPerson.Opened(hood), "Zéphyrine");
    }

    [Fact]
    public async Task Whoever_waits_for_something_or_is_restricted_or_came_back_stays()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.AsksForJeanne(); // nobody is near: the association's list
        var restricted = await hood.AsksForJeanne("+33639985001", name: "Paul");
        var back = await hood.AsksForJeanne("+33639985002", name: "Rose");
        var gone = await hood.AsksForJeanne("+33639985003", name: "Théo");
        foreach (var request in new[] { restricted, back, gone }) await hood.Does(Nadia, $"cancelRequest(requestId: \"{request["id"]}\")", "helpRequest { state }");
        await hood.Does(Nadia, $"restrictResident(residentId: \"{await CorrectingAPerson.ResidentOf(hood, restricted)}\")", "resident { id }");
        await hood.PassesUntil("2028-01-10T12:00:00+01:00");
        await hood.Ask("{ me { signedIn } }", "+33639985002"); // only signs in
        await hood.PassesUntil("2029-11-26T12:00:00+01:00");
        Assert.Equal(["", "Jeanne", "Paul", "Rose"], (await hood.Sql(db => db.Residents.Select(r => r.FirstName).ToListAsync())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_shorter_time_lists_everybody_for_a_month_before_it_erases_anybody()
    {
        var (hood, _, _, _) = await ErasingAPerson.AfterAVisit();
        await using var _1 = hood;
        foreach (var months in new[] { 11, 37 }) Assert.Equal("INVALID_MONTHS", (await hood.Does(Nadia, $"setForgetting(months: {months})", "association { forgetAfterMonths }")).Refused);
        await hood.PassesUntil("2028-05-15T12:00:00+02:00");
        Assert.Equal(12, (await hood.Does(Nadia, "setForgetting(months: 12)", "association { forgetAfterMonths }")).Result.Number("forgetAfterMonths"));
        Assert.Equal(["RESIDENT Cunégonde 2026-11-27 2028-06-15", "VOLUNTEER Zéphyrine 2026-11-27 2028-06-15"], (await Listed(hood)).Order(StringComparer.Ordinal));
        await hood.PassesUntil("2028-06-14T23:00:00+02:00");
        Assert.Contains("Cunégonde", await ErasingAPerson.Opened(hood), StringComparison.Ordinal);
        await hood.PassesUntil("2028-06-15T02:00:00+02:00");
        ErasingAPerson.HoldsNone(await ErasingAPerson.Opened(hood), "Cunégonde", "Zéphyrine");
    }
}
