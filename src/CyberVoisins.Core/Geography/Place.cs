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
/// <param name="Label">As the address service writes it; at most 200 characters.</param>
/// <param name="CommuneCode">INSEE code of the commune or municipal arrondissement, five characters ("75117", "2A004").</param>
public sealed record Place(string Label, string CommuneCode, Coordinates Coordinates, PlacePrecision Precision);
