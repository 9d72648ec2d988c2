using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace CyberVoisins.Core.Time;

/// <summary>A stretch of a weekday in local time, start included, end excluded; the end may be midnight (00:00).</summary>
public readonly record struct WeeklySlot
{
    /// <exception cref="ArgumentException">The end is not after the start on the same day, or the day is none.</exception>
    public WeeklySlot(IsoDayOfWeek day, LocalTime start, LocalTime end)
    {
        if (day == IsoDayOfWeek.None) throw new ArgumentException("A slot has a weekday.", nameof(day));
        if (end != LocalTime.Midnight && end <= start)
            throw new ArgumentException("A slot ends after it starts, on the same day.", nameof(end));
        Day = day;
        Start = start;
        End = end;
    }

    public IsoDayOfWeek Day { get; }
    public LocalTime Start { get; }
    public LocalTime End { get; }

    /// <summary>"1 09:00-12:00": ISO weekday (1 is Monday), local start and end.</summary>
    public override string ToString() =>
        $"{(int)Day} {Start.ToString("HH:mm", null)}-{End.ToString("HH:mm", null)}";

    public static WeeklySlot Parse(string text)
    {
        var pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
        var times = text[2..].Split('-');
        return new((IsoDayOfWeek)(text[0] - '0'), pattern.Parse(times[0]).Value, pattern.Parse(times[1]).Value);
    }

    /// <summary>This slot on a given date. A local time that the spring clock change skips moves forward; one that
    /// happens twice in autumn is the earlier: <see cref="Resolvers.LenientResolver"/>'s choice.</summary>
    internal TimeWindow? On(LocalDate date, DateTimeZone zone)
    {
        var start = zone.ResolveLocal(date.At(Start), Resolvers.LenientResolver).ToInstant();
        var endDate = End == LocalTime.Midnight ? date.PlusDays(1) : date;
        var end = zone.ResolveLocal(endDate.At(End), Resolvers.LenientResolver).ToInstant();
        return end > start ? new TimeWindow(start, end) : null;
    }
}

/// <summary>When somebody is free each week, in the association's local time. Empty means never: missing data refuses.</summary>
public sealed class WeeklyAvailability : IEquatable<WeeklyAvailability>
{
    public static readonly WeeklyAvailability Never = new([]);

    public WeeklyAvailability(IEnumerable<WeeklySlot> slots) =>
        Slots = [.. slots.Distinct().OrderBy(s => s.Day).ThenBy(s => s.Start)];

    /// <summary>Ordered by weekday, then start.</summary>
    public ImmutableArray<WeeklySlot> Slots { get; }

    /// <summary>The stretches of <paramref name="window"/> in which the person is free, in order.
    /// Slots that touch or overlap are joined, so that 9–11 and 11–12 hold a visit at 10:30.</summary>
    public IEnumerable<TimeWindow> Within(TimeWindow window, DateTimeZone zone)
    {
        TimeWindow? open = null;
        foreach (var free in Occurrences(window, zone))
        {
            if (open is { } o && free.Start <= o.End)
                open = new TimeWindow(o.Start, Instant.Max(o.End, free.End));
            else
            {
                if (open is { } closed) yield return closed;
                open = free;
            }
        }
        if (open is { } last) yield return last;
    }

    private IEnumerable<TimeWindow> Occurrences(TimeWindow window, DateTimeZone zone)
    {
        var first = window.Start.InZone(zone).Date;
        var last = window.End.InZone(zone).Date;
        for (var date = first; date <= last; date = date.PlusDays(1))
            foreach (var slot in Slots)
                if (slot.Day == date.DayOfWeek && slot.On(date, zone)?.Intersect(window) is { } free)
                    yield return free;
    }

    public override string ToString() => string.Join(';', Slots);

    public static WeeklyAvailability Parse(string text) =>
        text.Length == 0 ? Never : new(text.Split(';').Select(WeeklySlot.Parse));

    public bool Equals(WeeklyAvailability? other) => other is not null && Slots.SequenceEqual(other.Slots);
    public override bool Equals(object? obj) => Equals(obj as WeeklyAvailability);
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
