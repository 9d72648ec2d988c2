using NodaTime;

namespace CyberVoisins.Core.Messages;

/// <summary>
/// The one row through which every SMS leaves: whoever sends locks it, so that caps hold across processes, and a STOP, or
/// the switch that stops everything, falls before or after a flight and never beside it.
/// </summary>
public sealed class SmsGate
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Locks the row.</summary>
    public int Revision { get; private set; }

    /// <summary>Since when an administrator stopped every SMS; null while they leave.</summary>
    public Instant? StoppedAt { get; private set; }
    public string? StoppedBecause { get; private set; }

    /// <summary>SMS that left in the hour that began then.</summary>
    public Instant HourStart { get; private set; }
    public int HourCount { get; private set; }

    /// <summary>Segments that left in the UTC day that began then.</summary>
    public Instant DayStart { get; private set; }
    public int DaySegments { get; private set; }

    public void Stop(Instant now, string reason) => (StoppedAt, StoppedBecause) = (StoppedAt ?? now, reason);

    public void Open() => (StoppedAt, StoppedBecause) = (null, null);

    /// <summary>When the next SMS of so many segments may leave; null when now.</summary>
    /// <param name="perHour">SMS.</param>
    /// <param name="perDay">Segments.</param>
    public Instant? Full(Instant now, int segments, int perHour, int perDay)
    {
        Turn(now);
        if (DaySegments + segments > perDay) return DayStart + Duration.FromDays(1);
        return HourCount + 1 > perHour ? HourStart + Duration.FromHours(1) : null;
    }

    public void Passed(Instant now, int segments)
    {
        Turn(now);
        (HourCount, DaySegments) = (HourCount + 1, DaySegments + segments);
    }

    /// <summary>It was proven that it did not leave.</summary>
    public void CameBack(Instant flownAt, int segments)
    {
        if (flownAt >= HourStart) HourCount = Math.Max(0, HourCount - 1);
        if (flownAt >= DayStart) DaySegments = Math.Max(0, DaySegments - segments);
    }

    private void Turn(Instant now)
    {
        if (now - HourStart >= Duration.FromHours(1)) (HourStart, HourCount) = (now, 0);
        var day = now.InUtc().Date.AtMidnight().InUtc().ToInstant();
        if (day > DayStart) (DayStart, DaySegments) = (day, 0);
    }
}
