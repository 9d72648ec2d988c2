using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Visits;

/// <summary>Which reminder.</summary>
public enum ReminderKind
{
    /// <summary>48 hours before.</summary>
    TwoDays,
    /// <summary>24 hours before; only for a visit booked too late for the first.</summary>
    DayBefore,
    /// <summary>2 hours before, or the evening before when that would be too early in the morning.</summary>
    TwoHours,
}

/// <summary>A reminder to send at an instant, and never after its deadline.</summary>
public sealed record Reminder(ReminderKind Kind, Instant At, Instant Deadline);

/// <summary>Which reminders still make sense for a visit, at civil hours of where its reader lives.</summary>
public static class ReminderPlan
{
    /// <summary>A reminder this soon after the confirmation would only repeat it.</summary>
    public static readonly Duration TooSoon = Duration.FromHours(4);

    /// <summary>After this, a reminder is not worth sending: the person is about to leave.</summary>
    public static readonly Duration LastUseful = Duration.FromMinutes(20);

    public static IEnumerable<Reminder> For(Instant start, Instant bookedAt, Region region)
    {
        var twoDays = Plan(ReminderKind.TwoDays, start, 48, region);
        var early = twoDays.At - bookedAt >= TooSoon ? twoDays : Plan(ReminderKind.DayBefore, start, 24, region);
        var late = Plan(ReminderKind.TwoHours, start, 2, region);

        // Two hours before, a short notice is worth it even for a visit booked this morning.
        var alsoLate = late.At - bookedAt >= Duration.FromHours(1) && late.At > early.At;
        // Held up by an outage, the first gives way to the last: nobody gets the two together.
        if (early.At - bookedAt >= TooSoon) yield return alsoLate ? early with { Deadline = late.At } : early;
        if (alsoLate) yield return late;
    }

    private static Reminder Plan(ReminderKind kind, Instant start, int hours, Region region)
    {
        var wanted = start - Duration.FromHours(hours);
        // Within a day of the visit a Sunday is no reason to stay silent; earlier, the Saturday does.
        var at = CivilHours.Daytime(region, everyDay: hours <= 24).AtOrBefore(wanted);
        return new Reminder(kind, at, start - LastUseful);
    }
}
