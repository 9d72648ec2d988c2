namespace CyberVoisins.Core.Matching;

/// <summary>The rings in which neighbours are looked for: next door first.</summary>
public static class Rings
{
    private static readonly int[] Metres = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

    /// <summary>Ring by ring up to the limit, the limit itself last.</summary>
    public static IEnumerable<int> UpTo(int limitMetres) =>
        Metres.Where(m => m < limitMetres).Append(limitMetres);
}
