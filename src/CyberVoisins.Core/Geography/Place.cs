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
public sealed record Place
{
    public Place(string label, string communeCode, Coordinates coordinates, PlacePrecision precision)
        : this(label, communeCode, coordinates.Latitude, coordinates.Longitude, precision)
    {
    }

    // The store keeps two columns, and seals them.
    private Place(string label, string communeCode, double latitude, double longitude, PlacePrecision precision)
    {
        Label = label;
        CommuneCode = communeCode;
        Latitude = latitude;
        Longitude = longitude;
        Precision = precision;
    }

    /// <summary>As the address service writes it; at most 200 characters.</summary>
    public string Label { get; }

    /// <summary>INSEE code of the commune or municipal arrondissement, five characters ("75117", "2A004").</summary>
    public string CommuneCode { get; }

    public double Latitude { get; }
    public double Longitude { get; }
    public PlacePrecision Precision { get; }

    public Coordinates Coordinates => new(Latitude, Longitude);
}
