using NodaTime;

namespace CyberVoisins.Core.Visits;

/// <summary>Why a line of the ledger was written.</summary>
public enum MinuteEntryKind
{
    /// <summary>The month was opened with what the volunteer gives, or what they give changed.</summary>
    Granted,
    /// <summary>Unused minutes of the month before, where the association carries them over.</summary>
    CarriedOver,
    /// <summary>A visit was fixed: its minutes are taken from the month.</summary>
    Reserved,
    /// <summary>A visit was cancelled, moved out of the month, or did not happen: given back.</summary>
    Released,
    /// <summary>The difference between what was reserved and what counts in the end.</summary>
    Settled,
    /// <summary>A coordinator put something right, and said why.</summary>
    Corrected,
}

/// <summary>
/// One line of a volunteer's minutes: never changed, never deleted. The sum of a month's lines is what is left of it,
/// and is never negative.
/// </summary>
public sealed class MinuteEntry
{
    /// <summary>Given by the database; only its order matters.</summary>
    public long Id { get; private set; }

    /// <summary>Unique: the same thing cannot be counted twice ("Reserved:{visit}:v2").</summary>
    public required string Key { get; init; }

    public required VolunteerId VolunteerId { get; init; }

    /// <summary>Calendar month in the association's time zone, as 202611.</summary>
    public required int Month { get; init; }

    public required MinuteEntryKind Kind { get; init; }

    /// <summary>Positive adds to what is left of the month, negative takes from it.</summary>
    public required int Minutes { get; init; }

    /// <summary>The visit that caused it.</summary>
    public VisitId? VisitId { get; init; }

    /// <summary>The account that wrote a correction; null for what the service counted by itself.</summary>
    public Guid? AuthorUserId { get; init; }

    /// <summary>Why it was corrected, at most 200 characters.</summary>
    public string? Motive { get; init; }

    public required Instant At { get; init; }
}

/// <summary>How a month's minutes are counted; pure.</summary>
public static class MinutesLedger
{
    /// <summary>The month that a visit counts in, as 202611.</summary>
    public static int MonthOf(Instant start, DateTimeZone zone)
    {
        var date = start.InZone(zone).Date;
        return date.Year * 100 + date.Month;
    }

    /// <summary>202701 comes after 202612.</summary>
    public static int MonthBefore(int month) => month % 100 == 1 ? month - 100 + 11 : month - 1;

    /// <summary>202612 is followed by 202701.</summary>
    public static int MonthAfter(int month) => month % 100 == 12 ? month + 100 - 11 : month + 1;

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
    /// <param name="left">What the month holds beside that reservation.</param>
    public static int Settled(int actual, int reserved, int left) => Math.Min(actual, reserved + Math.Max(0, left));

    /// <summary>
    /// What a new promise changes in a month that is already open: all of it, but a smaller promise never takes back
    /// what is already promised to somebody.
    /// </summary>
    public static int Regranted(int before, int after, int left) => Math.Max(after - before, -Math.Max(0, left));

    /// <summary>What of an ended month is still good in the next.</summary>
    /// <param name="maximum">The association's rule, in minutes; 0, the default, is "none".</param>
    public static int CarriedOver(int maximum, int left) => Math.Clamp(left, 0, maximum);
}
