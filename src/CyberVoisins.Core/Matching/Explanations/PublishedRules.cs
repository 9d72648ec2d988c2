using System.Security.Cryptography;
using System.Text;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>The rules as one public text, whose hash stands in every record.</summary>
public static class PublishedRules
{
    public const string Id = "rules/1";

    /// <summary>"rules/1", the rules in their order, the weights and the salt of ties, a line each.</summary>
    public static string TextWith(RankingWeights weights) =>
        string.Join('\n', [Id, string.Join(' ', Rules.All.Select(r => r.Rule)), weights.Text, $"ties={Ranking.TieSalt}"]);

    /// <summary>SHA-256 of the text in UTF-8.</summary>
    public static string HashWith(RankingWeights weights) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextWith(weights))));
}
