using CyberVoisins.Core.Matching;

namespace CyberVoisins.Server.Rulesets;

/// <summary>Two made-up neighbours at one worth of distance: what the rules give each.</summary>
/// <param name="Worth">What living near is worth at most.</param>
internal sealed record ExampleStep(int Worth, Points Near, Points Rested)
{
    /// <summary>Who is asked first: true the nearer, false whose turn it is, null a draw.</summary>
    public bool? NearFirst => Near.Total == Rested.Total ? null : Near.Total > Rested.Total;
}

/// <summary>
/// The example of the page /regles with its slider: the nearer neighbour, who was just asked, and the one farther away, whose turn it is. Every figure is what
/// <see cref="Points.Of"/> counts, as for real people: the page's script only chooses which of these lines is read.
/// </summary>
internal static class RulesExample
{
    public static readonly Measures Near = new(Metres: 300, LimitMetres: 10_000, RestDays: 2, MinutesLeft: 30, MinutesPerMonth: 60, Slots: 3, ExpectedMinutes: 20, SpeaksTheirLanguage: true, VisitsTogether: 0);
    public static readonly Measures Rested = Near with { Metres = 3_000, RestDays = Points.FullRestDays, MinutesLeft = 60 };

    /// <summary>From nothing to the most that an association may vote, ten by ten; the defaults are among them.</summary>
    public static IEnumerable<ExampleStep> Steps =>
        from step in Enumerable.Range(0, RankingWeights.Maximum / 10 + 1)
        let weights = RankingWeights.Default with { Distance = 10 * step }
        select new ExampleStep(weights.Distance, Points.Of(Near, weights), Points.Of(Rested, weights));
}
