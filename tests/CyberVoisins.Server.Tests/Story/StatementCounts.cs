using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>No query per row: what a page, an explanation or a search asks of SQL does not grow with how many there are.</summary>
public sealed class StatementCounts
{
    private readonly Statements _statements = new();

    private Task<Neighbourhood> Start(string policy) => Neighbourhood.Start(policy, adjust: _statements.Listen);

    [Fact]
    public async Task A_page_of_fifty_requests_costs_what_a_page_of_five_costs()
    {
        await using var hood = await Start("{ waveSize: 1 }");
        var phones = new List<string>();
        for (var i = 0; i < 30; i++) phones.Add(await hood.HasVolunteer($"Voisin{i}", minutesPerMonth: 600));
        for (var i = 0; i < 50; i++)
        {
            await hood.AsksForJeanne($"+336399870{i:00}", name: $"Jeanne{i}");
            // A visit among the first five and among the others.
            if (i is 10 or 48) await SayYes(hood, phones);
        }

        const string Page = "{ helpRequests(first: $FIRST) { nodes { id state resident { firstName place { label } } offers { code volunteer { firstName minutesLeftThisMonth association { name } } } visits { start volunteerFirstName } } pageInfo { hasNextPage } } }";
        var (five, fewer) = await Count(hood, Page.Replace("$FIRST", "5", StringComparison.Ordinal));
        var (fifty, more) = await Count(hood, Page.Replace("$FIRST", "50", StringComparison.Ordinal));
        Assert.Equal((5, 50), (Nodes(five).Count, Nodes(fifty).Count));
        Assert.All(Nodes(fifty), request => Assert.NotEmpty(request!["offers"]!.AsArray()));
        Assert.Contains(Nodes(five), request => request!["visits"]!.AsArray().Count == 1);
        // Who asks, the page, residents, offers, volunteers, their associations (once for the name, once for the month), the minutes, visits and their names.
        // Seven for the journal: the aliases, the head, the line and whom it mentions, however many rows were read.
        Assert.Equal((17, 17), (fewer, more));
    }

    [Fact]
    public async Task The_explanation_of_sixty_candidates_costs_what_that_of_twenty_costs()
    {
        // One at a time, so that the first ring has enough: each further ring costs five statements more, however many live there.
        await using var hood = await Start("{ waveSize: 1 }");
        for (var i = 0; i < 20; i++) await hood.HasVolunteer($"Voisin{i}");
        var request = await hood.AsksForJeanne();
        var document = $$"""{ matching(requestId: "{{request["id"]}}") { proposed { volunteer { firstName } proposal { start points { total } } } refused { volunteer { firstName } reasons { rule sentence } } } }""";
        var (small, few) = await Count(hood, document);
        for (var i = 0; i < 40; i++) await hood.HasVolunteer($"Voisine{i}");
        await hood.Settle();
        var (large, many) = await Count(hood, document);
        Assert.Equal(20, Candidates(small));
        Assert.Equal(60, Candidates(large));
        // Who asks, the request, the association, index changes, the rules; nine for the candidates, and nine for those farther away.
        // And seven for the journal.
        Assert.Equal((32, 32), (few, many));
    }

    [Fact]
    public async Task Asking_among_two_hundred_costs_what_asking_among_twenty_costs()
    {
        await using var hood = await Start("{ waveSize: 3 }");
        for (var i = 0; i < 20; i++) await hood.HasVolunteer($"Voisin{i}", minutesPerMonth: 600);
        await hood.Settle();
        var few = await Asking(hood, "+33639987101");
        for (var i = 0; i < 180; i++) await hood.HasVolunteer($"Voisine{i}", minutesPerMonth: 600, metresAway: 100 + i);
        await hood.Settle();
        var many = await Asking(hood, "+33639987102");
        Assert.Equal(few, many);
        Assert.InRange(many, 1, 80); // the records of why are a third of them, the journal a fifth
    }

    [Fact]
    public async Task An_audit_of_thirty_requests_costs_what_one_of_six_costs()
    {
        const string November = """{ audit(input: { from: "2026-11-01", to: "2026-11-30" }) { everybody { requests } text } }""";
        await using var hood = await Start("{ waveSize: 1 }");
        for (var i = 0; i < 10; i++) await hood.HasVolunteer($"Voisin{i}", minutesPerMonth: 600);
        for (var i = 0; i < 6; i++) await hood.AsksForJeanne($"+336399870{i:00}", name: $"Jeanne{i}");
        var (six, few) = await Count(hood, November);
        for (var i = 6; i < 30; i++) await hood.AsksForJeanne($"+336399870{i:00}", name: $"Jeanne{i}");
        var (thirty, many) = await Count(hood, November);
        Assert.Equal((6, 30), (six["audit"]!["everybody"].Number("requests"), thirty["audit"]!["everybody"].Number("requests")));
        // Who asks, the association, and seven for the past.
        Assert.Equal((9, 9), (few, many));
    }

    private async Task<int> Asking(Neighbourhood hood, string phone)
    {
        var (answer, count) = await Count(hood, BadInputTable.Ask($$"""firstName: "Jeanne", phone: "{{phone}}", address: { latitude: 48.8876, longitude: 2.3072 }"""));
        Assert.Empty(answer["askForHelp"]!["errors"]!.AsArray());
        var id = answer["askForHelp"]!["helpRequest"]!["id"];
        Assert.Equal(3, (await hood.Coordinator($$"""{ helpRequest(id: "{{id}}") { offers { code } } }"""))["helpRequest"]!["offers"]!.AsArray().Count);
        await hood.Settle();
        return count;
    }

    private async Task<(JsonNode Answer, int Count)> Count(Neighbourhood hood, string document)
    {
        await hood.Coordinator("{ me { signedIn } }"); // signed in before, so that only the question is counted
        var before = _statements.Count;
        var answer = await hood.Coordinator(document);
        return (answer, _statements.Count - before);
    }

    private static async Task SayYes(Neighbourhood hood, List<string> phones)
    {
        var newest = (await hood.Coordinator("{ helpRequests(first: 1) { nodes { offers { code volunteer { phone } } } } }"))["helpRequests"]!["nodes"]![0]!["offers"]![0]!;
        Assert.Contains(newest["volunteer"]!["phone"]!.GetValue<string>(), phones);
        await hood.Writes(newest["volunteer"]!["phone"]!.GetValue<string>(), $"OUI {newest["code"]}");
    }

    private static JsonArray Nodes(JsonNode answer) => answer["helpRequests"]!["nodes"]!.AsArray();

    private static int Candidates(JsonNode answer) => answer["matching"]!["proposed"]!.AsArray().Count + answer["matching"]!["refused"]!.AsArray().Count;
}
