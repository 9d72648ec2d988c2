using NodaTime;
using NodaTime.TimeZones;

namespace CyberVoisins.Core.Time;

/// <summary>
/// When an SMS may wake nobody: 9:00 to 20:00 in the recipient's own time zone; and, for a message that
/// asks something (a solicitation), neither on a Sunday nor on a public holiday. Source: operators forbid
/// 20:00/22:00 to 8:00, Sundays and holidays for marketing; we keep narrower hours for everything
/// (shared/design/sms-facts.md, section 4).
/// </summary>
public static class CivilHours
{
    public static readonly LocalTime Opening = new(9, 0);
    public static readonly LocalTime Closing = new(20, 0);

    /// <summary>Where a message that had to go earlier lands: half an hour before closing, so that it is read the same evening.</summary>
    public static readonly LocalTime Evening = new(19, 30);

    /// <summary>May a message leave at this instant?</summary>
    public static bool Open(Instant at, DateTimeZone zone, bool everyDay)
    {
        var local = at.InZone(zone).LocalDateTime;
        return local.TimeOfDay >= Opening && local.TimeOfDay < Closing && (everyDay || IsWorkingDay(local.Date));
    }

    /// <summary>The first civil instant at or after <paramref name="at"/>.</summary>
    /// <param name="everyDay">True when Sundays and holidays count too.</param>
    public static Instant AtOrAfter(Instant at, DateTimeZone zone, bool everyDay)
    {
        if (Open(at, zone, everyDay)) return at;
        var local = at.InZone(zone).LocalDateTime;
        var date = local.TimeOfDay < Opening ? local.Date : local.Date.PlusDays(1);
        while (!everyDay && !IsWorkingDay(date)) date = date.PlusDays(1);
        return zone.ResolveLocal(date.At(Opening), Resolvers.LenientResolver).ToInstant();
    }

    /// <summary>The last civil instant at or before <paramref name="at"/>: a reminder is better early than at night.</summary>
    public static Instant AtOrBefore(Instant at, DateTimeZone zone, bool everyDay)
    {
        if (Open(at, zone, everyDay)) return at;
        var local = at.InZone(zone).LocalDateTime;
        var date = local.TimeOfDay >= Closing ? local.Date : local.Date.PlusDays(-1);
        while (!everyDay && !IsWorkingDay(date)) date = date.PlusDays(-1);
        return zone.ResolveLocal(date.At(Evening), Resolvers.LenientResolver).ToInstant();
    }

    private static bool IsWorkingDay(LocalDate date) =>
        date.DayOfWeek != IsoDayOfWeek.Sunday && !FrenchHolidays.Contains(date);
}
