using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>Finds the commune of an address in the table: only when postcode and name leave no doubt.</summary>
internal static class CommuneSearch
{
    /// <summary>Lyon has nine arrondissements and Marseille sixteen: from the 17th on, only Paris is left.</summary>
    private const int FirstOnlyInParis = 17;

    private const int ShortestPartOfAName = 4;

    public static AddressAnswer Find(CommuneTable table, string text)
    {
        var address = AddressText.Read(text);
        if (address is { IsClear: true } && Decide(table, address, text) is { } commune)
            return new AddressAnswer.Found(commune.At(address.Postcode, address.HasStreet ? AddressText.OnOneLine(text) : null));
        return new AddressAnswer.NotFound(Suggest(table, address));
    }

    private static Commune? Decide(CommuneTable table, AddressText address, string text) => address switch
    {
        { Postcode: { } postcode, Town: null } => Only(table.ByPostcode(postcode), c => c.Sharers == 0),
        { Postcode: { } postcode, Town: { } town } => Only(table.ByPostcode(postcode), c => IsCalled(c, town)),
        { Town: { } town } when PlaceName.SaysArrondissement(text) && int.TryParse(town, out var number) && number >= FirstOnlyInParis
            => Only(table.ByName($"paris {number}"), _ => true),
        { Town: { } town } => Only(table.ByName(town), c => c.Namesakes == 0),
        _ => null,
    };

    /// <summary>"Paris" for any of its arrondissements, and "Saint-Ouen" for Saint-Ouen-sur-Seine when the postcode leaves no other.</summary>
    private static bool IsCalled(Commune commune, string town)
    {
        var name = PlaceName.Normalize(commune.Name);
        return name == town
            || (commune.Sharers == 0 && town.Length >= ShortestPartOfAName && name.StartsWith(town + " ", StringComparison.Ordinal));
    }

    private static Commune? Only(IReadOnlyList<Commune> candidates, Func<Commune, bool> fits)
    {
        var fitting = candidates.Where(fits).Take(2).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    /// <summary>
    /// The commune of the postcode that looks most like the name, and the one of that name elsewhere, since the two
    /// contradict each other; then the others of the postcode, of the name, and whatever resembles it.
    /// </summary>
    private static List<Place> Suggest(CommuneTable table, AddressText address)
    {
        var ofPostcode = address.Postcode is { } postcode ? table.ByPostcode(postcode).OrderByDescending(c => c.Population).ToList() : [];
        var alike = address.Town is { } town ? table.Like(town).Select(x => x.Commune).ToList() : [];
        return [.. alike.Where(ofPostcode.Contains).Concat(ofPostcode).Take(1)
            .Concat(alike.Take(1)).Concat(ofPostcode).Concat(alike)
            .DistinctBy(c => c.Code)
            .Take(AddressAnswer.NotFound.MostSuggestions)
            .Select(c => c.At(c.Postcodes.Contains(address.Postcode ?? "") ? address.Postcode : null))];
    }
}
