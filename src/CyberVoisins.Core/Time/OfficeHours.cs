using NodaTime;

namespace CyberVoisins.Core.Time;

/// <summary>When a person answers an association's telephone: its weekly hours, in its zone, and never on a public holiday.</summary>
public static class OfficeHours
{
    /// <summary>Longer than any row of holidays.</summary>
    private const int DaysAhead = 21;

    public static bool IsOpen(WeeklyAvailability hours, DateTimeZone zone, Region region, Instant now) =>
        Windows(hours, zone, region, now, 0).Any(w => w.Start <= now && now < w.End);

    /// <summary>The next time that it opens after now; null when it never does.</summary>
    public static Instant? NextOpening(WeeklyAvailability hours, DateTimeZone zone, Region region, Instant now)
    {
        foreach (var window in Windows(hours, zone, region, now, DaysAhead))
            if (window.Start > now) return window.Start;
        return null;
    }

    private static IEnumerable<TimeWindow> Windows(WeeklyAvailability hours, DateTimeZone zone, Region region, Instant now, int ahead)
    {
        var today = now.InZone(zone).Date;
        // Day by day: hours that touch at midnight must not carry a working day into a holiday.
        for (var date = today; date <= today.PlusDays(ahead); date = date.PlusDays(1))
            if (!FrenchHolidays.Contains(date, region))
                foreach (var window in hours.Within(new(zone.AtStartOfDay(date).ToInstant(), zone.AtStartOfDay(date.PlusDays(1)).ToInstant()), zone))
                    yield return window;
    }
}
