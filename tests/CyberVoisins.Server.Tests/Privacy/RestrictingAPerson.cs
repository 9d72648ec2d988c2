using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Map;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>Restriction: everything is kept, nothing is done with it, and a person lifts it after having told whom it is about.</summary>
public sealed class RestrictingAPerson
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;

    [Fact]
    public async Task Nobody_is_asked_for_a_resident_until_it_is_lifted()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        var request = await hood.AsksForJeanne();
        var jeanne = await CorrectingAPerson.ResidentOf(hood, request);
        var code = hood.CodeOf(amina);
        var restricted = await hood.Does(Nadia, $"restrictResident(residentId: \"{jeanne}\")", "resident { restrictedAt firstName }");
        Assert.Equal("2026-11-24T09:00:00Z", restricted.Result.Text("restrictedAt"));
        Assert.Equal("Jeanne", restricted.Result.Text("firstName")); // the association still sees that there is somebody

        Assert.Equal("WITHDRAWN", (await hood.Request(request)).OfferTo(amina).Text("state"));
        await hood.Writes(amina, $"OUI {code}");
        await hood.Passes(Duration.FromHours(5));
        Assert.Equal(("SEARCHING", 1), ((await hood.Request(request)).Text("state"), (await hood.Request(request))["offers"]!.AsArray().Count));
        Assert.Equal("RESTRICTED", (await hood.AsksForHelp(Nadia, null, $", residentId: \"{jeanne}\"")).Refused);
        Assert.Equal("RESTRICTED", (await hood.AsksForHelp(Nadia, $"firstName: \"Jeanne\", phone: \"{Neighbourhood.JeannesPhone}\", address: {{ {hood.Center} }}")).Refused);
        Assert.Equal("RESTRICTED", (await hood.Does(Nadia, $"offerToVolunteer(input: {{ requestId: \"{request["id"]}\", volunteerId: \"{await hood.IdOf(amina)}\", motive: \"pour voir\" }})", "offer { id }")).Refused);
        Assert.Equal("RESTRICTED", (await hood.Does(Nadia, $"assessAutonomy(input: {{ residentId: \"{jeanne}\", answers: [ALONE, ALONE, ALONE, ALONE, ALONE, ALONE] }})", "assessment { points }")).Refused);

        // Still told, and still corrected: that something was wrong may be the very reason.
        Assert.Contains("Jeanne", (await hood.Coordinator($$"""{ residentData(residentId: "{{jeanne}}") { json } }"""))["residentData"].Text("json"), StringComparison.Ordinal);
        Assert.Null((await hood.Does(Nadia, $"correctResident(input: {{ residentId: \"{jeanne}\", address: {{ {hood.NorthOfCenter(200)} }} }})", "resident { id }")).Refused);
        Assert.Single((await hood.Request(request))["offers"]!.AsArray());

        Assert.Equal("INFORM_FIRST", (await hood.Does(Nadia, $"liftResidentRestriction(residentId: \"{jeanne}\", personInformed: false)", "resident { id }")).Refused);
        Assert.Null((await hood.Does(Nadia, $"liftResidentRestriction(residentId: \"{jeanne}\", personInformed: true)", "resident { restrictedAt }")).Result["restrictedAt"]);
        Assert.Equal(["WITHDRAWN", "PENDING"], (await hood.Request(request))["offers"]!.AsArray().OrderBy(o => o!.Number("wave")).Select(o => o.Text("state")));
        var operations = (await TheJournal.Lines(hood, $", residentId: \"{jeanne}\"")).Select(l => l.Text("operation")).ToList();
        Assert.Contains("restrictResident", operations);
        Assert.Contains("liftResidentRestriction", operations);
    }

    [Fact]
    public async Task News_that_waited_for_the_morning_are_not_sent_and_erasure_still_works()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.PassesUntil("2026-11-24T23:30:00+01:00");
        var request = await hood.AsksForJeanne();
        var jeanne = await CorrectingAPerson.ResidentOf(hood, request);
        await hood.Does(Nadia, $"restrictResident(residentId: \"{jeanne}\")", "resident { id }");
        await hood.PassesUntil("2026-11-25T10:00:00+01:00");
        Assert.Empty(hood.Telephones.To(Neighbourhood.JeannesPhone));
        Assert.Equal(0, await hood.Sql(db => db.Messages.CountAsync(m => m.State == MessageState.Queued)));
        await hood.Does(Nadia, $"cancelRequest(requestId: \"{request["id"]}\")", "helpRequest { state }");
        Assert.Null((await hood.Does(Nadia, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }")).Refused);
    }

    [Fact]
    public async Task A_volunteer_is_asked_nothing_and_nobody_is_left_waiting_at_a_door()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        var id = await hood.IdOf(amina);
        await hood.Ask("{ me { signedIn } }", amina);
        var request = await hood.AsksForJeanne();
        var code = hood.CodeOf(amina);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 900);
        Assert.NotNull((await hood.Does(amina, $"restrictVolunteer(volunteerId: \"{id}\")", "volunteer { restrictedAt }")).Result["restrictedAt"]);
        await hood.Settle();
        Assert.Equal(["WITHDRAWN", "PENDING"], (await hood.Request(request))["offers"]!.AsArray().OrderBy(o => o!.Number("wave")).Select(o => o.Text("state")));
        Assert.Equal("PENDING", (await hood.Request(request)).OfferTo(bruno).Text("state"));
        await hood.Writes(amina, $"OUI {code}");
        Assert.Equal("SEARCHING", (await hood.Request(request)).Text("state"));
        await using var scope = hood.Services.CreateAsyncScope();
        var near = await scope.ServiceProvider.GetRequiredService<VolunteerMap>().Search(new(Guid.Parse(hood.AssociationId)), new(48.8876, 2.3072), 50_000, new(Guid.Empty), 100, 0, CancellationToken.None);
        Assert.DoesNotContain(near.Members, m => m.Id.Value == Guid.Parse(id));

        Assert.Null((await hood.Does(amina, $"liftVolunteerRestriction(volunteerId: \"{id}\", personInformed: true)", "volunteer { restrictedAt }")).Result["restrictedAt"]);
        await hood.HasVisit(bruno, request);
        Assert.Equal("STILL_ENGAGED", (await hood.Does(Nadia, $"restrictVolunteer(volunteerId: \"{await hood.IdOf(bruno)}\")", "volunteer { id }")).Refused);
        Assert.Equal("STILL_ENGAGED", (await hood.Does(Nadia, $"restrictResident(residentId: \"{await CorrectingAPerson.ResidentOf(hood, request)}\")", "resident { id }")).Refused);
    }
}
