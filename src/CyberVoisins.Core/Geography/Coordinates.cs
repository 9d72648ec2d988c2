namespace CyberVoisins.Core.Geography;

/// <summary>A point on Earth in WGS 84 decimal degrees, rounded to 6 decimals (about 11 cm).</summary>
public readonly record struct Coordinates
{
    /// <summary>Mean Earth radius R1 of the IUGG, in metres; Redis uses 6,372,797.560856 m, a difference of 0.03 %.</summary>
    private const double EarthRadiusMetres = 6_371_008.8;

    /// <param name="latitude">Degrees north, −90 to 90.</param>
    /// <param name="longitude">Degrees east, −180 to 180.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these ranges, or not a number.</exception>
    [System.Text.Json.Serialization.JsonConstructor] // a struct is otherwise read as its default, the Gulf of Guinea
    public Coordinates(double latitude, double longitude)
    {
        if (!IsValid(latitude, longitude))
            throw new ArgumentOutOfRangeException(nameof(latitude), "Latitude is -90 to 90 and longitude -180 to 180 degrees.");
        Latitude = Math.Round(latitude, 6);
        Longitude = Math.Round(longitude, 6);
    }

    public double Latitude { get; }
    public double Longitude { get; }

    public static bool IsValid(double latitude, double longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180;

    /// <summary>Great-circle (haversine) distance in whole metres: the straight line, not the way on foot.</summary>
    public int MetresTo(Coordinates other)
    {
        double lat1 = double.DegreesToRadians(Latitude), lat2 = double.DegreesToRadians(other.Latitude);
        var dLat = lat2 - lat1;
        var dLon = double.DegreesToRadians(other.Longitude - Longitude);
        var h = Math.Pow(Math.Sin(dLat / 2), 2) + Math.Cos(lat1) * Math.Cos(lat2) * Math.Pow(Math.Sin(dLon / 2), 2);
        return (int)Math.Round(2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(h))));
    }
}
