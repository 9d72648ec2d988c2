namespace CyberVoisins.Core.Matching.Audit;

/// <summary>How unevenly something is shared: 0 when all have the same, (n − 1)/n when one has it all.</summary>
public static class Gini
{
    /// <summary>
    /// G = 2·Σ i·x_i / (n·Σ x) − (n + 1)/n with x sorted and i from 1. Source: C. Gini, Variabilità e mutabilità (1912), in the
    /// form of A. Sen, On Economic Inequality (1973), section 2.6. Null when there is nothing to share.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative amount.</exception>
    public static double? Of(IEnumerable<int> amounts)
    {
        var sorted = amounts.Order().ToList();
        if (sorted.Count > 0) ArgumentOutOfRangeException.ThrowIfNegative(sorted[0], nameof(amounts));
        var sum = sorted.Sum(x => (long)x);
        if (sum == 0) return null;
        var weighted = sorted.Select((x, i) => (long)x * (i + 1)).Sum();
        return 2.0 * weighted / ((double)sorted.Count * sum) - (sorted.Count + 1.0) / sorted.Count;
    }
}
