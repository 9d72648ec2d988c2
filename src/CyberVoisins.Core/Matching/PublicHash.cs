using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CyberVoisins.Core.Matching;

/// <summary>
/// A number that anybody can compute again from public text: it breaks ties and draws samples, so that chance
/// can be checked and nobody is left out by an accident of ids.
/// </summary>
public static class PublicHash
{
    /// <summary>The first 8 bytes, big-endian, of SHA-256 of "requestId|volunteerId|salt" in UTF-8.</summary>
    public static ulong Of(RequestId request, VolunteerId volunteer, string salt) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{request}|{volunteer}|{salt}")));

    /// <summary>A public number for one id: the first 8 bytes, big-endian, of SHA-256 of "id|salt" in UTF-8.</summary>
    public static ulong KeyOf(Guid id, string salt) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}|{salt}")));

    /// <summary>
    /// The tie-break of a pair, from the public numbers of both: the finisher of SplitMix64 over "request XOR volunteer
    /// rotated left by 32", its low bits. A plan weighs millions of pairs, too many for SHA-256 each.
    /// </summary>
    public static long TieOf(ulong requestKey, ulong volunteerKey, int bits)
    {
        unchecked
        {
            var z = requestKey ^ ulong.RotateLeft(volunteerKey, 32);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return (long)(z & ((1UL << bits) - 1));
        }
    }
}
