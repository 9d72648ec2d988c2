namespace CyberVoisins.Core.Matching.Audit;

/// <summary>Many comparisons at once: without a correction one group in twenty is flagged by chance alone.</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p values in the order given; one below 0.05 stands although so many were looked at. Source: S. Holm,
    /// Scandinavian Journal of Statistics 6 (1979) 65–70; same as R's p.adjust(method = "holm").
    /// </summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        double highest = 0;
        var left = pValues.Count;
        foreach (var (index, p) in pValues.Index().OrderBy(x => x.Item))
        {
            highest = Math.Max(highest, Math.Min(1, left-- * p));
            adjusted[index] = highest;
        }
        return adjusted;
    }
}
