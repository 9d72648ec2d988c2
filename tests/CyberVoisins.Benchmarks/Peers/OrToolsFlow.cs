using CyberVoisins.Core.Matching.Plan;
using Google.OrTools.Graph;

namespace CyberVoisins.Benchmarks.Peers;

/// <summary>The oracle of distance: Google's min-cost flow, given for nothing who is served.</summary>
public static class OrToolsFlow
{
    /// <returns>The least decametres with which those half-hours can be served.</returns>
    public static long LeastDecametres(PlanProblem problem, UnitPlan plan)
    {
        var flow = new MinCostFlow();
        var sink = problem.Requests + problem.Volunteers;
        for (var r = 0; r < problem.Requests; r++)
        {
            var served = plan.ServedUnits(r);
            if (served == 0) continue;
            flow.SetNodeSupply(r, served);
            for (var e = problem.Graph.Offsets[r]; e < problem.Graph.Offsets[r + 1]; e++)
                flow.AddArcWithCapacityAndUnitCost(r, problem.Requests + problem.Graph.To[e], served, problem.Graph.Decametres[e]);
        }
        for (var v = 0; v < problem.Volunteers; v++)
            flow.AddArcWithCapacityAndUnitCost(problem.Requests + v, sink, problem.Capacity[v], 0);
        flow.SetNodeSupply(sink, -plan.Units);
        return flow.Solve() == MinCostFlowBase.Status.OPTIMAL ? flow.OptimalCost() : throw new InvalidOperationException("No optimum.");
    }
}
