using CyberVoisins.Server.Tests.Story;
using static CyberVoisins.Server.Tests.Worries.Worrying;

namespace CyberVoisins.Server.Tests.Worries;

/// <summary>The same by GraphQL: resident, volunteer, relative, coordinator; and what becomes of a case.</summary>
public sealed class WorriedOnTheWeb
{
    private const string Desk = Neighbourhood.CoordinatorPhone;

    [Fact]
    public async Task Each_end_of_a_visit_may_report_and_sees_no_case()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var reported = await hood.Does(amina, $"reportWorry(input: {{ visitId: \"{visit}\", words: \"Elle ne mange plus.\" }})", "worry { separated said }");
        Assert.True(reported.Result["separated"]!.GetValue<bool>());
        Assert.Contains("3977", reported.Result.Text("said"), StringComparison.Ordinal);
        Assert.Equal(reported.Result.Text("said").Replace('ç', 'c'), hood.Telephones.To(amina)[^1]);
        Assert.Contains("annulée", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        var worry = await hood.OnlyCase();
        Assert.Equal(("VOLUNTEER", "WEB", "Elle ne mange plus."), (worry.Text("reporter"), worry.Text("channel"), worry.Text("words")));
        Assert.Equal("FORBIDDEN", (await hood.Send("{ worryCases { nodes { words } } }", amina))["errors"]![0]!["extensions"].Text("code"));
        Assert.Equal("FORBIDDEN", (await hood.Send($$"""{ worryCase(id: "{{worry.Text("id")}}") { words } }""", amina))["errors"]![0]!["extensions"].Text("code"));
    }

    [Fact]
    public async Task A_resident_and_a_relative_need_name_no_visit()
    {
        await using var hood = await Neighbourhood.Start();
        var (jeanne, daughter) = (hood.NextPhone(), hood.NextPhone());
        var amina = await hood.HasVolunteer("Amina");
        var asked = await hood.Does(Desk, $$"""
            askForHelp(input: { resident: { firstName: "Jeanne", phone: "+33199001234", address: { text: "12 rue de Saussure, 75017 Paris", {{hood.Center}} }, relative: { firstName: "Luce", phone: "{{daughter}}" } },
              category: DEVICE_BASICS, sentence: "Mon téléphone ne sonne plus.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] })
            """, "helpRequest { id state }");
        await hood.HasVisit(amina, asked.Result);
        var told = hood.Telephones.To(daughter).Count;
        var reported = await hood.Does(daughter, "reportWorry(input: { words: \"Maman a peur de lui.\" })", "worry { separated }");
        Assert.True(reported.Result["separated"]!.GetValue<bool>());
        var worry = await hood.OnlyCase();
        Assert.Equal(("RELATIVE", daughter), (worry.Text("reporter"), worry.Text("phone")));
        // She reads Jeanne's messages: one SMS says both.
        Assert.Single(hood.Telephones.To(daughter).Skip(told), b => !b.Contains("votre code est", StringComparison.Ordinal));
        Assert.Equal("NOT_FOUND", (await hood.Does(jeanne, "reportWorry(input: { words: \"Je suis personne.\" })", "worry { separated }")).Refused);
    }

    [Fact]
    public async Task At_the_desk_about_one_two_or_nobody_yet()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (request, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var resident = (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");
        Assert.False((await hood.Does(Desk, $"reportWorry(input: {{ residentId: \"{resident}\", words: \"Une voisine a appelé.\" }})", "worry { separated }")).Result["separated"]!.GetValue<bool>());
        Assert.Equal("PLANNED", (await hood.Visit(visit)).Text("state"));
        var both = await hood.Does(Desk, $"reportWorry(input: {{ residentId: \"{resident}\", volunteerId: \"{await hood.IdOf(amina)}\", reporter: RESIDENT }})", "worry { separated }");
        Assert.True(both.Result["separated"]!.GetValue<bool>());
        // Nobody of the two wrote: both get the ordinary news.
        Assert.All(new[] { amina, Jeanne }, phone => Assert.Contains("annulée", hood.Telephones.To(phone)[^1], StringComparison.Ordinal));
        Assert.Equal(["DESK", "DESK"], (await hood.Cases()).Select(c => c.Text("channel")));
        Assert.Equal("NOT_FOUND", (await hood.Does(Desk, $"reportWorry(input: {{ volunteerId: \"{resident}\" }})", "worry { separated }")).Refused);
    }

    [Fact]
    public async Task A_case_is_followed_closed_and_the_two_may_meet_again()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var (request, _, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(Jeanne, "inquiet");
        var id = (await hood.OnlyCase()).Text("id");
        var noted = await hood.Does(Desk, $"noteWorry(input: {{ caseId: \"{id}\", text: \"Appelée : une erreur, elle écrivait à sa fille.\" }})", "worryCase { state }");
        Assert.Equal("FOLLOWED", noted.Result.Text("state"));
        Assert.DoesNotContain("WORRY", (await hood.Needs()).Select(n => n.Text("what")));
        var closed = await hood.Does(Desk, $"closeWorry(input: {{ caseId: \"{id}\", conclusion: MISTAKE, text: \"Les deux sont d'accord.\", letMeetAgain: true }})", "worryCase { state conclusion notes { step text by } }");
        Assert.Equal(("CLOSED", "MISTAKE"), (closed.Result.Text("state"), closed.Result.Text("conclusion")));
        Assert.Equal(["REPORTED", "SEPARATED", "NOTED", "LET_MEET_AGAIN", "CLOSED"], closed.Result.Steps());
        Assert.Equal([null, null, "Nadia", "Nadia", "Nadia"], closed.Result["notes"]!.AsArray().Select(n => n!["by"]?.GetValue<string>()));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Desk, $"noteWorry(input: {{ caseId: \"{id}\", text: \"Trop tard.\" }})", "worryCase { state }")).Refused);
        await hood.Passes(Duration.FromMinutes(10));
        Assert.Null((await hood.Does(Desk, $"searchAgain(input: {{ requestId: \"{request.Text("id")}\" }})", "helpRequest { state }")).Refused);
        Assert.Contains("Répondez OUI", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_case_about_the_same_volunteer_is_seen_and_keeps_its_own_pair_apart()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var (first, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var paul = hood.NextPhone();
        await hood.HasVisit(amina, await hood.AsksForJeanne(paul, name: "Paul", from: "2026-11-28T14:00:00+01:00", to: "2026-11-28T18:00:00+01:00"));
        await hood.Writes(Jeanne, "INQUIET");
        await hood.Writes(paul, "je suis inquiet");
        // Jeanne's own, said at the desk as well: two cases keep the same two apart.
        await hood.Does(Desk, $"reportWorry(input: {{ visitId: \"{visit}\", words: \"Sa fille a appelé.\" }})", "worry { separated }");
        var cases = (await hood.Coordinator("{ worryCases { nodes { id othersAboutVolunteer resident { firstName } } } }"))["worryCases"]!["nodes"]!.AsArray();
        Assert.Equal([2, 2, 2], cases.Select(c => c.Number("othersAboutVolunteer")));
        var mine = cases.Where(c => c!["resident"].Text("firstName") == "Jeanne").Select(c => c.Text("id")).ToList();
        Task<Done> Close(string id) => hood.Does(Desk, $"closeWorry(input: {{ caseId: \"{id}\", conclusion: MISTAKE, text: \"Une erreur.\", letMeetAgain: true }})", "worryCase { state }");
        Assert.Equal(("INVALID_TRANSITION", "letMeetAgain"), ((await Close(mine[0])).Refused, (await Close(mine[0])).Field));
        Assert.Null((await hood.Does(Desk, $"closeWorry(input: {{ caseId: \"{mine[1]}\", conclusion: MISTAKE, text: \"La même chose.\" }})", "worryCase { state }")).Refused);
        Assert.Null((await Close(mine[0])).Refused);
        cases = (await hood.Coordinator("{ worryCases { nodes { othersAboutVolunteer resident { firstName } } } }"))["worryCases"]!["nodes"]!.AsArray();
        Assert.Equal(0, cases.Single(c => c!["resident"].Text("firstName") == "Paul").Number("othersAboutVolunteer"));
        Assert.Equal("ESCALATED", (await hood.Request(first)).Text("state"));
    }

    [Theory]
    [InlineData("MISTAKE", 60)]
    [InlineData("NOT_CONFIRMED", 60)]
    [InlineData("CONFIRMED", 365)]
    public async Task The_words_of_a_closed_case_are_forgotten_and_the_trace_stays(string conclusion, int days)
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Writes(hood.NextPhone(), "je suis inquiète, il crie");
        var id = (await hood.OnlyCase()).Text("id");
        Assert.Null((await hood.Does(Desk, $"closeWorry(input: {{ caseId: \"{id}\", conclusion: {conclusion}, text: \"Vu avec elle.\" }})", "worryCase { state }")).Refused);
        hood.Clock.Advance(TimeSpan.FromDays(days) - TimeSpan.FromHours(1));
        await hood.Settle();
        Assert.Contains("il crie", (await hood.OnlyCase()).Text("words"), StringComparison.Ordinal);
        hood.Clock.Advance(TimeSpan.FromHours(2));
        await hood.Settle();
        var worry = await hood.OnlyCase();
        Assert.Equal(("", null, conclusion), (worry.Text("words"), worry["phone"]?.ToString(), worry.Text("conclusion")));
        Assert.All(worry["notes"]!.AsArray(), n => Assert.Equal("", n.Text("text")));
        Assert.Equal(["REPORTED", "CLOSED"], worry.Steps());
    }
}
