namespace CyberVoisins.Core.Geography;

/// <summary>
/// Roughly where: the centre of a cell of a fixed grid of about a kilometre. Snapped, and not moved at random: a point that is drawn again at each
/// visit, correction or backup gives its average away, and a cell never does. A point near the edge of its cell is as far as any other.
/// </summary>
/// <param name="RadiusMetres">The true point lies within, whatever it is: it depends on the cell alone.</param>
public sealed record BlurredPoint(Coordinates Centre, int RadiusMetres)
{
    /// <summary>1,113 m north to south; 1,000 m east to west at 48.9° north (Paris), 1,420 m at 21° south (La Réunion).</summary>
    internal const double LatitudeStep = 0.01, LongitudeStep = 0.0137;

    /// <summary>In a commune whose houses stand apart a cell may hold one house: the commune's centre stands for all of it.</summary>
    public const int CommuneRadiusMetres = 5_000;

    public static BlurredPoint Of(Coordinates point)
    {
        var centre = new Coordinates(Middle(point.Latitude, LatitudeStep, 90), Middle(point.Longitude, LongitudeStep, 180));
        var corner = new Coordinates(Math.Min(90, centre.Latitude + LatitudeStep / 2), Math.Min(180, centre.Longitude + LongitudeStep / 2));
        // To the hundred above: towards the equator a cell is a little wider than at its middle.
        return new(centre, (centre.MetresTo(corner) / 100 + 1) * 100);
    }

    private static double Middle(double degrees, double step, double most) => Math.Clamp((Math.Floor(degrees / step) + 0.5) * step, -most, most);
}
