using CyberVoisins.Core.Matching.Plan;
using Google.OrTools.LinearSolver;

namespace CyberVoisins.Benchmarks.Peers;

/// <summary>The oracle of flexible hours: HiGHS proves the best whole visits, for up to some 1,500 requests.</summary>
public static class HighsWhole
{
    private const int TimeLimitMilliseconds = 120_000;

    /// <summary>The least decametres (over half-hours) for the very requests that the plan serves; null when not proved in time.</summary>
    public static long? LeastDecametres(PlanProblem problem, MonthPlan plan) =>
        Solve(problem, r => plan.ServedUnits(r) > 0, mustServe: true, (r, e) => problem.Units[r] * problem.Graph.Decametres[e]);

    /// <summary>The most half-hours of any plan in whole visits; null when not proved in time.</summary>
    public static long? MostUnits(PlanProblem problem) =>
        -Solve(problem, _ => true, mustServe: false, (r, _) => -problem.Units[r]);

    private static long? Solve(PlanProblem problem, Func<int, bool> takesPart, bool mustServe, Func<int, int, double> cost)
    {
        using var solver = Solver.CreateSolver("HIGHS");
        solver.SetTimeLimit(TimeLimitMilliseconds);
        var limits = Enumerable.Range(0, problem.Volunteers).Select(v => solver.MakeConstraint(0, problem.Capacity[v])).ToArray();
        for (var r = 0; r < problem.Requests; r++)
        {
            if (!takesPart(r)) continue;
            var once = solver.MakeConstraint(mustServe ? 1 : 0, 1);
            for (var e = problem.Graph.Offsets[r]; e < problem.Graph.Offsets[r + 1]; e++)
            {
                var pair = solver.MakeBoolVar("");
                once.SetCoefficient(pair, 1);
                limits[problem.Graph.To[e]].SetCoefficient(pair, problem.Units[r]);
                solver.Objective().SetCoefficient(pair, cost(r, e));
            }
        }
        solver.Objective().SetMinimization();
        return solver.Solve() == Solver.ResultStatus.OPTIMAL ? (long)Math.Round(solver.Objective().Value()) : null;
    }
}
