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
}
