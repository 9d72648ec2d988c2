namespace CyberVoisins.Core.Matching.Plan;

/// <summary>The eligible volunteers of a request to consider, at most <paramref name="depth"/> (see <see cref="CandidatePolicy.Pick"/>).</summary>
public delegate IReadOnlyList<(int Volunteer, int Decametres)> CandidateSource(int request, int depth);

/// <summary>A plan over lists that were deepened where it mattered.</summary>
/// <param name="Rounds">How often the month was planned.</param>
/// <param name="ServesTheMost">
/// True: no saturated block can be widened by anybody eligible, so who is served is proved over all eligible
/// volunteers, not only over those considered. The distance is the least over those considered.
/// </param>
public sealed record DeepenedPlan(PlanProblem Problem, UnitPlan Plan, int Rounds, bool ServesTheMost);

/// <summary>Considers more volunteers only for the requests in saturated blocks, three times as many each time, until nothing grows.</summary>
public static class Deepening
{
    /// <param name="start">The month with no candidates yet: units, capacities and keys.</param>
    /// <param name="deepest">A list is never asked longer than this; when it cuts, the proof over all is not claimed.</param>
    public static DeepenedPlan Solve(
        PlanProblem start, CandidateSource source, int depth = CandidatePolicy.DefaultDepth, int deepest = int.MaxValue,
        IProgress<PlanProgress>? progress = null, CancellationToken cancellation = default)
    {
        var depths = Enumerable.Repeat(depth, start.Requests).ToArray();
        var rows = Enumerable.Range(0, start.Requests).Select(r => source(r, depth)).ToArray();
        for (var round = 1; ; round++)
        {
            var problem = start.With(CandidateGraph.Of(rows, start.Volunteers));
            var plan = OnePass.Solve(problem, progress, cancellation);
            var cut = Saturated(problem, plan).Where(r => rows[r].Count >= depths[r]).ToList();
            var deepen = cut.Where(r => depths[r] < deepest).ToList();
            if (deepen.Count == 0) return new(problem, plan, round, cut.Count == 0);
            foreach (var r in deepen)
            {
                depths[r] = (int)Math.Min(deepest, (long)depths[r] * CandidatePolicy.Deepening);
                rows[r] = source(r, depths[r]);
            }
        }
    }

    /// <summary>Requests with a half-hour unserved, or held by a saturated volunteer.</summary>
    private static IEnumerable<int> Saturated(PlanProblem problem, UnitPlan plan) =>
        Enumerable.Range(0, problem.Requests).Where(r => plan.ServedUnits(r) < problem.Units[r]
            || plan.Certificate.Block[plan.At[2 * r]] != Certificate.Open);
}
