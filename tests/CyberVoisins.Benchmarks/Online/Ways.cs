using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;

namespace CyberVoisins.Benchmarks.Online;

/// <summary>How one candidate stands when the next is chosen.</summary>
/// <param name="Asks">Offers since the beginning.</param>
public readonly record struct Standing(Could Could, int Request, Measures Measures, int Asks)
{
    public ulong Tie => PublicHash.Of(ThreeMonths.RequestIdOf(Request), ThreeMonths.IdOf(Could.Volunteer), Ranking.TieSalt);
}

/// <summary>A way of asking: who first (the greater, the sooner; a tie by the smaller public hash), and how many.</summary>
/// <param name="Soft">A late yes counts.</param>
/// <param name="AllUrgent">Every request is treated as urgent.</param>
/// <param name="WindowMinutes">Requests that come in within such a window are looked at together at its end; 0: at once.</param>
/// <param name="FirstRing">Whoever is found in the first ring is asked, without widening it to have a choice.</param>
public sealed record Way(string Name, Func<Standing, long> Score, AskingPolicy Asking, bool Soft = true, bool AllUrgent = false, bool FirstRing = false, int WindowMinutes = 0)
{
    private static readonly AskingPolicy One = AskingPolicy.Default with { MaximumRadiusMetres = ThreeMonths.LimitMetres };
    private static readonly Way Ours = Points("ours", RankingWeights.Default);

    public static readonly IReadOnlyList<Way> All =
    [
        new("nearest", s => -(s.Could.Metres ?? 0), One),
        new("random", _ => 0, One),
        new("least asked", s => -s.Asks, One),
        Points("first version: 50/25/15/10/0, three at once", new(50, 25, 15, 10, 0, 0, 0)) with { Asking = One with { WaveSize = 3 }, FirstRing = true },
        Ours with { Name = "ours, late yeses lost", Soft = false },
        Ours with { Name = "ours, first ring only", FirstRing = true },
        Points("ours, without spare", RankingWeights.Default with { Spare = 0 }),
        Points("ours, rotation 0", RankingWeights.Default with { Rotation = 0 }),
        Ours with { Name = "ours, waves for all", AllUrgent = true },
        Ours,
    ];

    /// <summary>Ours, at once and with requests that wait for each other.</summary>
    public static readonly IReadOnlyList<Way> Windows =
    [
        .. new[] { 15, 60, 240, 1_440 }.Select(minutes => Ours with { Name = $"ours, window of {minutes} minutes", WindowMinutes = minutes }),
        Ours,
    ];

    /// <summary>Ways to turn expected minutes into points to spare, of 40; the service's own is the last.</summary>
    public static readonly IReadOnlyList<Way> Formulas =
    [
        Spare("G / (G + E)", (gives, expected) => (gives, gives + expected)),
        Spare("(G / (G + E)) squared", (gives, expected) => (gives * gives, (gives + expected) * (gives + expected))),
        Spare("L / (L + E)", (gives, expected, left) => (left, left + expected)),
        Spare("(G - E) / G", (gives, expected) => (gives - expected, gives)),
        Spare("(3G - E) / 3G", (gives, expected) => (3 * gives - expected, 3 * gives)),
        Spare("(2G - E) / 2G", (gives, expected) => (2 * gives - expected, 2 * gives)),
    ];

    private static Way Spare(string name, Func<int, int, (int Part, int Whole)> formula) => Spare(name, (gives, expected, _) => formula(gives, expected));

    private static Way Spare(string name, Func<int, int, int, (int Part, int Whole)> formula) => new(name, s =>
    {
        var (part, whole) = formula(s.Measures.MinutesPerMonth, s.Measures.ExpectedMinutes!.Value, s.Measures.MinutesLeft);
        return Core.Matching.Points.Of(s.Measures, RankingWeights.Default with { Spare = 0 }).Total + RankingWeights.Default.Spare * Math.Max(0, part) / whole;
    }, One);

    private static Way Points(string name, RankingWeights weights) => new(name, s => Core.Matching.Points.Of(s.Measures, weights).Total, One);
}
