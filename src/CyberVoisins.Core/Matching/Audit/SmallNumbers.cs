namespace CyberVoisins.Core.Matching.Audit;

/// <summary>The small-number rule: nobody is recognised in a table, and nothing is concluded from a handful.</summary>
public static class SmallNumbers
{
    /// <summary>A group under this is not shown at all.</summary>
    public const int Shown = 5;

    /// <summary>A group under this, or whose rest is under this, is shown but not judged: "too few to conclude".</summary>
    public const int Judged = 100;

    /// <summary>
    /// Which groups of one dimension must be hidden: all under <see cref="Shown"/>; and while those hidden hold fewer than
    /// that together, the next smallest too, since the total minus the others would give them away.
    /// </summary>
    /// <param name="already">A group that is hidden whatever its size, if there is one.</param>
    public static IReadOnlySet<string> Hidden(IReadOnlyDictionary<string, int> sizes, string? already = null)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        var together = 0;
        foreach (var (group, size) in sizes.OrderBy(s => s.Key == already ? -1 : s.Value).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            if (group == already)
            {
                hidden.Add(group);
                together = size;
                continue;
            }
            if (size >= Shown && (together is 0 or >= Shown)) break;
            hidden.Add(group);
            together += size;
        }
        return hidden;
    }
}
