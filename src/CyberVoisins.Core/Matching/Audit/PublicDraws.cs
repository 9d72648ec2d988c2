using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CyberVoisins.Core.Matching.Audit;

/// <summary>
/// Chance that anybody can draw again: SplitMix64 seeded by a public text. Source: G. L. Steele, D. Lea, C. H. Flood, Fast
/// Splittable Pseudorandom Number Generators, OOPSLA 2014; constants of S. Vigna's public domain splitmix64.c.
/// </summary>
public sealed class PublicDraws
{
    private ulong state;

    public PublicDraws(ulong seed) => state = seed;

    /// <summary>The seed is the first 8 bytes, big-endian, of SHA-256 of the text in UTF-8.</summary>
    public static PublicDraws From(string publicText) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(publicText))));

    /// <summary>64 bits, each value as likely as another.</summary>
    public ulong Next()
    {
        unchecked
        {
            var z = state += 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }
    }

    /// <summary>
    /// 0 to below, exactly uniform: the high half of a 128-bit product, drawn again in the few cases that would favour small
    /// numbers. Source: D. Lemire, Fast Random Integer Generation in an Interval, ACM TOMACS 29(1), 2019.
    /// </summary>
    public int Below(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        var n = (ulong)below;
        var unfair = (ulong.MaxValue - n + 1) % n;
        while (true)
        {
            var high = Math.BigMul(Next(), n, out var low);
            if (low >= unfair) return (int)high;
        }
    }
}
