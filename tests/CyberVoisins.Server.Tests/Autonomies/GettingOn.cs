using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Autonomies;

/// <summary>Six questions before and after, an ending, and a way back.</summary>
public sealed class GettingOn
{
    private const string Desk = Neighbourhood.CoordinatorPhone, Jeanne = Neighbourhood.JeannesPhone;
    private const string Before = "[NOT_YET, WITH_HELP, NOT_YET, NOT_YET, NOT_YET, NOT_YET]", After = "[ALONE, ALONE, ALONE, WITH_HELP, WITH_HELP, ALONE]";
    private const string Autonomy = "autonomy { level progress due history { points level levelName channel answers { question sentence answer } } endings { id category reason state sentence } }";

    private static async Task<string> Resident(Neighbourhood hood, JsonNode request) =>
        (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");

    private static async Task<JsonNode?> Of(Neighbourhood hood, JsonNode request, string? phone = null) =>
        (await hood.Ask($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { {{Autonomy}} } } }""", phone ?? Desk))["helpRequest"]!["resident"]!["autonomy"];

    private static Task<Done> Answers(Neighbourhood hood, string resident, string answers, string? phone = null) =>
        hood.Does(phone ?? Desk, $"assessAutonomy(input: {{ residentId: \"{resident}\", answers: {answers} }})", "assessment { level points }");

    [Fact]
    public async Task Before_and_after_at_the_desk_and_then_an_ending()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var request = await hood.AsksForJeanne();
        var resident = await Resident(hood, request);
        Assert.True((await Of(hood, request))!["due"]!.GetValue<bool>());
        Assert.Equal(("BEGINNING", 1), ((await Answers(hood, resident, Before)).Result.Text("level"), (await Of(hood, request))!["history"]![0].Number("points")));
        Assert.False((await Of(hood, request))!["due"]!.GetValue<bool>());
        Assert.Empty((await Of(hood, request))!["endings"]!.AsArray());

        var (_, visit, code) = await hood.HasVisit(amina, request);
        await hood.PassesUntil("2026-11-27T15:00:00+01:00");
        await hood.Writes(amina, $"FAIT {code} 30");
        Assert.Equal(("AUTONOMOUS", 10), ((await Answers(hood, resident, After)).Result.Text("level"), (await Of(hood, request))!["history"]![1].Number("points")));
        var now = (await Of(hood, request))!;
        Assert.Equal(("AUTONOMOUS", 9, "Je me débrouille"), (now.Text("level"), now.Number("progress"), now["history"]![1].Text("levelName")));
        Assert.Equal("J'écris et j'envoie un message ou un e-mail.", now["history"]![0]!["answers"]![1].Text("sentence"));

        // For the kind of help that she was given, and no other.
        var ending = Assert.Single(now["endings"]!.AsArray())!;
        Assert.Equal(("DEVICE_BASICS", "LEVEL_REACHED", "PROPOSED"), (ending.Text("category"), ending.Text("reason"), ending.Text("state")));
        Assert.Contains("vous n'avez plus besoin de nous pour cela", ending.Text("sentence"), StringComparison.Ordinal);
        var need = (await hood.Coordinator("{ needsPerson { items { what id who phone } } }"))["needsPerson"]!["items"]!.AsArray().Single(n => n.Text("what") == "ENDING");
        Assert.Equal((ending.Text("id"), "Jeanne, demande de l'aide", Jeanne), (need.Text("id"), need.Text("who"), need.Text("phone")));

        var told = hood.Telephones.To(Jeanne).Count;
        Assert.Equal("AGREED", (await hood.Does(Desk, $"answerEnding(input: {{ endingId: \"{ending.Text("id")}\", agreed: true }})", "ending { state }")).Result.Text("state"));
        var bravo = Assert.Single(hood.Telephones.To(Jeanne).Skip(told));
        Assert.Contains("vous n'avez plus besoin de nous pour cela", bravo, StringComparison.Ordinal);
        Assert.Contains("Revenez quand vous voulez", bravo, StringComparison.Ordinal);
        Assert.Equal(1, Gsm7.Segments(bravo));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Desk, $"answerEnding(input: {{ endingId: \"{ending.Text("id")}\", agreed: false }})", "ending { state }")).Refused);

        // Nothing is closed to her.
        var again = await hood.AsksForJeanne(from: "2026-12-04T14:00:00+01:00", to: "2026-12-04T18:00:00+01:00");
        Assert.Equal("SEARCHING", again.Text("state"));
        Assert.Contains("Répondez OUI", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_three_visits_of_one_kind_somebody_asks_and_not_yet_is_left_in_peace()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        JsonNode request = null!;
        for (var visit = 0; visit < 4; visit++)
        {
            request = await hood.AsksForJeanne(from: $"2026-11-2{5 + visit}T14:00:00+01:00", to: $"2026-11-2{5 + visit}T15:00:00+01:00");
            var (_, _, code) = await hood.HasVisit(amina, request);
            await hood.PassesUntil($"2026-11-2{5 + visit}T15:30:00+01:00");
            await hood.Writes(amina, $"FAIT {code} 30");
            var endings = (await Of(hood, request))!["endings"]!.AsArray();
            Assert.Equal(visit < 2 ? 0 : 1, endings.Count);
            if (visit == 2)
            {
                Assert.Equal("AFTER_VISITS", endings[0].Text("reason"));
                var told = hood.Telephones.To(Jeanne).Count;
                Assert.Equal("NOT_YET", (await hood.Does(Desk, $"answerEnding(input: {{ endingId: \"{endings[0].Text("id")}\", agreed: false }})", "ending { state }")).Result.Text("state"));
                Assert.Equal(told, hood.Telephones.To(Jeanne).Count);
            }
        }
        Assert.True((await Of(hood, request))!["due"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_person_answers_alone_and_nobody_else_reads_it()
    {
        await using var hood = await Neighbourhood.Start();
        var (jeanne, paul) = (hood.NextPhone(), hood.NextPhone());
        var amina = await hood.HasVolunteer("Amina");
        var request = (await hood.AsksForHelp(jeanne, $"firstName: \"Jeanne\", phone: \"{jeanne}\", address: {{ {hood.Center} }}")).Result;
        var own = await hood.Does(jeanne, $"assessAutonomy(input: {{ answers: {After} }})", "assessment { level channel }");
        Assert.Equal(("AUTONOMOUS", "WEB"), (own.Result.Text("level"), own.Result.Text("channel")));
        Assert.Equal("AUTONOMOUS", (await Of(hood, request, jeanne))!.Text("level"));
        var resident = await Resident(hood, request);
        Assert.Equal("NOT_FOUND", (await Answers(hood, resident, After, amina)).Refused);
        Assert.Equal("NOT_FOUND", (await Answers(hood, resident, After, paul)).Refused);
        Assert.Equal("INVALID_LIST", (await Answers(hood, resident, "[ALONE]")).Refused);
        for (var i = 0; i < 4; i++) Assert.Null((await Answers(hood, resident, Before)).Refused);
        Assert.Equal("TOO_MANY_ATTEMPTS", (await Answers(hood, resident, Before)).Refused);

        // Whoever asks for a mother sees her request, and not what she says of herself.
        var claire = hood.NextPhone();
        var asked = (await hood.AsksForHelp(claire, $"firstName: \"Odette\", phone: \"01 99 00 12 34\", address: {{ {hood.Center} }}, relative: {{ firstName: \"Claire\" }}")).Result;
        var seen = (await hood.Ask($$"""{ helpRequest(id: "{{asked.Text("id")}}") { resident { firstName autonomy { level } neighboursMet { firstName } } } }""", claire))["helpRequest"]!["resident"]!;
        Assert.Equal(("Odette", null, null), (seen.Text("firstName"), seen["autonomy"]?.ToString(), seen["neighboursMet"]?.ToString()));
    }

    [Fact]
    public async Task The_association_counts_five_people_and_never_four()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        for (var person = 1; person <= 5; person++)
        {
            var resident = await Resident(hood, await hood.AsksForJeanne(hood.NextPhone(), name: $"Rose {(char)('A' + person)}"));
            Assert.Null((await Answers(hood, resident, Before)).Refused);
            Assert.Null((await Answers(hood, resident, After)).Refused);
            var figures = (await hood.Coordinator("{ autonomyFigures { from to assessed assessedAgain progressed levelUp ended cameBack } }"))["autonomyFigures"]!;
            Assert.Equal(person < 5 ? null : "5", figures["assessed"]?.ToString());
            Assert.Equal(person < 5 ? null : "5", figures["progressed"]?.ToString());
            Assert.Equal("0", figures["ended"]!.ToString());
        }
    }

    [Fact]
    public async Task Who_came_how_often_and_the_limit_are_shown()
    {
        await using var hood = await Neighbourhood.Start("{ rotationLimit: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var request = await hood.AsksForJeanne();
        await hood.HasVisit(amina, request);
        var met = Assert.Single((await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { neighboursMet { firstName visits limit limitReached } } } }"""))["helpRequest"]!["resident"]!["neighboursMet"]!.AsArray())!;
        Assert.Equal(("Amina", 1, 1, true), (met.Text("firstName"), met.Number("visits"), met.Number("limit"), met["limitReached"]!.GetValue<bool>()));
        using var client = hood.Client();
        var page = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync("/regles", TestContext.Current.CancellationToken));
        Assert.Contains("Pourquoi un autre voisin ?", page, StringComparison.Ordinal);
        Assert.Contains("Les Voisins du 17e : nombre de visites des deux mêmes personnes en 90 jours, au plus : 1.", page, StringComparison.Ordinal);
    }
}
