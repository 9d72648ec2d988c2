using System.Net;
using System.Text.RegularExpressions;
using CyberVoisins.Core.Matching;
using CyberVoisins.Server.Rulesets;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Rulesets;

/// <summary>The slider of /regles: every figure is the matching's own, and all of it is read without a script.</summary>
public sealed partial class ThePagesExample
{
    [Fact]
    public async Task Each_line_is_what_the_rules_count_for_two_neighbours()
    {
        await using var hood = await Neighbourhood.Start();
        var (_, html, response) = await hood.Opens("/regles");
        var lines = Line().Matches(html).Select(m => (Worth: int.Parse(m.Groups["worth"].Value, null), Near: int.Parse(m.Groups["near"].Value, null), Rested: int.Parse(m.Groups["rested"].Value, null), First: m.Groups["first"].Value)).ToList();
        Assert.Equal(Enumerable.Range(0, 11).Select(i => 10 * i), lines.Select(l => l.Worth));
        Assert.All(lines, line =>
        {
            var weights = RankingWeights.Default with { Distance = line.Worth };
            var (near, rested) = (Points.Of(RulesExample.Near, weights).Total, Points.Of(RulesExample.Rested, weights).Total);
            Assert.Equal((near, rested, near == rested ? "=" : near > rested ? "Léa" : "Marc"), (line.Near, line.Rested, line.First));
        });
        // It shows something: with little for distance it is whose turn it is, with much the nearest; and where it starts is the default.
        Assert.Equal(("Marc", "Léa"), (lines[0].First, lines[^1].First));
        Assert.Contains("30 (réglage de départ)", html, StringComparison.Ordinal);
        Assert.Contains("value=\"30\"", html, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await hood.Opens("/regles/curseur.js")).Status);
        Assert.Contains("30 points: Léa has", (await hood.Opens("/regles", language: "en")).Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("<tr data-dit=\"[^\"]+\"><th scope=\"row\">(?<worth>\\d+)[^<]*</th><td>(?<near>-?\\d+)</td><td>(?<rested>-?\\d+)</td><td>(?<first>[^<]+)</td>")]
    private static partial Regex Line();
}
