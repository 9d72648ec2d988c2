namespace CyberVoisins.Benchmarks.Instances;

/// <summary>
/// Communes spread evenly, sizes by Zipf's law (gentler in the country), as in section 7 of shared/design/matching.md:
/// 12 % of the rural communes have no volunteer and the others 35 % fewer.
/// </summary>
public sealed class Communes
{
    private const int RuralWithoutVolunteers = 12;
    private const int RuralSupplyLost = 35;
    /// <summary>Communes by size: the first 2 % are class 1, up to 6 % class 2, and so on.</summary>
    private static readonly int[] DensityLimits = [2, 6, 12, 25, 45, 75];
    private readonly (int X, int Y, int Weight, int Spread, int Density, bool Empty)[] _all;
    private readonly int[] _weights;

    /// <summary>Sixty communes on 60 km x 60 km for 1,000 requests; ten times the requests, five times the communes.</summary>
    public Communes(InstanceSpec spec, Draws draws)
    {
        var scale = Math.Max(1, spec.Requests / 1000);
        var count = Math.Max(8, 60 * Power(scale, 70));
        SideMetres = (int)(60_000 * Math.Sqrt(count / 60.0));
        _all = [.. Enumerable.Range(1, count).Select(rank => Draw(spec.Family, rank, rank * 100 / count, draws))];
        _weights = [.. _all.Select(c => c.Weight)];
    }

    /// <summary>The region is a square.</summary>
    public int SideMetres { get; }

    public (int X, int Y, int Density) PlaceOfRequest(Draws draws) => Within(draws.Weighted(_weights), draws);

    public (int X, int Y, int Density) PlaceOfVolunteer(Draws draws)
    {
        while (true)
        {
            var commune = draws.Weighted(_weights);
            var rural = _all[commune].Density >= 5;
            if (!rural || (!_all[commune].Empty && !draws.Percent(RuralSupplyLost))) return Within(commune, draws);
        }
    }

    private (int X, int Y, int Weight, int Spread, int Density, bool Empty) Draw(Family family, int rank, int percentile, Draws draws)
    {
        var (steep, gentle) = (100_000 / rank, (int)(100_000 / Math.Sqrt(rank)));
        var weight = family switch
        {
            Family.City => steep,
            Family.Mixed => (steep + gentle) / 2,
            Family.Rural => gentle,
        };
        var bigger = DensityLimits.Count(limit => percentile >= limit);
        var density = Math.Min(7, (family == Family.Rural ? 2 : 1) + bigger);
        return (draws.Below(SideMetres), draws.Below(SideMetres), weight, 1_500 + 12 * (int)Math.Sqrt(weight), density,
            draws.Percent(RuralWithoutVolunteers));
    }

    private (int X, int Y, int Density) Within(int commune, Draws draws)
    {
        var c = _all[commune];
        return (Math.Clamp(c.X + draws.Bell(2 * c.Spread), 0, SideMetres), Math.Clamp(c.Y + draws.Bell(2 * c.Spread), 0, SideMetres), c.Density);
    }

    private static int Power(int scale, int percent) => (int)Math.Round(Math.Pow(scale, percent / 100.0));
}
