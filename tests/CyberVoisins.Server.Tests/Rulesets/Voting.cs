using System.Net;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Rulesets;

/// <summary>People choose the rules: a vote is a new version, public, that decides from then on.</summary>
public sealed class Voting
{
    private const string Vote = "votedBy: \"l'assemblée générale\", votedOn: \"2026-11-20\", motive: \"Aider d'abord qui attend depuis longtemps.\"";

    private const string Rules = "version weights { distance spare rotation version hash } equity { headStartDays strictlyByNeed counts interleave warnings } durations votedBy votedOn motive hash text";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_defaults_decide_until_somebody_votes_and_every_version_stays_public()
    {
        await using var hood = await Neighbourhood.Start();
        var before = (await Public(hood))["rules"]!;
        Assert.Equal((1, 30, 40), (before.Number("version"), before["weights"]!.Number("distance"), before["weights"]!.Number("spare")));
        Assert.Null(before["votedBy"]);
        var voted = (await Adopts(hood, "weights: { distance: 60, spare: 10 }, equity: { headStartDays: [0, 0, 0, 0] }")).Result;
        Assert.Equal((2, 60, 10, 15), (voted.Number("version"), voted["weights"]!.Number("distance"), voted["weights"]!.Number("spare"), voted["weights"]!.Number("rotation")));
        Assert.Equal("2026-11-20", voted.Text("votedOn"));
        var after = await Public(hood);
        Assert.Equal(2, after["rules"]!.Number("version"));
        Assert.Equal([2, 1], after["rulesHistory"]!.AsArray().Select(r => r!.Number("version")));
        Assert.NotEqual(before.Text("hash"), after["rules"]!.Text("hash"));
    }

    [Theory]
    [InlineData("weights: { distance: 101 }", "INVALID_WEIGHT")]
    [InlineData("weights: { spare: -1 }", "INVALID_WEIGHT")]
    [InlineData("equity: { headStartDays: [0, 7, 3, 1] }", "INVALID_EQUITY_RULE")]
    [InlineData("equity: { headStartDays: [0, 7, 14] }", "INVALID_EQUITY_RULE")]
    [InlineData("equity: { headStartDays: [0, 7, 14, 28], strictlyByNeed: true }", "INVALID_EQUITY_RULE")]
    [InlineData("equity: { headStartDays: [0, 7, 14, 28], interleave: 10 }", "INVALID_EQUITY_RULE")]
    [InlineData("equity: { headStartDays: [0, 7, 14, 28], whiteZoneDays: 7 }", "INVALID_EQUITY_RULE")]
    [InlineData("equity: { strictlyByNeed: true }", "WARNINGS_NOT_ACCEPTED")]
    public async Task A_vote_outside_its_bounds_is_refused_and_changes_nothing(string what, string code)
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal(code, (await Adopts(hood, what)).Refused);
        Assert.Equal(1, (await Public(hood))["rules"]!.Number("version"));
    }

    [Fact]
    public async Task A_strict_rule_says_its_warning_and_a_vote_is_not_in_the_future()
    {
        await using var hood = await Neighbourhood.Start();
        var strict = (await Adopts(hood, "equity: { strictlyByNeed: true }, acceptWarnings: true")).Result;
        Assert.Contains("peuvent attendre sans fin", Assert.Single(strict["equity"]!.Texts("warnings")), StringComparison.Ordinal);
        // With places by waiting alone in between nobody waits without end: the warning would be false, and frighten.
        var interleaved = (await Adopts(hood, "equity: { strictlyByNeed: true, interleave: 2 }")).Result;
        Assert.Empty(interleaved["equity"]!.Texts("warnings"));
        Assert.Equal("INVALID_DATE", (await Adopts(hood, "weights: { distance: 10 }", Vote.Replace("2026-11-20", "2026-11-25", StringComparison.Ordinal))).Refused);
        var amina = await hood.HasVolunteer("Amina");
        Assert.Equal("FORBIDDEN", (await hood.Does(amina, $"adoptRules(input: {{ weights: {{ distance: 1 }}, {Vote} }})", "rules { version }")).Refused);
    }

    [Fact]
    public async Task The_new_weights_decide_who_is_asked_next()
    {
        await using var hood = await Neighbourhood.Start();
        // Near and just asked, or far and never asked: what counts more is the association's choice.
        var (near, far) = (await hood.HasVolunteer("Proche", metresAway: 200, minutesPerMonth: 300), await hood.HasVolunteer("Loin", metresAway: 4_500, minutesPerMonth: 300));
        var first = await hood.AsksForJeanne();
        await hood.Coordinator($$"""mutation { cancelRequest(requestId: "{{first.Text("id")}}") { errors { code } } }""");
        Assert.Equal(near, await AskedFor(hood, "+33639985001"));
        await Adopts(hood, "weights: { distance: 0, rest: 100, minutes: 0, slots: 0, spare: 0, language: 0 }");
        Assert.Equal(far, await AskedFor(hood, "+33639985002"));
    }

    [Fact]
    public async Task The_page_of_the_rules_is_public_and_says_what_decides()
    {
        await using var hood = await Neighbourhood.Start();
        await Adopts(hood, "equity: { headStartDays: [0, 3, 7, 14] }");
        using var client = hood.Client();
        using var response = await client.GetAsync(new Uri("/regles", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel));
        foreach (var said in new[] { "Comment nous choisissons un voisin", "Il reste assez de minutes", "30 × 9200 ÷ 10000", "l'assemblée générale", "0, 3, 7, 14", "01 99 00 17 17", "cnil.fr" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        Assert.Contains("How we choose a neighbour", await client.GetStringAsync(new Uri("/regles", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_the_options_that_were_voted_and_no_other()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        var page = new Uri("/regles", UriKind.Relative);
        string[] options = ["Après 3 demandes dans cet ordre, une demande choisie par l'attente seule", "Au moins 14 jours d'avance là où moins de 5 voisins peuvent aider", "aucun voisin ne va à plus de 4,5 km"];
        var before = WebUtility.HtmlDecode(await client.GetStringAsync(page, Cancel));
        Assert.Contains("elle rejoue un mois passé avec chaque règle", before, StringComparison.Ordinal);
        Assert.All(options, option => Assert.DoesNotContain(option, before, StringComparison.Ordinal));
        await Adopts(hood, "equity: { headStartDays: [0, 7, 14, 28], interleave: 3, whiteZoneDays: 14, fewerHelpersThan: 5, travelCapMetres: 4500 }");
        var after = WebUtility.HtmlDecode(await client.GetStringAsync(page, Cancel));
        Assert.All(options, option => Assert.Contains(option, after, StringComparison.Ordinal));
    }

    private static async Task<string> AskedFor(Neighbourhood hood, string phone)
    {
        var request = await hood.AsksForJeanne(phone, name: $"P{phone[^1]}");
        var asked = (await hood.Request(request))["offers"]!.AsArray().Single()!["volunteer"]!.Text("phone");
        return asked;
    }

    private static Task<Done> Adopts(Neighbourhood hood, string what, string vote = Vote) =>
        hood.Does(Neighbourhood.CoordinatorPhone, $"adoptRules(input: {{ {what}, {vote} }})", $"rules {{ {Rules} }}");

    private static async Task<JsonNode> Public(Neighbourhood hood) =>
        (await hood.Ask($$"""{ associations { nodes { rules { {{Rules}} } rulesHistory { version } } } }"""))["associations"]!["nodes"]![0]!;
}
