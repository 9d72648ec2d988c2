using NodaTime;
using NodaTime.Text;

namespace CyberVoisins.Core.Time;

/// <summary>A stretch of real time, start included, end excluded.</summary>
public readonly record struct TimeWindow
{
    /// <exception cref="ArgumentException">The end is not after the start.</exception>
    public TimeWindow(Instant start, Instant end)
    {
        if (end <= start) throw new ArgumentException("A window ends after it starts.", nameof(end));
        Start = start;
        End = end;
    }

    public Instant Start { get; }
    public Instant End { get; }
    public Duration Length => End - Start;

    /// <summary>True when the two share at least an instant; windows that only touch do not overlap.</summary>
    public bool Overlaps(TimeWindow other) => Start < other.End && other.Start < End;

    /// <summary>The part that both share, or null.</summary>
    public TimeWindow? Intersect(TimeWindow other)
    {
        var start = Instant.Max(Start, other.Start);
        var end = Instant.Min(End, other.End);
        return end > start ? new TimeWindow(start, end) : null;
    }

    /// <summary>"2026-11-26T13:00:00Z/2026-11-26T17:00:00Z", an ISO 8601 interval.</summary>
    public override string ToString() =>
        $"{InstantPattern.ExtendedIso.Format(Start)}/{InstantPattern.ExtendedIso.Format(End)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static TimeWindow Parse(string text)
    {
        var parts = text.Split('/');
        return new(InstantPattern.ExtendedIso.Parse(parts[0]).Value, InstantPattern.ExtendedIso.Parse(parts[1]).Value);
    }
}
