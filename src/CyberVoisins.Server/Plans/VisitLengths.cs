using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Server.Plans;

/// <summary>Who gives an hour and who gives half-hours: the same for a plan and for the replay of a past month.</summary>
internal static class VisitLengths
{
    /// <summary>
    /// What each said; whoever did not say is drawn by public hash, so that the half-hours of the undecided are shared between visits
    /// of 60 and of 30 as they are asked for.
    /// </summary>
    /// <param name="halfHours">Left to each, in the order of <paramref name="ids"/>.</param>
    /// <param name="asked">Minutes of each request, 30 or 60.</param>
    public static VisitLength[] Of(
        IReadOnlyList<VolunteerId> ids, IReadOnlyDictionary<VolunteerId, VisitLength> said, IReadOnlyList<byte> halfHours, IReadOnlyList<int> asked, string salt)
    {
        var askedByHours = asked.Where(minutes => minutes == 60).Sum();
        var gives = ids.Select(id => said.GetValueOrDefault(id, VisitLength.Thirty)).ToArray();
        var undecided = Enumerable.Range(0, ids.Count).Where(i => !said.ContainsKey(ids[i]) && halfHours[i] >= 2).OrderBy(i => PublicHash.KeyOf(ids[i].Value, salt)).ToList();
        var toGive = (long)undecided.Sum(i => halfHours[i]) * askedByHours / Math.Max(1, asked.Sum());
        foreach (var i in undecided)
        {
            if (toGive <= 0) break;
            gives[i] = VisitLength.Sixty;
            toGive -= halfHours[i];
        }
        return gives;
    }
}
