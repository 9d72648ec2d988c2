namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// The exact plan of a month in half-hours. One pass over the public order decides who is served: the first set of
/// half-hours in that order, so the most that any plan can serve; requests served before are moved between their own
/// candidates, never dropped, and whoever cannot be reached any more becomes a saturated block. Then the shortest total
/// distance for exactly that set: an auction that comes near, a repair that makes it exact. The certificate proves
/// both to <see cref="PlanChecker"/>. Formulation: shared/design/matching.md, sections 1 and 6.
/// </summary>
public static class OnePass
{
    /// <summary>With this much of the open volunteers' time taken, an auction pays; with less, ways are short without one.</summary>
    private const int CrowdedPercent = 90;

    /// <exception cref="OperationCanceledException">When cancelled; nothing half-done is returned.</exception>
    public static UnitPlan Solve(PlanProblem problem, IProgress<PlanProgress>? progress = null, CancellationToken cancellation = default)
    {
        var watch = new Watch(progress, cancellation);
        var served = new ServedSet(problem);
        for (var r = 0; r < problem.Requests; r++)
        {
            watch.Tick(PlanStep.Serving, r, problem.Requests);
            while (served.Units[r] < problem.Units[r] && served.Serve(r)) { }
        }
        watch.Finish(PlanStep.Serving, problem.Requests);
        return Shortest(problem, served, watch);
    }

    private static UnitPlan Shortest(PlanProblem problem, ServedSet served, Watch watch)
    {
        var blocks = served.BlockOfRequests();
        var rows = new Rows(problem, served.Block, blocks);
        var auction = new Auction(rows, served.Seats.Firsts);
        var crowded = IsCrowded(served);
        auction.Run(served.Units, r => crowded || blocks[r] != Certificate.Open, watch);
        var repair = new Repair(rows, served, auction);
        repair.Run(watch);
        var plan = Result(problem, rows, auction, new(repair.Prices(), served.Block, served.Units.Sum(), 0, 0));
        SeatlessPrices.Raise(problem, plan);
        return plan;
    }

    private static bool IsCrowded(ServedSet served)
    {
        var (taken, all) = (0L, 0L);
        for (var v = 0; v < served.Block.Length; v++)
        {
            if (served.Block[v] != Certificate.Open) continue;
            taken += served.Seats.FirstFree(v) - served.Seats.First(v);
            all += served.Seats.First(v + 1) - served.Seats.First(v);
        }
        return taken * 100 >= all * CrowdedPercent;
    }

    private static UnitPlan Result(PlanProblem problem, Rows rows, Auction seated, Certificate proof)
    {
        var at = new int[2 * problem.Requests];
        Array.Fill(at, UnitPlan.Nobody);
        var (decametres, ties) = (0L, 0L);
        for (var seat = 0; seat < seated.Request.Length; seat++)
        {
            if (seated.Request[seat] is var request && request < 0) continue;
            var cost = rows.Cost[seated.Edge[seat]];
            at[at[2 * request] == UnitPlan.Nobody ? 2 * request : 2 * request + 1] = rows.To[seated.Edge[seat]];
            decametres += PlanProblem.DecametresOf(cost);
            ties += PlanProblem.TiesOf(cost);
        }
        return new(at, proof with { Decametres = decametres, Ties = ties });
    }
}
