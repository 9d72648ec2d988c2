namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Visits of 60 minutes that the relaxed plan cuts in two halves, chained through the volunteers who hold the halves:
/// each visit lies between two neighbours of the chain. Every visit made whole at its left or every one at its right
/// uses, inside the chain, exactly the same half-hours; only the two ends differ.
/// </summary>
/// <param name="Visits">Requests, in order.</param>
/// <param name="Volunteers">One more than the visits; first and last are the same when the trail is closed.</param>
internal sealed record Trail(IReadOnlyList<int> Visits, IReadOnlyList<int> Volunteers)
{
    public bool IsClosed => Volunteers[0] == Volunteers[^1];

    /// <summary>Where the visits go: all to the right, or all to the left.</summary>
    public IEnumerable<int> Places(bool right) => right ? Volunteers.Skip(1) : Volunteers.Take(Visits.Count);

    public long Decametres(CandidateGraph graph, bool right) =>
        Visits.Zip(Places(right), (r, v) => (long)graph.DecametresOf(r, v)).Sum();

    /// <summary>Every cut visit lies on exactly one trail; open trails end where an odd number of halves meet.</summary>
    public static List<Trail> Of(PlanProblem month, UnitPlan relaxed)
    {
        var halves = new Dictionary<int, Stack<int>>();
        for (var r = 0; r < month.Requests; r++)
        {
            if (!relaxed.IsSplit(r)) continue;
            foreach (var v in (ReadOnlySpan<int>)[relaxed.At[2 * r], relaxed.At[2 * r + 1]])
            {
                if (!halves.TryGetValue(v, out var stack)) halves[v] = stack = new();
                stack.Push(r);
            }
        }
        var (used, trails) = (new HashSet<int>(), new List<Trail>());
        var odd = halves.Where(h => h.Value.Count % 2 == 1).Select(h => h.Key).Order().ToList();
        foreach (var start in odd.Concat(halves.Keys.Order()))
            while (Walk(start, halves, used, relaxed) is { } trail)
            {
                trails.Add(trail);
                if (!trail.IsClosed) break;
            }
        return trails;
    }

    private static Trail? Walk(int start, Dictionary<int, Stack<int>> halves, HashSet<int> used, UnitPlan relaxed)
    {
        var (visits, volunteers) = (new List<int>(), new List<int> { start });
        for (var at = start; Next(halves[at], used) is { } r;)
        {
            used.Add(r);
            visits.Add(r);
            at = relaxed.At[2 * r] == at ? relaxed.At[2 * r + 1] : relaxed.At[2 * r];
            volunteers.Add(at);
        }
        return visits.Count == 0 ? null : new(visits, volunteers);
    }

    private static int? Next(Stack<int> halves, HashSet<int> used)
    {
        while (halves.TryPop(out var r))
            if (!used.Contains(r)) return r;
        return null;
    }
}
