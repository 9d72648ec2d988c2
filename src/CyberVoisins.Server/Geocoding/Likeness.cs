namespace CyberVoisins.Server.Geocoding;

/// <summary>How much two names look alike, 0 to 1: Dice's measure on pairs of neighbouring letters, so that a slip costs little.</summary>
internal static class Likeness
{
    /// <summary>Below this, a suggestion puzzles more than it helps: "maubeuje" has 0.71 of Maubeuge, "marseille" 0.27 of Maroilles.</summary>
    public const double Enough = 0.5;

    /// <summary>Below the same name, above any misspelling: "Paris" for "Paris 17", "Saint-Ouen" for "Saint-Ouen-sur-Seine".</summary>
    private const double StartOfName = 0.99;

    /// <summary>People seldom miss the first letters: with three alike, Maubeuge comes before Beaujeu for "maubeuje".</summary>
    private const double SameStart = 0.1;

    /// <summary>A name and its pairs, sorted: taken apart once, compared many times.</summary>
    public sealed record Spelling(string Name, int[] Pairs)
    {
        public static Spelling Of(string name) =>
            new(name, [.. Enumerable.Range(0, Math.Max(0, name.Length - 1)).Select(i => (name[i] << 16) | name[i + 1]).Order()]);
    }

    /// <summary>A text with its last words apart, since a street may stand before the town.</summary>
    public sealed class Sought(string text)
    {
        private const int MostWords = 8;

        private readonly Spelling _whole = Spelling.Of(text);
        private readonly Spelling[] _tails = [.. Enumerable.Range(1, MostWords).Select(n => Spelling.Of(string.Join(' ', text.Split(' ').TakeLast(n))))];

        public double In(Spelling name)
        {
            if (name.Name == _whole.Name)
                return 1;
            if (name.Name.StartsWith(_whole.Name + " ", StringComparison.Ordinal))
                return StartOfName;
            var words = Math.Min(MostWords, 1 + name.Name.AsSpan().Count(' '));
            return Math.Max(Alike(name, _whole), Alike(name, _tails[words - 1]));
        }
    }

    private static double Alike(Spelling a, Spelling b)
    {
        var all = a.Pairs.Length + b.Pairs.Length;
        // Even with every pair of the shorter one shared, this would not be enough.
        if (2.0 * Math.Min(a.Pairs.Length, b.Pairs.Length) < (Enough - SameStart) * all)
            return 0;
        var start = a.Name.AsSpan(0, Math.Min(3, a.Name.Length)).SequenceEqual(b.Name.AsSpan(0, Math.Min(3, b.Name.Length))) ? SameStart : 0;
        return Math.Min(StartOfName, 2.0 * Shared(a.Pairs, b.Pairs) / all + start);
    }

    private static int Shared(int[] a, int[] b)
    {
        int shared = 0, i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (a[i] < b[j])
                i++;
            else
                j++;
        }
        return shared;
    }
}
