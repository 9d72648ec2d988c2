using System.Text.Json;
using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>One answer of the address service: GeoJSON in the GeocodeJSON manner, as the State's service and addok write it.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="CommuneCode">INSEE code, or empty.</param>
/// <param name="Postcode">Or empty.</param>
internal sealed record BanFeature(string Label, double Score, Coordinates Point, PlacePrecision Precision, string CommuneCode, string Postcode)
{
    private const int LongestLabel = 200;

    /// <summary>The usable answers; one without label, point or score, or of an unknown type, is passed over.</summary>
    /// <exception cref="JsonException">Not a collection of features.</exception>
    public static IReadOnlyList<BanFeature> ReadAll(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array
            ? [.. features.EnumerateArray().Select(Read).OfType<BanFeature>()]
            : throw new JsonException("The address service did not answer with a feature collection.");

    private static BanFeature? Read(JsonElement feature)
    {
        if (Child(feature, "properties") is not { } properties
            || Where(feature) is not { } point
            || Number(properties, "score") is not { } score
            || Text(properties, "label") is not { Length: > 0 and <= LongestLabel } label
            || PrecisionOf(Text(properties, "type")) is not { } precision)
            return null;
        var code = Text(properties, "citycode") is { Length: 5 } c ? c : "";
        return new(label, score, point, precision, code, Text(properties, "postcode") ?? "");
    }

    private static PlacePrecision? PrecisionOf(string? type) => type switch
    {
        "housenumber" => PlacePrecision.HouseNumber,
        "street" or "locality" => PlacePrecision.Street,
        "municipality" => PlacePrecision.Commune,
        _ => null,
    };

    private static Coordinates? Where(JsonElement feature) =>
        Child(feature, "geometry") is { } geometry
        && geometry.TryGetProperty("coordinates", out var pair) && pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() >= 2
        && pair[0].ValueKind == JsonValueKind.Number && pair[1].ValueKind == JsonValueKind.Number
        && Coordinates.IsValid(pair[1].GetDouble(), pair[0].GetDouble())
            ? new Coordinates(pair[1].GetDouble(), pair[0].GetDouble())
            : null;

    private static JsonElement? Child(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static double? Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
}
