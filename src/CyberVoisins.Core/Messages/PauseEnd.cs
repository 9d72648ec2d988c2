using NodaTime;

namespace CyberVoisins.Core.Messages;

/// <summary>Days, weeks or months of a break.</summary>
public enum PauseUnit
{
    Days,
    Weeks,
    Months,
}

/// <summary>Until when a break was asked for, as it was said; which day that is depends on the day on which it was said.</summary>
public abstract record PauseEnd
{
    /// <summary>"15 janvier", "15/01/2027".</summary>
    /// <param name="Year">Of four digits; null when it was not said.</param>
    public sealed record On(int Day, int Month, int? Year) : PauseEnd;

    /// <summary>"2 semaines", "un mois".</summary>
    public sealed record For(int Count, PauseUnit Unit) : PauseEnd;

    /// <summary>"jusqu'en janvier": the day before it begins; "jusqu'à fin janvier": its last day.</summary>
    public sealed record InMonth(int Number, bool Through) : PauseEnd;

    /// <summary>A break that says no end. Nobody is forgotten for ever because they wrote one word.</summary>
    public static readonly PauseEnd Default = new For(30, PauseUnit.Days);

    private static readonly Period Longest = Period.FromMonths(12);

    /// <summary>A day just gone by is a slip of the finger, not a wish for a break of nearly a year.</summary>
    private static readonly Period Slip = Period.FromMonths(2);

    /// <summary>
    /// The last day of the break, itself included. Null when there is no such day (31/02), when it is gone by, or when it is
    /// more than 12 months away. A day without a year is the next one; gone by for less than two months it is null, since
    /// the year was hardly meant.
    /// </summary>
    /// <param name="today">Where the volunteer lives.</param>
    public LocalDate? LastDay(LocalDate today)
    {
        var day = this switch
        {
            On on => DayOf(on, today),
            For { Unit: PauseUnit.Days } days => today.PlusDays(days.Count),
            For { Unit: PauseUnit.Weeks } weeks => today.PlusWeeks(weeks.Count),
            For months => today.PlusMonths(months.Count),
            InMonth month => DayOf(month, today),
            _ => null,
        };
        return day >= today && day <= today + Longest ? day : null;
    }

    private static LocalDate? DayOf(On on, LocalDate today)
    {
        if (on.Year is { } year) return Existing(year, on.Month, on.Day);
        var thisYear = Existing(today.Year, on.Month, on.Day);
        if (thisYear is null) return Existing(today.Year + 1, on.Month, on.Day); // 29/02
        return thisYear >= today ? thisYear : thisYear < today - Slip ? Existing(today.Year + 1, on.Month, on.Day) : null;
    }

    private static LocalDate? DayOf(InMonth month, LocalDate today)
    {
        if (month.Number is < 1 or > 12) return null;
        var first = new LocalDate(today.Year, month.Number, 1);
        if (month.Through)
        {
            var last = first.With(DateAdjusters.EndOfMonth);
            return last >= today ? last : first.PlusYears(1).With(DateAdjusters.EndOfMonth);
        }
        return (first > today ? first : first.PlusYears(1)).PlusDays(-1);
    }

    private static LocalDate? Existing(int year, int month, int day) =>
        year is > 2000 and < 3000 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
}
