namespace CyberVoisins.Core.Matching.Equity;

/// <summary>How many unserved requests could point at a served one and say "that was mine".</summary>
/// <param name="Unserved">Requests without all of their help that at least one volunteer could have served.</param>
/// <param name="Horizontal">Of these, how many envy somebody who waited fewer days.</param>
/// <param name="Vertical">Of these, how many envy somebody of a less pressing need class.</param>
/// <param name="LongestWaitDays">The longest wait among the unserved; 0 when there are none.</param>
public sealed record EnvyCounts(int Unserved, int Horizontal, int Vertical, int LongestWaitDays);

/// <summary>
/// Envy as in shared/design/matching.md, section 3: an unserved request i envies j when j is served by a volunteer who is
/// eligible for i, j's visit is long enough for i's, and i waited strictly longer (horizontal), or is of a strictly more
/// pressing class (vertical). Waiting alone leaves no horizontal envy, strict priority no vertical envy; no rule leaves
/// neither (docs/equity.md).
/// </summary>
public static class Envy
{
    /// <param name="eligible">The volunteers who could serve a request under the rule, travel cap included.</param>
    /// <param name="served">One pair for each half-hour given; a request is served when it has all of its own.</param>
    public static EnvyCounts Of(
        IReadOnlyCollection<WaitingRequest> requests,
        Func<RequestId, IEnumerable<VolunteerId>> eligible,
        IReadOnlyCollection<(RequestId Request, VolunteerId Volunteer)> served)
    {
        var byId = requests.ToDictionary(r => r.Id);
        var helped = served.ToLookup(s => s.Volunteer, s => byId[s.Request]);
        var halfHours = served.CountBy(s => s.Request).ToDictionary();
        int unserved = 0, horizontal = 0, vertical = 0, longest = 0;
        foreach (var i in requests.Where(r => halfHours.GetValueOrDefault(r.Id) < r.Minutes / 30))
        {
            var helpers = eligible(i.Id).ToList();
            if (helpers.Count == 0) continue;
            var rivals = helpers.SelectMany(v => helped[v]).Where(j => j.Minutes >= i.Minutes).ToList();
            unserved++;
            if (rivals.Any(j => i.WaitedDays > j.WaitedDays)) horizontal++;
            if (rivals.Any(j => i.Need > j.Need)) vertical++;
            longest = Math.Max(longest, i.WaitedDays);
        }
        return new(unserved, horizontal, vertical, longest);
    }
}
