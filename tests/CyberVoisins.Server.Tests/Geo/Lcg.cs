using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Tests.Geo;

/// <summary>Knuth's MMIX generator: the same points at every run, so that a failure can be seen again.</summary>
internal sealed class Lcg(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 to less than 1.</summary>
    public double Next()
    {
        unchecked
        {
            _state = _state * 6364136223846793005 + 1442695040888963407;
        }
        return (_state >> 11) / (double)(1UL << 53);
    }

    public double Between(double low, double high) => low + (high - low) * Next();

    /// <summary>From 0 to less than the number.</summary>
    public int Below(int number) => (int)(Next() * number);

    public Guid Guid()
    {
        var bytes = new byte[16];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(Next() * 256);
        return new(bytes);
    }

    /// <summary>In metropolitan France, half of them crowded in Paris.</summary>
    public Coordinates Point() => Next() < 0.5
        ? new(Between(48.82, 48.90), Between(2.25, 2.42))
        : new(Between(42.5, 51), Between(-4.5, 8));
}
