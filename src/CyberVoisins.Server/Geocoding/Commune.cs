using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>A commune or a municipal arrondissement.</summary>
/// <param name="Code">INSEE code, five characters ("75117", "2A004").</param>
/// <param name="Center">To within about 1 km of what people call the centre.</param>
/// <param name="Population">0 when unknown.</param>
/// <param name="Namesakes">Other communes of France with this name: without a postcode such a name decides nothing.</param>
/// <param name="Sharers">Other communes of France with one of these postcodes: the postcode alone then decides nothing.</param>
internal sealed record Commune(
    string Code, string Name, IReadOnlyList<string> Postcodes, Coordinates Center, int Population, int Namesakes, int Sharers)
{
    /// <summary>"75017 Paris 17e Arrondissement".</summary>
    public Place At(string? postcode = null, string? label = null) =>
        new(label ?? $"{postcode ?? (Postcodes is [var first, ..] ? first : "")} {Name}".Trim(), Code, Center, PlacePrecision.Commune);
}
