using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Rulesets;

/// <summary>Before a vote: last month again under each rule, with who would have been served and who would have waited.</summary>
public sealed class ReplayingAMonth
{
    private const string Shown = """
        { month requests volunteers halfHours rules { names served waiting nobodyEligible halfHours kilometresPerVisit longestWaitDays overtakenByShorterWait overtakenByLessNeed
          equity { headStartDays strictlyByNeed warnings } classes { needClass served waiting nobodyEligible servedWaitDays waitingWaitDays mayBeShown } nowServed nowWaiting } }
        """;

    /// <summary>Paul waited two days longer; Jeanne would lose a right. Amina has half an hour, and it is December when people wonder.</summary>
    private static async Task<(Neighbourhood Hood, string Paul, string Jeanne, string Amina)> OneHalfHourForTwo()
    {
        var hood = await Neighbourhood.Start();
        const string Late = "2026-11-30T18:00:00+01:00";
        var paul = (await hood.AsksForJeanne("+33639985001", name: "Paul", to: Late)).Text("id");
        hood.Clock.Advance(TimeSpan.FromDays(2));
        var jeanne = (await hood.AsksForJeanne(to: Late, extra: ", situations: [DEADLINE_LOSES_A_RIGHT]")).Text("id");
        var amina = await hood.HasVolunteer("Amina", metresAway: 300, minutesPerMonth: 30);
        await hood.Settle();
        hood.Clock.Advance(TimeSpan.FromDays(20));
        return (hood, paul, jeanne, amina);
    }

    [Fact]
    public async Task Two_rules_help_two_different_people_and_say_whom_instead_of_whom()
    {
        var (hood, paul, jeanne, _) = await OneHalfHourForTwo();
        await using var __ = hood;
        var month = await Replayed(hood);
        Assert.Equal((202611, 2, 1, 1), (month.Number("month"), month.Number("requests"), month.Number("volunteers"), month.Number("halfHours")));
        Assert.Equal(["CURRENT DEFAULT", "HORIZONTAL", "STRICT"], Names(month));
        var (today, horizontal, strict) = (Rule(month, "CURRENT"), Rule(month, "HORIZONTAL"), Rule(month, "STRICT"));
        Assert.All([today, horizontal, strict], r => Assert.Equal((1, 1, 0, 1), (r.Number("served"), r.Number("waiting"), r.Number("nobodyEligible"), r.Number("halfHours"))));
        // Seven days ahead against two: Jeanne; by waiting alone: Paul.
        Assert.Empty(today.Texts("nowServed").Concat(today.Texts("nowWaiting")));
        Assert.Equal(paul, Assert.Single(horizontal.Texts("nowServed")));
        Assert.Equal(jeanne, Assert.Single(horizontal.Texts("nowWaiting")));
        Assert.Empty(strict.Texts("nowServed"));
        Assert.Equal((0, 1), (horizontal.Number("overtakenByShorterWait"), horizontal.Number("overtakenByLessNeed")));
        Assert.Equal((1, 0), (today.Number("overtakenByShorterWait"), today.Number("overtakenByLessNeed")));
        Assert.Equal(0.3, horizontal["kilometresPerVisit"]!.GetValue<double>(), 3);

        var ordinary = horizontal["classes"]![0]!;
        Assert.Equal((0, 1, 0, 6.0), (ordinary.Number("needClass"), ordinary.Number("served"), ordinary.Number("waiting"), ordinary["servedWaitDays"]!.GetValue<double>()));
        Assert.Null(ordinary["waitingWaitDays"]);
        Assert.False(ordinary["mayBeShown"]!.GetValue<bool>());
        Assert.Equal(6, today.Number("longestWaitDays"));
    }

    [Fact]
    public async Task A_proposed_rule_is_played_beside_the_others()
    {
        var (hood, paul, _, _) = await OneHalfHourForTwo();
        await using var __ = hood;
        // One day ahead is fewer than the two that Paul waited more.
        var month = await Replayed(hood, "(month: 202611, proposed: [{ strictlyByNeed: true }, { headStartDays: [0, 1, 2, 3] }])");
        Assert.Equal(["CURRENT DEFAULT", "HORIZONTAL", "STRICT PROPOSED", "PROPOSED"], Names(month)); // the same rule is played once
        Assert.Equal(paul, Assert.Single(month["rules"]![3]!.Texts("nowServed")));
        Assert.Contains("peuvent attendre sans fin", Assert.Single(Rule(month, "STRICT")["equity"]!.Texts("warnings")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_visit_took_is_given_again_and_what_was_corrected_is_not()
    {
        var (hood, _, _, _) = await OneHalfHourForTwo();
        await using var __ = hood;
        await hood.HasVolunteer("Bruno");
        Assert.Equal(1, (await Replayed(hood)).Number("halfHours")); // who joined in December gave nothing to November
        Assert.Equal(3, (await Replayed(hood, "(month: 202612)")).Number("halfHours"));

        await using var other = await Neighbourhood.Start();
        var chloe = await other.HasVolunteer("Chloé", minutesPerMonth: 90);
        await other.HasVisit(chloe, await other.AsksForJeanne());
        Assert.Equal(60, await other.MinutesLeft(chloe));
        Assert.Equal(3, (await Replayed(other)).Number("halfHours"));
        await other.Does(Neighbourhood.CoordinatorPhone, $"correctMinutes(input: {{ volunteerId: \"{await other.IdOf(chloe)}\", month: 202611, minutes: -30, motive: \"en congé la moitié du mois\" }})", "volunteer { id }");
        Assert.Equal(2, (await Replayed(other)).Number("halfHours"));
    }

    [Fact]
    public async Task Whoever_withdrew_or_is_free_in_another_month_is_not_of_the_month()
    {
        var (hood, paul, _, _) = await OneHalfHourForTwo();
        await using var __ = hood;
        await hood.AsksForJeanne("+33639985002", name: "Rose", from: "2026-12-20T14:00:00+01:00", to: "2026-12-20T18:00:00+01:00");
        Assert.Equal(2, (await Replayed(hood)).Number("requests"));
        // Withdrawn in December: in November he waited.
        await hood.Coordinator($$"""mutation { cancelRequest(requestId: "{{paul}}") { errors { code } } }""");
        Assert.Equal(2, (await Replayed(hood)).Number("requests"));
        Assert.Equal(1, (await Replayed(hood, "(month: 202612)")).Number("requests"));
    }

    [Theory]
    [InlineData("(month: 202613)", "INVALID_MONTH")]
    [InlineData("(month: 202610)", "INVALID_MONTH")] // before the association
    [InlineData("(month: 202612)", "INVALID_MONTH")] // has not begun
    [InlineData("(month: -1)", "INVALID_MONTH")]
    [InlineData("(proposed: [{ headStartDays: [0, 7, 3, 1] }])", "INVALID_EQUITY_RULE")]
    [InlineData("(proposed: [{ headStartDays: [0, 0, 0, 0], strictlyByNeed: true }])", "INVALID_EQUITY_RULE")]
    [InlineData("(proposed: [{ strictlyByNeed: true, whiteZoneDays: 3 }])", "INVALID_EQUITY_RULE")]
    [InlineData("(proposed: [{ strictlyByNeed: true }, { strictlyByNeed: true, interleave: 1 }, { strictlyByNeed: true, interleave: 2 }, { strictlyByNeed: true, interleave: 3 }, { strictlyByNeed: true, interleave: 4 }, { strictlyByNeed: true, interleave: 5 }])", "INVALID_LIST")]
    public async Task What_cannot_be_is_refused_with_its_code(string arguments, string code)
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal(code, CodeOf(await hood.Send($"{{ replayRules{arguments} {{ month }} }}", Neighbourhood.CoordinatorPhone)));
    }

    [Fact]
    public async Task Only_the_associations_coordinator_reads_it_and_nothing_of_another_association()
    {
        var (hood, _, _, amina) = await OneHalfHourForTwo();
        await using var __ = hood;
        const string Stranger = "+33639980005";
        await hood.HasAssociation("Une autre association", Stranger, "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        Assert.Equal("UNAUTHENTICATED", CodeOf(await hood.Send("{ replayRules { month } }")));
        Assert.Equal("FORBIDDEN", CodeOf(await hood.Send("{ replayRules { month } }", amina)));
        Assert.Equal("FORBIDDEN", CodeOf(await hood.Send("{ replayRules { month } }", Neighbourhood.AdministratorPhone)));
        var theirs = (await hood.Ask($"{{ replayRules {Shown} }}", Stranger))["replayRules"]!;
        Assert.Equal((202612, 0, 0), (theirs.Number("month"), theirs.Number("requests"), theirs.Number("volunteers")));
    }

    private static async Task<JsonNode> Replayed(Neighbourhood hood, string arguments = "") =>
        (await hood.Coordinator($"{{ replayRules{arguments} {Shown} }}"))["replayRules"]!;

    private static IEnumerable<string> Names(JsonNode month) => month["rules"]!.AsArray().Select(r => string.Join(' ', r.Texts("names")));

    private static JsonNode Rule(JsonNode month, string name) => month["rules"]!.AsArray().Single(r => r.Texts("names").Contains(name))!;

    private static string CodeOf(JsonNode answer) => answer["errors"]![0]!["extensions"]!.Text("code");
}
