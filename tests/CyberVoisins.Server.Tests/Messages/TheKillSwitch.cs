using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>One press, and nothing leaves any more; nothing is lost either.</summary>
public sealed class TheKillSwitch
{
    private const string Jeanne = Neighbourhood.JeannesPhone, Other = "+33639980004";
    private const string Circle = "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Done> Stops(Neighbourhood hood, string who, string rest = "") => hood.Does(who, $$"""stopSms(input: { reason: "Un texte faux est parti." {{rest}} })""", "sms { associationId stoppedAt reason }");
    private static Task<Done> Resumes(Neighbourhood hood, string who) => hood.Does(who, "resumeSms", "sms { associationId stoppedAt reason }");

    [Fact]
    public async Task Pressed_by_an_administrator_nothing_leaves_not_even_the_answer_to_a_stop()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.Ask("{ me { signedIn } }", Neighbourhood.AdministratorPhone);
        var stopped = (await Stops(hood, Neighbourhood.AdministratorPhone)).Result;
        Assert.Equal(("2026-11-24T09:00:00Z", "Un texte faux est parti.", null), (stopped.Text("stoppedAt"), stopped.Text("reason"), stopped["associationId"]?.ToJsonString()));
        var before = hood.Telephones.Attempts.Count;

        await hood.AsksForJeanne();
        await hood.Writes(amina, "AIDE");
        await hood.Writes(amina, "STOP");
        await hood.Passes(Duration.FromHours(3));
        Assert.Equal(before, hood.Telephones.Attempts.Count);
        using var client = hood.Client();
        var health = JsonNode.Parse(await client.GetStringAsync("/health/ready", Cancel))!["checks"]!["sms-books"]!;
        Assert.Equal(("Degraded", "An administrator has stopped every SMS."), (health.Text("status"), health.Text("description")));
        Assert.Equal("Un texte faux est parti.", (await hood.Ask("{ smsGate { stoppedBecause } }", Neighbourhood.AdministratorPhone))["smsGate"].Text("stoppedBecause"));

        Assert.Null((await Resumes(hood, Neighbourhood.AdministratorPhone)).Result["stoppedAt"]);
        await hood.Passes(Duration.FromHours(1));
        Assert.Single(hood.Telephones.To(Jeanne), b => b.Contains("bien notée", StringComparison.Ordinal));
        // What Amina is told of her STOP leaves as well; nothing leaves twice.
        Assert.Contains(hood.Telephones.All.Skip(before), s => s.To == amina);
        Assert.All(hood.Telephones.All.GroupBy(s => s.Id), same => Assert.Single(same));
    }

    [Fact]
    public async Task What_came_too_late_meanwhile_is_on_the_call_list_and_never_leaves()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne()); // on Friday afternoon
        await hood.PassesUntil("2026-11-25T12:00:00+01:00");
        await Stops(hood, Neighbourhood.AdministratorPhone);
        var before = hood.Telephones.Attempts.Count;
        await hood.PassesUntil("2026-11-27T13:55:00+01:00");
        Assert.Equal(before, hood.Telephones.Attempts.Count);
        Assert.Contains(await hood.Messages("TO_CALL"), m => m.Text("kind") == "REMINDER" && m.Text("to") == Jeanne);

        await Resumes(hood, Neighbourhood.AdministratorPhone);
        await hood.Passes(Duration.FromMinutes(30));
        Assert.DoesNotContain(hood.Telephones.All.Skip(before), s => s.Body.Contains("rappel", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Pressed_by_a_coordinator_it_stops_the_association_alone()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        var other = await hood.HasAssociation("Entraide Batignolles", Other, Circle);
        await hood.Ask("{ me { signedIn } }", Neighbourhood.CoordinatorPhone);
        var stopped = (await Stops(hood, Neighbourhood.CoordinatorPhone)).Result;
        Assert.Equal(hood.AssociationId, stopped.Text("associationId"));

        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromMinutes(5));
        Assert.Empty(hood.Telephones.To(Jeanne));
        // The others' leave, and codes to sign in belong to nobody.
        await hood.Ask($$"""
            mutation { askForHelp(input: { associationId: "{{other}}", resident: { firstName: "Rose", phone: "+33639985001", address: { text: "75017 Paris" } }, category: HEALTH,
              sentence: "Je voudrais lire mes analyses.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { errors { code } } }
            """, Other);
        await hood.Ask("""mutation { requestSignInCode(input: { phone: "+33639985002" }) { errors { code } } }""");
        await hood.Settle();
        Assert.NotEmpty(hood.Telephones.To("+33639985001"));
        Assert.Single(hood.Telephones.To("+33639985002"));
        var seen = (await hood.Coordinator("{ conversation { smsStoppedAt smsStoppedBecause everySmsStoppedAt } }"))["conversation"]!;
        Assert.Equal(("Un texte faux est parti.", true), (seen.Text("smsStoppedBecause"), seen["everySmsStoppedAt"] is null));

        await Resumes(hood, Neighbourhood.CoordinatorPhone);
        await hood.Passes(Duration.FromMinutes(5));
        Assert.Single(hood.Telephones.To(Jeanne));
    }

    [Fact]
    public async Task A_coordinator_cannot_start_what_an_administrator_stopped()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        await hood.Ask("{ me { signedIn } }", Neighbourhood.CoordinatorPhone);
        await Stops(hood, Neighbourhood.AdministratorPhone);
        Assert.Null((await Resumes(hood, Neighbourhood.CoordinatorPhone)).Refused); // of the association nothing was stopped
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromMinutes(5));
        Assert.Empty(hood.Telephones.To(Jeanne));
        Assert.NotNull((await hood.Coordinator("{ conversation { everySmsStoppedAt } }"))["conversation"]!["everySmsStoppedAt"]);
    }

    [Fact]
    public async Task An_administrator_may_stop_one_association()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        await Stops(hood, Neighbourhood.AdministratorPhone, $", associationId: \"{hood.AssociationId}\"");
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromMinutes(5));
        Assert.Empty(hood.Telephones.To(Jeanne));
        await Resumes(hood, Neighbourhood.CoordinatorPhone);
        await hood.Passes(Duration.FromMinutes(5));
        Assert.Single(hood.Telephones.To(Jeanne));
    }
}
