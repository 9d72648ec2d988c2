using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>
/// Where France is, to within a few kilometres and in favour of France: the mainland by a coarse outline drawn by hand,
/// Corsica and overseas by boxes. Monaco, which France surrounds, passes; Brussels, Geneva and Basel do not.
/// </summary>
internal static class France
{
    /// <summary>South, west, north and east edges, in degrees.</summary>
    private static readonly (double South, double West, double North, double East)[] Boxes =
    [
        (41.30, 8.40, 43.10, 9.70),       // Corsica
        (15.80, -61.90, 16.60, -60.95),   // Guadeloupe
        (14.30, -61.30, 14.95, -60.75),   // Martinique
        (2.05, -54.65, 5.85, -51.50),     // French Guiana
        (-21.45, 55.15, -20.80, 55.90),   // Réunion
        (-13.10, 44.95, -12.55, 45.35),   // Mayotte
        (46.70, -56.55, 47.20, -56.05),   // Saint-Pierre-et-Miquelon
        (17.85, -62.98, 17.99, -62.75),   // Saint-Barthélemy
        (18.04, -63.18, 18.14, -62.95),   // Saint-Martin, the French side
        (-14.45, -178.25, -13.15, -176.05), // Wallis and Futuna
        (-28.00, -155.00, -7.80, -134.00), // French Polynesia
        (-23.00, 163.00, -19.00, 168.20), // New Caledonia
    ];

    /// <summary>Latitude and longitude of the corners, clockwise from Dunkirk; along the coast the line runs at sea.</summary>
    private static readonly (double Latitude, double Longitude)[] Outline =
    [
        (51.15, 2.40), (51.10, 2.56), (50.94, 2.63), (50.82, 2.66), (50.73, 2.80), (50.71, 2.93), (50.79, 3.12), (50.78, 3.22), (50.72, 3.27),
        (50.54, 3.30), (50.50, 3.42), (50.52, 3.50), (50.47, 3.62), (50.39, 3.70), (50.36, 3.90), (50.35, 4.02), (50.32, 4.12),
        (50.28, 4.22), (50.14, 4.23), (50.07, 4.25), (49.99, 4.22), (49.97, 4.35), (50.00, 4.48), (50.09, 4.62), (50.17, 4.75), (50.18, 4.88),
        (50.10, 4.90), (49.95, 4.86), (49.81, 4.90), (49.78, 5.15), (49.70, 5.30), (49.62, 5.45), (49.56, 5.75), (49.52, 5.87),
        (49.47, 6.00), (49.48, 6.20), (49.49, 6.38), (49.43, 6.55), (49.32, 6.62), (49.20, 6.85), (49.21, 6.95), (49.14, 7.05), (49.15, 7.30),
        (49.20, 7.45), (49.08, 7.75), (49.07, 8.00), (48.99, 8.24), (48.80, 8.15), (48.62, 7.84), (48.32, 7.76), (48.10, 7.60), (47.85, 7.57),
        (47.70, 7.53), (47.59, 7.60), (47.575, 7.56), (47.49, 7.52), (47.42, 7.42), (47.46, 7.20), (47.51, 7.02), (47.36, 7.07), (47.28, 6.96),
        (47.02, 6.72), (46.90, 6.47), (46.76, 6.45), (46.57, 6.13), (46.42, 6.10), (46.38, 6.19), (46.33, 6.17), (46.26, 6.13),
        (46.23, 6.08), (46.21, 6.00), (46.14, 5.97), (46.14, 6.04), (46.147, 6.11), (46.17, 6.18), (46.195, 6.22), (46.25, 6.31), (46.31, 6.25),
        (46.40, 6.50), (46.42, 6.81), (46.25, 6.87), (46.13, 6.90), (46.06, 6.97), (45.93, 7.06), (45.83, 6.98), (45.70, 6.83),
        (45.50, 7.02), (45.38, 7.20), (45.20, 7.15), (45.12, 6.90), (45.15, 6.65), (44.95, 6.78), (44.86, 7.05), (44.68, 7.10), (44.52, 6.95),
        (44.35, 6.92), (44.25, 7.15), (44.12, 7.40), (44.18, 7.68), (43.95, 7.68), (43.77, 7.55), (43.60, 7.50), (42.90, 6.60), (42.80, 5.90),
        (43.10, 4.80), (43.20, 4.00), (42.70, 3.20), (42.42, 3.22), (42.43, 2.86), (42.32, 2.52), (42.40, 1.98), (42.42, 1.92), (42.49, 1.71),
        (42.61, 1.77), (42.66, 1.45), (42.76, 1.20), (42.81, 0.85), (42.88, 0.70), (42.68, 0.62), (42.66, 0.20), (42.67, -0.05), (42.77, -0.32), (42.77, -0.58),
        (42.91, -0.78), (42.93, -1.05), (43.02, -1.20), (43.00, -1.45), (43.23, -1.42), (43.23, -1.55), (43.28, -1.68), (43.33, -1.79),
        (43.39, -1.82), (43.70, -1.60), (45.40, -1.50), (46.00, -1.80), (46.60, -2.50), (47.10, -3.40), (47.60, -4.60), (48.00, -5.00), (48.48, -5.30),
        (48.70, -4.90), (49.00, -3.50), (48.95, -2.80), (48.75, -2.30), (48.80, -1.95), (48.95, -1.80), (49.25, -1.85), (49.65, -2.10), (49.80, -1.90),
        (49.80, -1.10), (49.55, -0.90), (49.55, -0.10), (49.80, 0.20), (50.00, 1.00), (50.90, 1.45), (51.05, 1.80),
    ];

    public static bool Contains(Coordinates point) => InABox(point) || InsideOutline(point);

    private static bool InABox(Coordinates p) => Boxes.Any(b =>
        p.Latitude >= b.South && p.Latitude <= b.North && p.Longitude >= b.West && p.Longitude <= b.East);

    /// <summary>A line from the point to the east crosses the outline an odd number of times.</summary>
    private static bool InsideOutline(Coordinates p)
    {
        var inside = false;
        for (var i = 0; i < Outline.Length; i++)
        {
            var (a, b) = (Outline[i], Outline[(i + 1) % Outline.Length]);
            if (a.Latitude > p.Latitude != b.Latitude > p.Latitude
                && p.Longitude < a.Longitude + (p.Latitude - a.Latitude) / (b.Latitude - a.Latitude) * (b.Longitude - a.Longitude))
                inside = !inside;
        }
        return inside;
    }
}
