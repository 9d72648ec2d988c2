using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>When the two could meet.</summary>
public static class Slots
{
    /// <summary>Visits start on the quarter of an hour: nobody remembers 14:07.</summary>
    internal const long QuarterSeconds = 15 * 60;

    /// <summary>
    /// The stretches in which the visit fits whole: inside a window of the resident, inside the volunteer's
    /// free time, not before <see cref="Need.Earliest"/>, clear of the volunteer's other visits; in order.
    /// </summary>
    public static IEnumerable<TimeWindow> Common(Need need, Candidate candidate)
    {
        var length = Duration.FromMinutes(need.Minutes);
        return from useful in Useful(need)
               from free in candidate.Availability.Within(useful, need.Zone)
               from clear in Without(free, candidate.Busy)
               let start = QuarterAtOrAfter(clear.Start)
               where start + length <= clear.End
               orderby start
               select new TimeWindow(start, clear.End);
    }

    /// <summary>The resident's windows from <see cref="Need.Earliest"/> on that are still as long as the visit.</summary>
    internal static IEnumerable<TimeWindow> Useful(Need need) =>
        from window in need.Windows
        where window.End > need.Earliest
        let useful = new TimeWindow(Instant.Max(window.Start, need.Earliest), window.End)
        where useful.Length >= Duration.FromMinutes(need.Minutes)
        select useful;

    private static IEnumerable<TimeWindow> Without(TimeWindow free, IEnumerable<TimeWindow> busy)
    {
        var from = free.Start;
        foreach (var visit in busy.Where(free.Overlaps).OrderBy(b => b.Start))
        {
            if (visit.Start > from) yield return new TimeWindow(from, visit.Start);
            from = Instant.Max(from, visit.End);
        }
        if (from < free.End) yield return new TimeWindow(from, free.End);
    }

    internal static Instant QuarterAtOrAfter(Instant at)
    {
        var seconds = at.ToUnixTimeTicks() / NodaConstants.TicksPerSecond;
        if (Instant.FromUnixTimeSeconds(seconds) < at) seconds++;
        return Instant.FromUnixTimeSeconds((seconds + QuarterSeconds - 1) / QuarterSeconds * QuarterSeconds);
    }
}
