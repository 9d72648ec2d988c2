using System.Net;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Messaging;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Calling;

/// <summary>Somebody with a landline asks for help, and a person of the association completes what they said.</summary>
public sealed class AskingByTelephone
{
    private const string Landline = "+33199001234";
    private const string Recording = "RE0123456789abcdef0123456789abcdef";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jeanne_says_what_she_needs_and_a_neighbour_is_asked()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", categories: "[HEALTH]");
        var call = await PhoneCall.From(hood, Landline);
        Assert.Contains("Ici Les Voisins du 17e. Pour demander de l'aide, tapez 1.", call.Hears, StringComparison.Ordinal);
        await call.Presses("1");
        await call.Says("Je n'arrive pas à aller sur ameli");
        Assert.Contains("Après le bip", call.Hears, StringComparison.Ordinal);
        await call.Records(Recording);
        Assert.Contains("L'association vous rappelle à ce numéro.", call.Hears, StringComparison.Ordinal);
        Assert.True(call.HangsUp);
        Assert.Equal(HttpStatusCode.NoContent, await call.IsRecorded(Recording));

        var draft = Assert.Single(await Drafts(hood));
        Assert.Equal(("Je n'arrive pas à aller sur ameli", Landline, "PHONE", "HEALTH", "OPEN"),
            (draft.Text("text"), draft.Text("phone"), draft.Text("channel"), draft.Text("category"), draft.Text("state")));
        Assert.Equal($"/recordings/{draft.Text("id")}", draft.Text("recordingUrl"));
        Assert.Null(draft["resident"]);

        var done = await Complete(hood, draft);
        Assert.Null(done.Refused);
        Assert.Equal(("COMPLETED", "PHONE"), (done.Result.Text("state"), done.Result["helpRequest"].Text("channel")));
        Assert.Contains("santé en ligne", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal("INVALID_TRANSITION", (await Complete(hood, draft)).Refused);
        Assert.Equal(1, await hood.Sql(db => db.Requests.CountAsync(Cancel)));

        // She calls again: now the association knows who it probably is.
        call = await PhoneCall.From(hood, Landline);
        await call.Presses("1");
        await call.Presses("0");
        Assert.Equal("Jeanne", (await Drafts(hood)).Single(d => d.Text("state") == "OPEN")["resident"].Text("firstName"));
    }

    [Fact]
    public async Task Who_hangs_up_before_the_tone_is_called_back_and_a_second_recording_is_not_lost()
    {
        await using var hood = await Neighbourhood.Start();
        var call = await PhoneCall.From(hood, Landline);
        await call.Says("je voudrais de l'aide");
        await call.Presses("2");
        Assert.Equal("ADMINISTRATIVE_PROCEDURES", Assert.Single(await Drafts(hood)).Text("category"));

        await call.IsRecorded(Recording);
        await call.SaysNothing();
        Assert.Single(await Drafts(hood));
        call = await PhoneCall.From(hood, Landline);
        await call.Presses("1");
        await call.Says("c'est pour mes impôts");
        await call.Records("RE1123456789abcdef0123456789abcdef");
        var drafts = await Drafts(hood);
        Assert.Equal(2, drafts.Count);
        Assert.All(drafts, d => Assert.NotNull(d["recordingUrl"]));
    }

    [Fact]
    public async Task A_question_asked_twice_has_the_same_answer_and_one_effect()
    {
        await using var hood = await Neighbourhood.Start();
        var call = await PhoneCall.From(hood, Landline);
        var first = call.Body;
        Assert.Equal(first, (await call.AsksAgain()).Body);
        foreach (var step in new Func<Task>[] { () => call.Presses("1"), () => call.Presses("9"), () => call.Says("ma tablette"), () => call.Records(Recording) })
        {
            await step();
            var said = call.Body;
            Assert.Equal(said, (await call.AsksAgain()).Body);
        }
        Assert.Equal("ma tablette", Assert.Single(await Drafts(hood)).Text("text"));
    }

    [Fact]
    public async Task Nothing_is_said_or_written_for_who_is_not_Twilio()
    {
        await using var hood = await Neighbourhood.Start();
        var call = new WebhookCall("/webhooks/twilio/voice", [new("AccountSid", WebhookCall.Account), new("CallSid", "CA0123456789abcdef0123456789abcdef"), new("From", Landline)]);
        foreach (var target in new[] { "", "/Menu?n=0-0", "/recording", "/message?m=01938b1c-0000-7000-8000-000000000000", "/status?m=01938b1c-0000-7000-8000-000000000000" })
            foreach (var signature in new[] { null, "bm8=" })
                Assert.Equal(HttpStatusCode.Forbidden, await (call with { Target = call.Target + target, Signature = signature }).To(hood, Cancel));
        Assert.Equal((0, 0), (await hood.Sql(db => db.VoiceCalls.CountAsync(Cancel)), await hood.Sql(db => db.Drafts.CountAsync(Cancel))));
        Assert.Equal(HttpStatusCode.BadRequest, await call.With("CallSid", "CA1Digits1").To(hood, Cancel));
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("+266696687")]
    public async Task A_hidden_number_is_typed(string from)
    {
        await using var hood = await Neighbourhood.Start();
        var call = await PhoneCall.From(hood, from);
        await call.Presses("1");
        Assert.Contains("Votre numéro est caché.", call.Hears, StringComparison.Ordinal);
        await call.Presses("0000000000");
        Assert.Contains("je n'ai pas compris", call.Hears, StringComparison.Ordinal);
        await call.Presses("0199001234");
        await call.Presses("8");
        Assert.Equal((Landline, "DEVICE_MAINTENANCE"), (Assert.Single(await Drafts(hood)).Text("phone"), Assert.Single(await Drafts(hood)).Text("category")));
    }

    [Fact]
    public async Task The_association_answers_in_its_hours_and_takes_messages_outside()
    {
        await using var hood = await Neighbourhood.Start();
        var call = await PhoneCall.From(hood, Landline);
        await call.Presses("3");
        Assert.Equal("+33199001717", call.Dials);
        Assert.Contains("ne répond pas", (await call.IsPutThrough("no-answer")).Hears, StringComparison.Ordinal);
        Assert.Empty(await Drafts(hood));

        await hood.PassesUntil("2026-11-24T18:30:00+01:00");
        call = await PhoneCall.From(hood, Landline);
        await call.Presses("0");
        Assert.Null(call.Dials);
        Assert.Contains("à partir de mercredi 25 novembre à 9 heures.", call.Hears, StringComparison.Ordinal);
        await call.Records(Recording);
        Assert.NotNull(Assert.Single(await Drafts(hood))["recordingUrl"]);

        await hood.Coordinator("""mutation { setOpeningHours(input: { slots: [{ day: TUESDAY, start: "18:00", end: "19:00" }] }) { errors { code } } }""");
        call = await PhoneCall.From(hood, Landline);
        Assert.Equal("+33199001717", (await call.Presses("3")).Dials);
        Assert.True((await call.IsPutThrough("completed")).HangsUp);
    }

    [Fact]
    public async Task Who_presses_nothing_three_times_speaks_to_a_person()
    {
        await using var hood = await Neighbourhood.Start();
        var call = await PhoneCall.From(hood, Landline);
        Assert.StartsWith("Pardon", (await call.SaysNothing()).Hears, StringComparison.Ordinal);
        Assert.StartsWith("Pardon", (await call.Says("euh")).Hears, StringComparison.Ordinal);
        Assert.Equal("+33199001717", (await call.Presses("7")).Dials);
    }

    [Fact]
    public async Task A_stranger_of_two_associations_says_where_they_live()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Les Voisins du Nord", "+33639980005", """{ communeCodes: ["59350"] }""");
        var call = await PhoneCall.From(hood, Landline);
        Assert.Contains("code postal", call.Hears, StringComparison.Ordinal);
        Assert.Contains("Pardon", (await call.Presses("75")).Hears, StringComparison.Ordinal);
        Assert.Contains("Ici Les Voisins du 17e.", (await call.Presses("75017")).Hears, StringComparison.Ordinal);

        call = await PhoneCall.From(hood, Landline);
        await call.Presses("13001");
        await call.SaysNothing();
        Assert.Contains("mairie", (await call.Presses("00000")).Hears, StringComparison.Ordinal);
        Assert.True(call.HangsUp);

        // A volunteer's telephone is known.
        call = await PhoneCall.From(hood, await hood.HasVolunteer("Amina"));
        Assert.Contains("Ici Les Voisins du 17e.", call.Hears, StringComparison.Ordinal);
        Assert.Contains("répondez au SMS", (await call.Presses("4")).Hears, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_of_nobodys_is_passed_on_and_one_of_another_association_is_unknown()
    {
        await using var hood = await Neighbourhood.Start();
        var call = await PhoneCall.From(hood, Landline);
        await call.Presses("1");
        await call.Presses("1");
        var draft = Assert.Single(await Drafts(hood));
        await hood.HasAssociation("Les Voisins du Nord", "+33639980005", """{ communeCodes: ["59350"] }""");
        Assert.Empty(await Drafts(hood, "+33639980005"));
        Assert.Equal("NOT_FOUND", (await hood.Does("+33639980005", Dismiss(draft), "draft { state }")).Refused);
        Assert.Equal("INVALID_TEXT", (await hood.Does(Neighbourhood.CoordinatorPhone, Dismiss(draft, ""), "draft { state }")).Refused);

        await hood.Sql(db => db.Drafts.ExecuteUpdateAsync(s => s.SetProperty(d => d.AssociationId, (Core.AssociationId?)null), Cancel));
        Assert.Empty(await Drafts(hood));
        Assert.Single(await Drafts(hood, Neighbourhood.AdministratorPhone));
        Assert.Null((await hood.Does(Neighbourhood.AdministratorPhone, $$"""passDraft(input: { draftId: "{{draft.Text("id")}}", associationId: "{{hood.AssociationId}}" })""", "draft { state }")).Refused);
        Assert.Equal("DISMISSED", (await hood.Does(Neighbourhood.CoordinatorPhone, Dismiss(draft), "draft { state motive }")).Result.Text("state"));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, Dismiss(draft), "draft { state }")).Refused);
    }

    private static string Dismiss(JsonNode draft, string motive = "un faux numéro") => $$"""dismissDraft(input: { draftId: "{{draft.Text("id")}}", motive: "{{motive}}" })""";

    private static Task<Done> Complete(Neighbourhood hood, JsonNode draft) => hood.Does(Neighbourhood.CoordinatorPhone, $$"""
        completeDraft(input: { draftId: "{{draft.Text("id")}}", request: { resident: { firstName: "Jeanne", phone: "{{draft.Text("phone")}}", address: { text: "12 rue de Saussure, 75017 Paris", {{hood.Center}} } },
          category: HEALTH, sentence: "Aller sur ameli.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] } })
        """, "draft { state helpRequest { id channel } }");

    private static async Task<IReadOnlyList<JsonNode>> Drafts(Neighbourhood hood, string who = Neighbourhood.CoordinatorPhone) =>
        [.. (await hood.Ask("{ drafts { nodes { id text phone channel category state recordingUrl resident { firstName } } } }", who))["drafts"]!["nodes"]!.AsArray().Select(d => d!)];
}
