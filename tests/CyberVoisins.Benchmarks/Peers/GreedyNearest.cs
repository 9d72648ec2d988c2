using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Peers;

/// <summary>What a coordinator does by hand: each request in turn takes the nearest neighbour who still has the whole time.</summary>
public static class GreedyNearest
{
    public static int[] Solve(PlanProblem problem)
    {
        var (left, at) = (problem.Capacity.ToArray(), new int[2 * problem.Requests]);
        Array.Fill(at, UnitPlan.Nobody);
        for (var r = 0; r < problem.Requests; r++)
        {
            var (best, nearest) = (UnitPlan.Nobody, int.MaxValue);
            for (var e = problem.Graph.Offsets[r]; e < problem.Graph.Offsets[r + 1]; e++)
                if (left[problem.Graph.To[e]] >= problem.Units[r] && problem.Graph.Decametres[e] < nearest)
                    (best, nearest) = (problem.Graph.To[e], problem.Graph.Decametres[e]);
            if (best == UnitPlan.Nobody) continue;
            left[best] -= problem.Units[r];
            for (var unit = 0; unit < problem.Units[r]; unit++) at[2 * r + unit] = best;
        }
        return at;
    }
}
