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
    public int MetresTo(Coordinates other) => (int)Math.Round(AngleTo(other) * EarthRadiusMetres);

    private double AngleTo(Coordinates other)
    {
        double lat1 = double.DegreesToRadians(Latitude), lat2 = double.DegreesToRadians(other.Latitude);
        var dLat = lat2 - lat1;
        var dLon = double.DegreesToRadians(other.Longitude - Longitude);
        var h = Math.Pow(Math.Sin(dLat / 2), 2) + Math.Cos(lat1) * Math.Cos(lat2) * Math.Pow(Math.Sin(dLon / 2), 2);
        return 2 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>The point this many metres from <paramref name="other"/> on the straight way here; here itself when that is nearer.</summary>
    public Coordinates NearerTo(Coordinates other, double metresLeft)
    {
        var angle = AngleTo(other);
        if (angle * EarthRadiusMetres <= metresLeft) return this;
        // Spherical linear interpolation (Shoemake 1985) between the two unit vectors.
        var share = metresLeft / EarthRadiusMetres / angle;
        double mine = Math.Sin(share * angle) / Math.Sin(angle), theirs = Math.Sin((1 - share) * angle) / Math.Sin(angle);
        var (a, b) = (Vector(), other.Vector());
        double x = mine * a.X + theirs * b.X, y = mine * a.Y + theirs * b.Y, z = mine * a.Z + theirs * b.Z;
        return new(double.RadiansToDegrees(Math.Atan2(z, Math.Sqrt(x * x + y * y))), double.RadiansToDegrees(Math.Atan2(y, x)));
    }

    private (double X, double Y, double Z) Vector()
    {
        double lat = double.DegreesToRadians(Latitude), lon = double.DegreesToRadians(Longitude);
        return (Math.Cos(lat) * Math.Cos(lon), Math.Cos(lat) * Math.Sin(lon), Math.Sin(lat));
    }
}
