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

    /// <summary>Those of the postcode and those of the name first, since they contradict each other; then what resembles.</summary>
    private static List<Place> Suggest(CommuneTable table, AddressText address)
    {
        var ofPostcode = address.Postcode is { } postcode ? table.ByPostcode(postcode) : [];
        var ofName = address.Town is { } town ? table.ByName(town) : [];
        var alike = address.Town is null ? [] : table.All
            .Select(c => (Commune: c, Likeness: Likeness.Of(PlaceName.Normalize(c.Name), address.Town)))
            .Where(x => x.Likeness >= Likeness.Enough)
            .OrderByDescending(x => x.Likeness).ThenByDescending(x => x.Commune.Population)
            .Select(x => x.Commune);
        // The best of each kind first, so that five names of one postcode do not push out the commune that was named.
        return [.. ofPostcode.OrderByDescending(c => address.Town is null ? 0 : Likeness.Of(PlaceName.Normalize(c.Name), address.Town)).Take(1)
            .Concat(ofName.Take(1)).Concat(ofPostcode.OrderByDescending(c => c.Population)).Concat(ofName).Concat(alike)
            .DistinctBy(c => c.Code)
            .Take(AddressAnswer.NotFound.MostSuggestions)
            .Select(c => c.At(c.Postcodes.Contains(address.Postcode ?? "") ? address.Postcode : null))];
    }
}
