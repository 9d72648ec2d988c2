using CyberVoisins.Core.Matching;

namespace CyberVoisins.Benchmarks.Online;

/// <summary>One volunteer during the three months.</summary>
public sealed class Helper
{
    /// <summary>By month.</summary>
    public int[] Used { get; } = new int[ThreeMonths.MonthsWithTail];
    public int[] Asks { get; } = new int[ThreeMonths.MonthsWithTail];
    public int Pending { get; set; }
    public int RestUntil { get; set; }
    public int? LastAsked { get; set; }

    /// <summary>Requests that found nobody while this one could not be asked, oldest first.</summary>
    public SortedSet<int> WaitedForBy { get; } = [];

    /// <summary>Visits by resident.</summary>
    public Dictionary<int, int> VisitsTo { get; } = [];
}

/// <summary>
/// The rules that change from minute to minute, on integers: minutes left, open offers, asked before. Those that do not
/// change are the edges of the instance. TheFastRules in the tests checks that verdict and points are those of Ranking.
/// </summary>
public static class FastRules
{
    public static bool MayBeAsked(Helper helper, People people, int minutes, int now, int month, bool askedForThis) =>
        helper.Used[month] + minutes <= ThreeMonths.MinutesAMonth && helper.Pending < people.OpenOffers && !askedForThis
        && helper.Asks[month] < people.AsksAMonth && helper.RestUntil <= now;

    public static Measures MeasuresOf(Helper helper, Could could, int expectedMinutes, int resident, int now, int month) => new(
        could.Metres, ThreeMonths.LimitMetres, (now - helper.LastAsked) / People.Day, ThreeMonths.MinutesAMonth - helper.Used[month], ThreeMonths.MinutesAMonth,
        could.Slots, expectedMinutes, true, helper.VisitsTo.GetValueOrDefault(resident));
}
