using System.Security.Cryptography;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// Everything a month's plan read, and what people decided by hand: one for all of its records. It holds who could help whom: it stays
/// with the association, is never published, and goes when its retention ends.
/// </summary>
/// <param name="PlanId">Of the plan in the service.</param>
/// <param name="ByHand">The choices in force when it was accepted, in the order in which they were made.</param>
public sealed record PlanSnapshot(string PlanId, PlanBook Book, IReadOnlyList<BookedChoice> ByHand)
{
    public byte[] ToJson() => CanonicalJson.Write(this);

    /// <summary>SHA-256 of the JSON, 64 small hexadecimal digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));

    /// <exception cref="System.Text.Json.JsonException">Not what <see cref="ToJson"/> writes.</exception>
    public static PlanSnapshot Read(ReadOnlySpan<byte> json) => CanonicalJson.Read<PlanSnapshot>(json);
}
