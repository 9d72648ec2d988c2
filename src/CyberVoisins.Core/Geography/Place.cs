using System.Text.RegularExpressions;

namespace CyberVoisins.Core.Geography;

/// <summary>How exactly a place is known.</summary>
public enum PlacePrecision
{
    /// <summary>Coordinates given by a person or a device.</summary>
    Given,
    /// <summary>A house number found by the address service.</summary>
    HouseNumber,
    /// <summary>A street or a locality.</summary>
    Street,
    /// <summary>Only the commune is known: its centre stands for the place.</summary>
    Commune,
}

/// <summary>An address that was found: where it is, in which commune, and how exactly we know.</summary>
public sealed partial record Place
{
    public Place(string label, string communeCode, Coordinates coordinates, PlacePrecision precision)
        : this(label, communeCode, coordinates, precision, BlurredPoint.Of(coordinates))
    {
    }

    private Place(string label, string communeCode, Coordinates coordinates, PlacePrecision precision, BlurredPoint blurred)
        : this(label, communeCode, coordinates.Latitude, coordinates.Longitude, precision, blurred.Centre.Latitude, blurred.Centre.Longitude, blurred.RadiusMetres)
    {
    }

    // The store keeps two columns of the point, and seals them; and of the blurred one, which may be read.
    private Place(string label, string communeCode, double latitude, double longitude, PlacePrecision precision, double? blurredLatitude, double? blurredLongitude, int? blurredRadiusMetres)
    {
        Label = label;
        CommuneCode = communeCode;
        Latitude = latitude;
        Longitude = longitude;
        Precision = precision;
        (BlurredLatitude, BlurredLongitude, BlurredRadiusMetres) = (blurredLatitude, blurredLongitude, blurredRadiusMetres);
    }

    /// <summary>As the address service writes it; at most 200 characters.</summary>
    public string Label { get; }

    /// <summary>
    /// "75017 Paris" of "12 rue de Saussure, 75017 Paris": for lists and figures, where an address has no business. The commune's INSEE code where the label does
    /// not end so; never more of it, as somebody may have written anything.
    /// </summary>
    public string Area => PostcodeAndTown().Match(Label) is { Success: true } end ? end.Value : Precision == PlacePrecision.Commune ? Label : CommuneCode;

    [GeneratedRegex(@"\b\d{5} \p{L}(?:(?!\b\d{5} \p{L})[^,\r\n])*$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex PostcodeAndTown();

    /// <summary>INSEE code of the commune or municipal arrondissement, five characters ("75117", "2A004").</summary>
    public string CommuneCode { get; }

    public double Latitude { get; }
    public double Longitude { get; }
    public PlacePrecision Precision { get; }

    public Coordinates Coordinates => new(Latitude, Longitude);

    /// <summary>Roughly where, once and for all: what is shown where the exact point is not needed. Null once the person was erased.</summary>
    public double? BlurredLatitude { get; }
    public double? BlurredLongitude { get; }
    public int? BlurredRadiusMetres { get; }

    public BlurredPoint? Blurred => BlurredLatitude is { } latitude && BlurredLongitude is { } longitude && BlurredRadiusMetres is { } radius ? new(new(latitude, longitude), radius) : null;

    /// <summary>The same place for who has no business at the door: the town's name, and the blurred point.</summary>
    public Place TownOnly => new(Area, CommuneCode, Blurred?.Centre ?? Coordinates, PlacePrecision.Commune);

    /// <summary>The same place, shown as its whole commune.</summary>
    /// <param name="centre">Of the commune.</param>
    public Place BlurredToCommune(Coordinates centre) => new(Label, CommuneCode, Coordinates, Precision, new(centre, BlurredPoint.CommuneRadiusMetres));
}
