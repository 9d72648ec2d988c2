using System.Net;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Audits;

/// <summary>Where help is missing, on the association's map; and how fair the last month was, for everybody.</summary>
public sealed class WhereHelpIsMissing
{
    private const string Coverage = "coverage { days someElsewhere cells { south west north east area people neededMinutes reachableMinutes missingMinutes helpers } }";

    [Fact]
    public async Task The_commune_without_a_volunteer_comes_first_with_what_a_month_lacks_there()
    {
        await using var month = await AMonthLookedBackOn.Start();
        var coverage = (await month.Hood.Coordinator($"{{ {Coverage} }}"))["coverage"]!;
        var cells = coverage["cells"]!.AsArray();
        Assert.Equal("59610 Fourmies, 75017 Paris", string.Join(", ", cells.Select(c => c.Text("area"))));
        var (fourmies, paris) = (cells[0]!, cells[1]!);
        Assert.Equal((6, 0, 0), (fourmies.Number("people"), fourmies.Number("reachableMinutes"), fourmies.Number("helpers")));
        Assert.Equal(fourmies.Number("neededMinutes"), fourmies.Number("missingMinutes"));
        Assert.Equal((8, 0), (paris.Number("people"), paris.Number("missingMinutes")));
        // Two volunteers of 600 minutes, who can reach nobody but these eight; fewer than five are not counted out.
        Assert.Equal(1_200, paris.Number("reachableMinutes"));
        Assert.Null(paris["helpers"]);
        Assert.InRange(48.8846, paris["south"]!.GetValue<double>(), paris["north"]!.GetValue<double>());
        Assert.False(coverage["someElsewhere"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Fewer_than_five_people_make_no_square()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $$"""firstName: "Jeanne", phone: "+33639985001", address: { text: "12 rue de Saussure, 75017 Paris", {{hood.Center}} }""");
        var coverage = (await hood.Coordinator($"{{ {Coverage} }}"))["coverage"]!;
        Assert.Empty(coverage["cells"]!.AsArray());
        Assert.True(coverage["someElsewhere"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_public_page_tells_how_fair_the_last_wholly_known_month_was()
    {
        await using var month = await AMonthLookedBackOn.Start();
        // On the 20th of December the requests of the 30th of November still have a day: October is told of, in which nobody asked.
        Assert.Contains("octobre 2026</h3><p>Moins de 5 demandes : rien n'est montré.", await Rules(month.Hood), StringComparison.Ordinal);
        await month.Hood.PassesUntil("2026-12-22T10:00:00+01:00");
        var page = await Rules(month.Hood);
        foreach (var said in new[] { "Les Voisins du 17e, novembre 2026", "14 demandes", "Rendez-vous fixé en 21 jours : 50,0 %", "Sans personne pour aider : 42,9 %", "Commune 59249 (code INSEE) : 6 demandes, et aucun voisin à portée", "Aucun écart plus grand que le hasard n'est démontré" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Jeanne", page, StringComparison.Ordinal);
    }

    private static async Task<string> Rules(Neighbourhood hood) => WebUtility.HtmlDecode((await hood.Opens("/regles")).Html);
}
