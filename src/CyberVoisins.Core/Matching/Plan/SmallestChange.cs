namespace CyberVoisins.Core.Matching.Plan;

/// <summary>What the public order is made of: more days first, then the smaller public number.</summary>
/// <param name="Days">Days waited plus days of head start, for each request.</param>
public sealed record OrderKeys(IReadOnlyList<int> Days, IReadOnlyList<ulong> Ties)
{
    /// <summary>The fewest more days with which one request would rank before another.</summary>
    public int DaysToOvertake(int request, int other) =>
        Days[other] - Days[request] + (Ties[request] < Ties[other] ? 0 : 1);
}

/// <summary>
/// What would have been enough for one more half-hour to a request that the plan does not serve in full; found from
/// its saturated block and verified by planning again.
/// </summary>
/// <param name="Before">The request that it would have to rank before; null when nobody at all is eligible.</param>
/// <param name="MoreDays">Days of waiting that give that rank; one day less does not.</param>
/// <param name="NeighbourFor">
/// One half-hour of a new neighbour who can help any one of these is enough; the request itself included, unless
/// requests refused before it could claim that half-hour, as they do in the rest of the block.
/// </param>
public sealed record SmallestChange(int? Before, int? MoreDays, IReadOnlyList<int> NeighbourFor)
{
    /// <returns>Null when the request has all that it asked for.</returns>
    public static SmallestChange? For(
        PlanProblem problem, UnitPlan plan, int request, OrderKeys? order = null, CancellationToken cancellation = default)
    {
        if (SaturatedBlock.Around(problem, plan, request) is not { } block) return null;
        int? before = block.Requests.Count > 0 ? block.Requests[^1] : null;
        var change = new SmallestChange(
            before, before is { } other ? order?.DaysToOvertake(request, other) : null,
            [.. block.Requests.Append(request).Except(ClaimedBefore(problem, plan, request)).Order()]);
        if (!change.IsEnough(problem, plan, request, cancellation))
            throw new InvalidOperationException("The plan given is not the optimal one: its saturated block does not hold.");
        return change;
    }

    /// <summary>Requests refused before this one, and whoever could move for them: help there goes to those first.</summary>
    private static IEnumerable<int> ClaimedBefore(PlanProblem problem, UnitPlan plan, int request)
    {
        var refused = Enumerable.Range(0, request).Where(r => plan.ServedUnits(r) < problem.Units[r]).ToList();
        return SaturatedBlock.Reach(problem, plan, refused).Requests.Concat(refused);
    }

    private bool IsEnough(PlanProblem problem, UnitPlan plan, int request, CancellationToken cancellation)
    {
        var served = plan.ServedUnits(request);
        if (NeighbourFor.Count > 0)
        {
            var joined = problem.WithNewcomer(1, 0, [(NeighbourFor[0], 0)]);
            if (OnePass.Solve(joined, null, cancellation).ServedUnits(request) <= served) return false;
        }
        if (Before is not { } before) return true;
        var order = problem.OrderWith(request, before);
        var moved = OnePass.Solve(problem.InOrder(order), null, cancellation);
        return moved.ServedUnits(order.ToList().IndexOf(request)) > served;
    }
}
