namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// The price of a volunteer who gives no time: what a first half-hour there would save. No search ever goes there, but
/// the proof must say why nobody does, and flexible hours ask what an hour would be worth.
/// </summary>
internal static class SeatlessPrices
{
    /// <summary>Writes into the plan's own prices.</summary>
    public static void Raise(PlanProblem problem, UnitPlan plan)
    {
        if (Array.TrueForAll(problem.Capacity, c => c > 0)) return;
        var (prices, block) = (plan.Certificate.Prices, plan.Certificate.Block);
        for (var r = 0; r < problem.Requests; r++)
        {
            if (plan.At[2 * r] is var own && own == UnitPlan.Nobody) continue;
            var paid = problem.CostOf(r, problem.Graph.EdgeOf(r, own)) + prices[own];
            for (var e = problem.Graph.Offsets[r]; e < problem.Graph.Offsets[r + 1]; e++)
                if (problem.Graph.To[e] is var v && problem.Capacity[v] == 0 && block[v] == block[own])
                    prices[v] = Math.Max(prices[v], paid - problem.CostOf(r, e));
        }
    }
}
