namespace CyberVoisins.Core.Matching.Audit;

/// <summary>How an interval of a wait was computed; printed beside it.</summary>
public enum IntervalMethod
{
    /// <summary>Whole communes drawn again 2,000 times: neighbours share helpers, so their waits are not independent.</summary>
    CommunesDrawnAgain,
    /// <summary>Log(−log) of Greenwood's variance: too few communes to draw from, requests taken as independent.</summary>
    LogLog,
}

/// <summary>The day by which a share of people was served. Null days: not reached in the period.</summary>
public sealed record WaitQuantile(double Share, int? Days, int? LowerDays, int? UpperDays, IntervalMethod Method);

/// <summary>Median and p90 of the wait, with 95 % intervals.</summary>
public static class WaitQuantiles
{
    /// <summary>shared/design/matching.md, section 3.</summary>
    public const int Draws = 2_000;

    /// <summary>Under this many communes a cluster bootstrap is too narrow (A. C. Cameron, D. L. Miller, Journal of Human Resources 50 (2015) 317–372: "few" begins at 20 to 50).</summary>
    public const int FewCommunes = 20;

    private static readonly double[] Shares = [0.5, 0.9];

    /// <param name="waits">Each with its commune, or whatever stands for it in an anonymised export.</param>
    /// <param name="seedText">Public: the same text draws the same communes.</param>
    public static IReadOnlyList<WaitQuantile> Of(IReadOnlyCollection<(string Commune, Wait Wait)> waits, string seedText)
    {
        var steps = Survival.Of([.. waits.Select(w => w.Wait)]);
        var communes = waits.GroupBy(w => w.Commune, w => w.Wait).Select(Sorted).OrderBy(c => string.Join(' ', c), StringComparer.Ordinal).ToList();
        var drawn = communes.Count >= FewCommunes ? Bootstrap(communes, PublicDraws.From(seedText)) : null;
        return
        [
            .. Shares.Select((share, index) =>
            {
                var (lower, upper) = drawn is null ? steps.LogLogInterval(share) : Percentiles(drawn[index]);
                var method = drawn is null ? IntervalMethod.LogLog : IntervalMethod.CommunesDrawnAgain;
                return new WaitQuantile(share, steps.Quantile(share), lower, upper, method);
            }),
        ];
    }

    /// <summary>Communes are drawn from in the order of what is in them, not of their names: an export under other names draws the same.</summary>
    private static Wait[] Sorted(IEnumerable<Wait> commune) => [.. commune.OrderBy(w => w.Days).ThenBy(w => w.Served)];

    /// <summary>Each share's quantile in each draw of as many communes, with repetition. Source: A. C. Davison, D. V. Hinkley, Bootstrap Methods and their Application (1997), section 3.8.</summary>
    private static int?[][] Bootstrap(List<Wait[]> communes, PublicDraws chance)
    {
        var days = communes.Max(c => c.Max(w => w.Days)) + 1;
        int[] ended = new int[days], served = new int[days];
        var quantiles = Shares.Select(_ => new int?[Draws]).ToArray();
        for (var draw = 0; draw < Draws; draw++)
        {
            Array.Clear(ended);
            Array.Clear(served);
            for (var i = 0; i < communes.Count; i++)
                foreach (var wait in communes[chance.Below(communes.Count)]) Survival.Count(wait, ended, served);
            var steps = Survival.Of(ended, served);
            for (var s = 0; s < Shares.Length; s++) quantiles[s][draw] = steps.Quantile(Shares[s]);
        }
        return quantiles;
    }

    /// <summary>The 50th smallest and 50th largest of 2,000 (percentile method, 2.5 % on each side); "not reached" is the largest of all.</summary>
    private static (int? Lower, int? Upper) Percentiles(int?[] drawn)
    {
        var sorted = drawn.OrderBy(d => d ?? int.MaxValue).ToList();
        return (sorted[Draws / 40 - 1], sorted[^(Draws / 40)]);
    }
}
