using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>Rectification: what was wrong is put right, and what followed from it as well: nobody reads, hears or opens a door at the old number or address.</summary>
public sealed class CorrectingAPerson
{
    private const string Nadia = Neighbourhood.CoordinatorPhone, NewPhone = "+33639985777";
    private const string Resident = "resident { id firstName phone canReceiveSms language ageBand place { label latitude } }";

    internal static async Task<string> ResidentOf(Neighbourhood hood, JsonNode request) =>
        (await hood.Coordinator($$"""{ helpRequest(id: "{{request["id"]}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");

    private static Task<Done> Corrects(Neighbourhood hood, string? who, string resident, string what) =>
        hood.Does(who, $"correctResident(input: {{ residentId: \"{resident}\", {what} }})", Resident);

    [Fact]
    public async Task What_is_left_out_stays_and_an_age_band_can_be_forgotten()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = await ResidentOf(hood, await hood.AsksForJeanne(residentExtra: ", ageBand: FROM_80"));
        var corrected = (await Corrects(hood, Nadia, jeanne, "firstName: \"Jehanne\", language: \"en\"")).Result;
        Assert.Equal(("Jehanne", "en", "FROM_80", Neighbourhood.JeannesPhone), (corrected.Text("firstName"), corrected.Text("language"), corrected.Text("ageBand"), corrected.Text("phone")));
        Assert.Null((await Corrects(hood, Nadia, jeanne, "ageBandUnknown: true")).Result["ageBand"]);
        Assert.Equal("INVALID_LIST", (await Corrects(hood, Nadia, jeanne, "ageBand: FROM_80, ageBandUnknown: true")).Refused);
        var lines = await TheJournal.Lines(hood, $", residentId: \"{jeanne}\"");
        Assert.Contains(lines, l => l.Text("operation") == "correctResident" && l.Text("line").Contains("Resident.FirstName", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_leaves_for_the_old_number_and_the_visit_is_told_at_the_new_one()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        var (_, visit, code) = await hood.HasVisit(amina, request);
        await hood.Ask("{ me { signedIn } }", Neighbourhood.JeannesPhone);
        var (old, toAmina) = (hood.Telephones.To(Neighbourhood.JeannesPhone).Count, hood.Telephones.To(amina).Count);
        var jeanne = await ResidentOf(hood, request);
        Assert.Null((await Corrects(hood, Nadia, jeanne, $"phone: \"{NewPhone}\"")).Refused);
        await hood.Settle();
        Assert.Contains(hood.Telephones.To(NewPhone), b => b.Contains(code, StringComparison.Ordinal));

        // The reminders too, each once; the volunteer hears nothing new.
        await hood.PassesUntil("2026-11-27T13:00:00+01:00");
        Assert.Equal(old, hood.Telephones.To(Neighbourhood.JeannesPhone).Count);
        Assert.NotEmpty(await hood.RemindersTo(NewPhone));
        Assert.Equal(toAmina + (await hood.RemindersTo(amina)).Split(' ').Length, hood.Telephones.To(amina).Count);
        // Who has the old telephone says nothing about the visit any more, and who has the new one does.
        await hood.Writes(Neighbourhood.JeannesPhone, $"ANNULER {code}");
        Assert.Equal("PLANNED", (await hood.Coordinator($$"""{ visit(id: "{{visit}}") { state } }"""))["visit"].Text("state"));
        await hood.Writes(NewPhone, $"ANNULER {code}");
        Assert.Equal("CANCELLED", (await hood.Coordinator($$"""{ visit(id: "{{visit}}") { state } }"""))["visit"].Text("state"));
    }

    [Fact]
    public async Task What_waits_for_the_morning_waits_for_the_new_number()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-11-24T23:30:00+01:00");
        var request = await hood.AsksForJeanne(); // at night: that it was received is told in the morning
        Assert.Empty(hood.Telephones.To(Neighbourhood.JeannesPhone));
        Assert.Null((await Corrects(hood, Nadia, await ResidentOf(hood, request), $"phone: \"{NewPhone}\"")).Refused);
        await hood.PassesUntil("2026-11-25T10:00:00+01:00");
        Assert.Empty(hood.Telephones.To(Neighbourhood.JeannesPhone));
        Assert.Single(hood.Telephones.To(NewPhone));
        Assert.Equal(1, await hood.Sql(db => db.Messages.CountAsync(m => m.State == MessageState.Cancelled && m.Kind == MessageKind.RequestReceived)));
        Assert.NotEmpty(hood.Telephones.To(amina));
    }

    [Fact]
    public async Task A_call_off_that_arrived_at_the_old_number_is_told_again()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        var (_, visit, _) = await hood.HasVisit(amina, request);
        await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\", askAgain: false }})");
        var said = hood.Telephones.To(Neighbourhood.JeannesPhone)[^1];
        await Corrects(hood, Nadia, await ResidentOf(hood, request), "phone: \"01 99 00 12 34\"");
        // A landline: a person of the association calls.
        var calls = await hood.Messages("TO_CALL");
        Assert.Contains(calls, c => c.Text("to") == "+33199001234" && c.Text("body") == said);
        Assert.DoesNotContain(calls, c => c.Text("to") == Neighbourhood.JeannesPhone);
    }

    [Fact]
    public async Task A_person_takes_no_number_that_they_have_not_proven_and_the_old_account_sees_nothing_more()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var asked = await hood.AsksForHelp(Neighbourhood.JeannesPhone, $"firstName: \"Jeanne\", phone: \"{Neighbourhood.JeannesPhone}\", address: {{ {hood.Center} }}");
        var (request, jeanne) = (asked.Result.Text("id"), asked.Result["resident"].Text("id"));
        var refused = await Corrects(hood, Neighbourhood.JeannesPhone, jeanne, $"phone: \"{NewPhone}\"");
        Assert.Equal(("FORBIDDEN", "phone"), (refused.Refused, refused.Field));
        Assert.Equal("Jehanne", (await Corrects(hood, Neighbourhood.JeannesPhone, jeanne, $"firstName: \"Jehanne\", phone: \"{Neighbourhood.JeannesPhone}\"")).Result.Text("firstName"));

        await Corrects(hood, Nadia, jeanne, $"phone: \"{NewPhone}\"");
        Assert.Null((await hood.Ask($$"""{ helpRequest(id: "{{request}}") { id } }""", Neighbourhood.JeannesPhone))["helpRequest"]);
        Assert.Equal("NOT_FOUND", (await Corrects(hood, Neighbourhood.JeannesPhone, jeanne, "firstName: \"Eve\"")).Refused);
        // She signs in with the new one, and is herself.
        await hood.Ask("{ me { signedIn } }", NewPhone);
        Assert.Equal(request, (await hood.Ask($$"""{ helpRequest(id: "{{request}}") { id } }""", NewPhone))["helpRequest"].Text("id"));
    }

    [Fact]
    public async Task A_search_begins_again_at_the_right_address_and_a_fixed_visit_is_ended_first()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var near = await hood.HasVolunteer("Amina");
        var far = await hood.HasVolunteer("Bruno", metresAway: 8_000, maxDistance: 1_000);
        var request = await hood.AsksForJeanne();
        var jeanne = await ResidentOf(hood, request);
        var code = hood.CodeOf(near);
        var moved = (await Corrects(hood, Nadia, jeanne, $"address: {{ {hood.NorthOfCenter(8_000)} }}")).Result;
        Assert.NotEqual(48.8876, moved["place"]!["latitude"]!.GetValue<double>());
        var offers = (await hood.Request(request))["offers"]!.AsArray();
        Assert.Equal(["WITHDRAWN Amina", "PENDING Bruno"], offers.OrderBy(o => o!.Number("wave")).Select(o => $"{o.Text("state")} {o!["volunteer"].Text("firstName")}"));
        await hood.Writes(near, $"OUI {code}");
        Assert.Equal("SEARCHING", (await hood.Request(request)).Text("state"));

        await hood.HasVisit(far, request);
        var refused = await Corrects(hood, Nadia, jeanne, $"address: {{ {hood.NorthOfCenter(0)} }}");
        Assert.Equal(("STILL_ENGAGED", "address"), (refused.Refused, refused.Field));
        Assert.Equal("Jehanne", (await Corrects(hood, Nadia, jeanne, "firstName: \"Jehanne\"")).Result.Text("firstName"));
    }

    [Fact]
    public async Task Nobody_found_at_the_wrong_address_is_searched_for_at_the_right_one()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina", metresAway: 9_000, maxDistance: 1_000);
        var request = await hood.AsksForJeanne();
        Assert.Equal("ESCALATED", (await hood.Request(request)).Text("state"));
        await Corrects(hood, Nadia, await ResidentOf(hood, request), $"address: {{ {hood.NorthOfCenter(8_500)} }}");
        Assert.Equal("SEARCHING", (await hood.Request(request)).Text("state"));
    }

    [Fact]
    public async Task What_somebody_wrote_on_their_own_word_is_corrected_by_nobody_else()
    {
        await using var hood = await Neighbourhood.Start();
        var luce = hood.NextPhone();
        var asked = await hood.AsksForHelp(luce, $"firstName: \"Suzanne\", phone: \"{NewPhone}\", address: {{ {hood.Center} }}, relative: {{ firstName: \"Luce\" }}");
        var suzanne = asked.Result["resident"].Text("id");
        await hood.Ask("{ me { signedIn } }", NewPhone);
        foreach (var other in new[] { Nadia, NewPhone }) Assert.Equal("NOT_FOUND", (await Corrects(hood, other, suzanne, "firstName: \"Eve\"")).Refused);
        Assert.Equal("Suzette", (await Corrects(hood, luce, suzanne, "firstName: \"Suzette\"")).Result.Text("firstName"));
    }

    [Fact]
    public async Task A_volunteers_number_takes_along_what_she_must_know_and_leaves_nothing_behind()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        var first = await hood.AsksForJeanne();
        var (_, _, code) = await hood.HasVisit(amina, first);
        var open = await hood.AsksForJeanne("+33639985001", name: "Paul", from: "2026-12-02T14:00:00+01:00", to: "2026-12-02T18:00:00+01:00");
        await hood.Ask("{ me { signedIn } }", amina);
        var (id, asked, before) = (await hood.IdOf(amina), hood.CodeOf(amina), hood.Telephones.To(amina).Count);
        Task<Done> Changes(string who, string phone) => hood.Does(who, $"updateVolunteer(input: {{ volunteerId: \"{id}\", phone: \"{phone}\" }})", "volunteer { phone }");
        Assert.Equal("FORBIDDEN", (await Changes(amina, NewPhone)).Refused);
        var bruno = await hood.HasVolunteer("Bruno", vouched: false);
        Assert.Equal("ALREADY_REGISTERED", (await Changes(Nadia, bruno)).Refused);
        Assert.Equal(NewPhone, (await Changes(Nadia, NewPhone)).Result.Text("phone"));

        await hood.Settle();
        Assert.Equal(before, hood.Telephones.To(amina).Count);
        Assert.Contains(hood.Telephones.To(NewPhone), b => b.Contains(code, StringComparison.Ordinal)); // the visit
        Assert.DoesNotContain(hood.Telephones.To(NewPhone), b => b.Contains(asked, StringComparison.Ordinal)); // the offer is another one
        Assert.Equal(["WITHDRAWN", "PENDING"], (await hood.Request(open))["offers"]!.AsArray().OrderBy(o => o!.Number("wave")).Select(o => o.Text("state")));
        await hood.PassesUntil("2026-11-27T18:30:00+01:00");
        Assert.Equal(before, hood.Telephones.To(amina).Count);
        Assert.Contains(hood.Telephones.To(NewPhone), b => b.Contains($"FAIT {code}", StringComparison.Ordinal));
        Assert.Empty((await hood.Ask("{ visits { nodes { id } } }", amina))["visits"]!["nodes"]!.AsArray());
        Assert.Equal(1, await hood.Sql(db => db.Offers.CountAsync(o => o.State == OfferState.Accepted)));
    }
}
