using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching;

namespace CyberVoisins.Benchmarks.Online;

/// <summary>What volunteers are spared, and when they answer. Minutes are counted from midnight of a Monday; a day has 1,440.</summary>
/// <param name="OpenOffers">Offers to answer at a time.</param>
/// <param name="AsksAMonth">Offers a month.</param>
/// <param name="RestMinutes">Left in peace after not answering.</param>
/// <param name="SmsHours">SMS leave from 9:00 to 20:00, Monday to Saturday; otherwise at any hour.</param>
/// <param name="TimeRunsAtNight">The time to answer runs at night too.</param>
public sealed record People(string Name, int OpenOffers, int AsksAMonth, int RestMinutes, bool SmsHours, bool TimeRunsAtNight)
{
    public const int Day = 1440;
    private const int Hour = 60;
    private const int Wakes = 8 * Hour;
    private const int Sleeps = 22 * Hour;
    private const int Opens = 9 * Hour;
    private const int Closes = 20 * Hour;

    public static readonly IReadOnlyList<People> All =
    [
        new("model", 1, 8, 48 * Hour, false, false), // shared/design/matching.md, section 2
        new("night", 1, 8, 48 * Hour, false, true),
        new("rules", Rules.MaximumOpenOffers, int.MaxValue, 0, false, false), // the service's own limits
        new("service", Rules.MaximumOpenOffers, int.MaxValue, 0, true, false), // and its hours
    ];

    /// <summary>When an offer can be read: the first civil hour of a working day.</summary>
    public int Readable(int at)
    {
        if (!SmsHours) return at;
        for (var day = at / Day; ; day++)
            if (day % 7 != 6 && at < day * Day + Closes) return Math.Max(at, day * Day + Opens);
    }

    /// <summary>When the time to answer is over.</summary>
    public int Expires(int readable, int minutes)
    {
        if (TimeRunsAtNight) return readable + minutes;
        for (var day = readable / Day; ; day++)
        {
            var start = Math.Max(readable, day * Day + Wakes);
            var left = Math.Max(0, day * Day + Sleeps - start);
            if (left > 0 && minutes <= left) return start + minutes;
            minutes -= left;
        }
    }

    /// <summary>When the answer comes, or null: never at night, but in the first hour of the morning after.</summary>
    public static int? AnswersAt(int readable, Reply reply)
    {
        if (reply.DelayMinutes is not { } delay) return null;
        var at = readable + delay;
        var (midnight, minute) = (at - at % Day, at % Day);
        if (minute is >= Wakes and < Sleeps) return at;
        return midnight + (minute < Wakes ? 0 : Day) + Wakes + delay % Hour;
    }
}
