using NodaTime;

namespace CyberVoisins.Core.Worries;

/// <summary>Two people who met or will meet.</summary>
public sealed record Meeting(VisitId VisitId, AssociationId AssociationId, VolunteerId VolunteerId, ResidentId ResidentId, Instant Start, Instant End);

/// <summary>
/// About whom somebody is worried who does not say: the only person they met lately or will meet; or, of several, the one who
/// is with them now or just was. Else nobody is guessed, and a coordinator asks.
/// </summary>
public static class WhomItIsAbout
{
    /// <summary>Who was met longer ago is not guessed.</summary>
    public static readonly Duration Lately = Duration.FromDays(60);

    /// <summary>A visit is at hand from an hour before it to three hours after it.</summary>
    private static readonly Duration Before = Duration.FromHours(1), After = Duration.FromHours(3);

    /// <param name="meetings">Of whoever is worried, as planned or as they took place; cancelled ones are none.</param>
    /// <returns>The meeting nearest to now of the only pair that can be meant; null when there is none, or more than one.</returns>
    public static Meeting? Of(IEnumerable<Meeting> meetings, Instant now)
    {
        var known = meetings.Where(m => m.End > now - Lately).ToList();
        return Only(known, now) ?? Only([.. known.Where(m => m.Start - Before <= now && now <= m.End + After)], now);
    }

    private static Meeting? Only(List<Meeting> meetings, Instant now) =>
        meetings.DistinctBy(m => (m.VolunteerId, m.ResidentId)).Take(2).Count() == 1 ? meetings.MinBy(m => Away(m, now)) : null;

    private static Duration Away(Meeting meeting, Instant now) =>
        now < meeting.Start ? meeting.Start - now : now > meeting.End ? now - meeting.End : Duration.Zero;
}
