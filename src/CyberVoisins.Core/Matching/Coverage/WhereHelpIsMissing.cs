using CyberVoisins.Core.Geography;

namespace CyberVoisins.Core.Matching.Coverage;

/// <summary>
/// Need against reachable help, by the two-step floating catchment area method (W. Luo, F. Wang, Environment and Planning B 30 (2003) 865–884), which the
/// State uses for doctors under the name "accessibilité potentielle localisée" (Drees and Irdes, 2012). First each volunteer's month is divided by all that is
/// asked within their reach; then each request gets its part from every volunteer who could come. What all requests get together is never more than is given.
/// </summary>
public static class WhereHelpIsMissing
{
    /// <summary>Boxes double seven times, to 142 km: a department holds its own last box.</summary>
    private const int WidestLevel = 7;

    /// <param name="needs">Of the last <paramref name="days"/> days, the newest first: who moved is counted where they asked last.</param>
    /// <param name="minutesPerMonth">What each helper named in the needs gives a month.</param>
    /// <param name="days">How many days the needs cover.</param>
    public static CoverageMap Of(IReadOnlyList<CoveredNeed> needs, IReadOnlyDictionary<VolunteerId, int> minutesPerMonth, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var asked = new Dictionary<VolunteerId, int>();
        foreach (var need in needs)
            foreach (var helper in need.Helpers) asked[helper] = asked.GetValueOrDefault(helper) + need.Minutes;

        // Per minute that was asked: a volunteer's month over all the minutes for which they could have come.
        double Reachable(CoveredNeed need) => need.Minutes * need.Helpers.Sum(h => minutesPerMonth.GetValueOrDefault(h) / (double)asked[h]);

        List<CoverageCell> cells = [];
        var rest = needs.GroupBy(n => n.Resident).ToList();
        for (var level = 0; level <= WidestLevel; level++)
        {
            List<IGrouping<ResidentId, CoveredNeed>> left = [];
            foreach (var box in rest.GroupBy(person => GridBox.Of(person.First().Point, level)).OrderBy(b => b.Key.Row).ThenBy(b => b.Key.Column))
                if (box.Count() < CoverageMap.FewestPeople) left.AddRange(box);
                else cells.Add(Cell(box.Key, [.. box], Reachable, days));
            rest = left;
        }
        return new(days, [.. cells.OrderByDescending(c => c.MissingMinutes).ThenByDescending(c => c.NeededMinutes).ThenBy(c => c.SouthWest.Latitude).ThenBy(c => c.SouthWest.Longitude)], rest.Count > 0);
    }

    private static CoverageCell Cell(GridBox box, IReadOnlyList<IGrouping<ResidentId, CoveredNeed>> people, Func<CoveredNeed, double> reachable, int days)
    {
        var needs = people.SelectMany(p => p).ToList();
        var helpers = needs.SelectMany(n => n.Helpers).Distinct().Count();
        return new(box.SouthWest, box.NorthEast,
            people.GroupBy(p => p.First().Area).OrderByDescending(a => a.Count()).ThenBy(a => a.Key, StringComparer.Ordinal).First().Key,
            people.Count,
            (int)Math.Round(needs.Sum(n => n.Minutes) * (double)Pressure.MonthDays / days, MidpointRounding.AwayFromZero),
            (int)Math.Round(needs.Sum(reachable), MidpointRounding.AwayFromZero),
            helpers is > 0 and < CoverageMap.FewestPeople ? null : helpers);
    }
}
