using NodaTime;

namespace CyberVoisins.Core.Visits;

/// <summary>Why a line of the ledger was written.</summary>
public enum MinuteEntryKind
{
    /// <summary>A visit was fixed: its minutes are taken from the month.</summary>
    Reserved,
    /// <summary>A visit was cancelled, moved out of the month, or did not happen: given back.</summary>
    Released,
    /// <summary>The difference between what was reserved and what counts in the end.</summary>
    Settled,
}

/// <summary>One line of a volunteer's minutes: never changed, never deleted; the sum of a month is what is used of it.</summary>
public sealed class MinuteEntry
{
    /// <summary>Given by the database; only its order matters.</summary>
    public long Id { get; private set; }

    public required VolunteerId VolunteerId { get; init; }
    public required VisitId VisitId { get; init; }

    /// <summary>The version of the visit that caused it; with the kind, makes every line unique.</summary>
    public required int VisitVersion { get; init; }

    /// <summary>Calendar month of the visit in the association's time zone, as 202611.</summary>
    public required int Month { get; init; }

    public required MinuteEntryKind Kind { get; init; }

    /// <summary>Positive takes from the month, negative gives back.</summary>
    public required int Minutes { get; init; }

    public required Instant At { get; init; }
}

public static class MinutesLedger
{
    /// <summary>The month that a visit counts in, as 202611.</summary>
    public static int MonthOf(Instant start, DateTimeZone zone)
    {
        var date = start.InZone(zone).Date;
        return date.Year * 100 + date.Month;
    }

    /// <summary>Every month from one start to another, both included, in order.</summary>
    public static IEnumerable<int> MonthsBetween(Instant first, Instant last, DateTimeZone zone)
    {
        var end = MonthOf(last, zone);
        for (var month = MonthOf(first, zone); month <= end; month = month % 100 == 12 ? month + 89 : month + 1)
            yield return month;
    }

    /// <summary>The first instant of the month after this one.</summary>
    public static Instant NextMonthAfter(Instant at, DateTimeZone zone) =>
        zone.AtStartOfDay(at.InZone(zone).Date.With(DateAdjusters.EndOfMonth).PlusDays(1)).ToInstant();

    /// <summary>
    /// What counts in the end: the real minutes, but never more than the month still holds, so that nobody
    /// is ever beyond their hour because a visit took longer.
    /// </summary>
    /// <param name="actual">Really spent.</param>
    /// <param name="reserved">Taken when the visit was fixed.</param>
    /// <param name="budget">The month's minutes.</param>
    /// <param name="used">The month's sum, this visit's reservation included.</param>
    public static int Settled(int actual, int reserved, int budget, int used) =>
        Math.Min(actual, reserved + Math.Max(0, budget - used));
}
