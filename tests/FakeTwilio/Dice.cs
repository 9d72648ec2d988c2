namespace FakeTwilio;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): a test that fails by chance can be played again from its seed.</summary>
public sealed class Dice(ulong seed)
{
    private readonly Lock _lock = new();
    private ulong _state = seed;

    /// <summary>From 0 to below the bound.</summary>
    public int Below(int bound)
    {
        lock (_lock)
            unchecked
            {
                var z = _state += 0x9E3779B97F4A7C15;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                return (int)((z ^ (z >> 31)) % (ulong)bound);
            }
    }

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];
}
