namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Why a request has no neighbour (its Hall witness): every volunteer it could reach, directly or by moving others
/// between their own candidates, is full with requests that rank before it. Also the map of where to recruit.
/// </summary>
/// <param name="Block">The last saturated block reached; -1 when nobody at all is eligible.</param>
/// <param name="Volunteers">All who could be reached.</param>
/// <param name="Units">Their half-hours, all taken.</param>
/// <param name="Requests">The requests inside, in the public order: any one of them gone would make room, for whoever of the refused ranks first.</param>
public sealed record SaturatedBlock(int Block, IReadOnlyList<int> Volunteers, int Units, IReadOnlyList<int> Requests)
{
    /// <summary>Null when the request has all that it asked for.</summary>
    public static SaturatedBlock? Around(PlanProblem problem, UnitPlan plan, int request)
    {
        if (plan.ServedUnits(request) == problem.Units[request]) return null;
        var (volunteers, requests) = Reach(problem, plan, [request]);
        var block = volunteers.Select(v => plan.Certificate.Block[v]).DefaultIfEmpty(-1).Max();
        return new(block, [.. volunteers.Order()], volunteers.Sum(v => problem.Capacity[v]), [.. requests.Where(r => r != request).Order()]);
    }

    /// <summary>Everybody reached from some requests, directly or by moving others, and the requests they hold.</summary>
    internal static (HashSet<int> Volunteers, HashSet<int> Requests) Reach(PlanProblem problem, UnitPlan plan, IEnumerable<int> from)
    {
        var held = HeldBy(problem, plan);
        var (volunteers, requests) = (new HashSet<int>(), new HashSet<int>());
        var queue = new Queue<int>(from);
        while (queue.TryDequeue(out var r))
            for (var e = problem.Graph.Offsets[r]; e < problem.Graph.Offsets[r + 1]; e++)
                if (volunteers.Add(problem.Graph.To[e]))
                    foreach (var other in held[problem.Graph.To[e]])
                        if (requests.Add(other)) queue.Enqueue(other);
        return (volunteers, requests);
    }

    private static ILookup<int, int> HeldBy(PlanProblem problem, UnitPlan plan) =>
        Enumerable.Range(0, 2 * problem.Requests).Where(i => plan.At[i] != UnitPlan.Nobody).ToLookup(i => plan.At[i], i => i / 2);
}
