using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>
/// Where a visit that is fixed may move: the same two in the same way, at the first of the resident's new times at which the volunteer is free, by the rules of the
/// matching: free that weekday, no other visit then, a month that holds the minutes. Who takes a break from new visits is not moved into it.
/// </summary>
public static class AnotherTime
{
    /// <param name="need">With the new times.</param>
    /// <param name="visit">As it is fixed now: its own hour is no obstacle, and its minutes come back with it.</param>
    public static Instant? Of(Need need, Candidate volunteer, TimeWindow visit)
    {
        if (volunteer.State != VolunteerState.Vouched) return null;
        var month = MinutesLedger.MonthOf(visit.Start, need.Zone);
        var minutes = (int)visit.Length.TotalMinutes;
        var free = volunteer with
        {
            // New times that hold the old one ask for another hour all the same: that one does not suit.
            Busy = need.Windows.Any(w => w.Start <= visit.Start && visit.End <= w.End) ? volunteer.Busy : [.. volunteer.Busy.Where(b => b != visit)],
            MinutesUsed = new Dictionary<int, int>(volunteer.MinutesUsed) { [month] = volunteer.MinutesUsed.GetValueOrDefault(month) - minutes },
        };
        foreach (var slot in Rules.UsableSlots(need with { Minutes = minutes }, free)) return slot.Start;
        return null;
    }
}
