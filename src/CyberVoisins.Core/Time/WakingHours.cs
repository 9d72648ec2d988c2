using NodaTime;
using NodaTime.TimeZones;

namespace CyberVoisins.Core.Time;

/// <summary>
/// When people answer: 8:00 to 22:00 in their own time zone, every day. Time given to answer runs only then, so that an
/// offer of the evening is not lost at breakfast (docs/matching.md: half as many yeses come too late).
/// </summary>
public static class WakingHours
{
    public static readonly LocalTime Start = new(8, 0);
    public static readonly LocalTime End = new(22, 0);

    /// <summary>The instant at which this much waking time has passed.</summary>
    public static Instant After(Instant from, Duration time, DateTimeZone zone)
    {
        for (var date = from.InZone(zone).Date; ; date = date.PlusDays(1))
        {
            var (wakes, sleeps) = (At(date, Start, zone), At(date, End, zone));
            var start = Instant.Max(from, wakes);
            if (start >= sleeps) continue;
            if (start + time <= sleeps) return start + time;
            time -= sleeps - start;
        }
    }

    private static Instant At(LocalDate date, LocalTime time, DateTimeZone zone) =>
        zone.ResolveLocal(date.At(time), Resolvers.LenientResolver).ToInstant();
}
