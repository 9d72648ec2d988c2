namespace CyberVoisins.Server.Geocoding;

/// <summary>How much two names look alike, 0 to 1: Dice's measure on pairs of neighbouring letters.</summary>
internal static class Likeness
{
    /// <summary>Below this, a suggestion puzzles more than it helps: "maubeuje" has 0.71 of Maubeuge, "marseille" 0.27 of Maroilles.</summary>
    public const double Enough = 0.5;

    /// <summary>Below the same name, above any misspelling: "Paris" for "Paris 17", "Saint-Ouen" for "Saint-Ouen-sur-Seine".</summary>
    private const double StartOfName = 0.99;

    /// <summary>The best match of <paramref name="name"/> with the whole text or with as many of its last words.</summary>
    public static double Of(string name, string text)
    {
        if (name.StartsWith(text + " ", StringComparison.Ordinal))
            return StartOfName;
        var words = text.Split(' ');
        var tail = string.Join(' ', words.TakeLast(name.Split(' ').Length));
        return Math.Max(Pairs(name, text), Pairs(name, tail));
    }

    private static double Pairs(string a, string b)
    {
        if (a.Length < 2 || b.Length < 2)
            return 0;
        var left = PairsOf(b).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        var shared = 0;
        foreach (var pair in PairsOf(a))
        {
            if (left.GetValueOrDefault(pair) == 0)
                continue;
            left[pair]--;
            shared++;
        }
        return 2.0 * shared / (a.Length + b.Length - 2);
    }

    private static IEnumerable<string> PairsOf(string text) =>
        Enumerable.Range(0, text.Length - 1).Select(i => text.Substring(i, 2));
}
