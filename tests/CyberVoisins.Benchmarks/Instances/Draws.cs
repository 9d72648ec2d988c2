namespace CyberVoisins.Benchmarks.Instances;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): the same numbers from the same seed on every machine, integers only.</summary>
public sealed class Draws(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(unchecked(_state += 0x9E3779B97F4A7C15));

    /// <summary>0 (inclusive) to limit (exclusive).</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public bool Percent(int chance) => Below(100) < chance;

    /// <summary>The index of one weight, drawn in proportion to it.</summary>
    public int Weighted(ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights) total += weight;
        var draw = Below(total);
        for (var i = 0; ; i++)
            if ((draw -= weights[i]) < 0) return i;
    }

    /// <summary>A bell between -spread and spread: the mean of four uniform draws (Irwin–Hall).</summary>
    public int Bell(int spread)
    {
        var sum = 0L;
        for (var i = 0; i < 4; i++) sum += Below(2 * spread + 1) - spread;
        return (int)(sum / 4);
    }

    /// <summary>Each bit on its own; none at all becomes one drawn bit, so that nobody is empty-handed.</summary>
    public int Bits(ReadOnlySpan<int> chances)
    {
        var bits = 0;
        for (var i = 0; i < chances.Length; i++)
            if (Percent(chances[i])) bits |= 1 << i;
        return bits != 0 ? bits : 1 << Below(chances.Length);
    }

    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
