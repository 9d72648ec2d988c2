namespace CyberVoisins.Server.Geocoding;

/// <summary>Paris, Lyon and Marseille: people live in an arrondissement, which has an INSEE code of its own, and statistics know the town.</summary>
internal static class Arrondissements
{
    private static readonly (string Town, string Prefix)[] Divided = [("75056", "751"), ("69123", "6938"), ("13055", "132")];

    /// <summary>"75117" belongs to "75056"; null for every other commune.</summary>
    public static string? TownOf(string code) =>
        Divided.Where(d => code.StartsWith(d.Prefix, StringComparison.Ordinal)).Select(d => d.Town).FirstOrDefault();
}
