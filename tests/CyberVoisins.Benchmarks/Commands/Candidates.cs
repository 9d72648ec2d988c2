using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Commands;

/// <summary>How much a short list of candidates loses against all eligible volunteers (at most 500, the nearest). Goal M5.</summary>
public static class Candidates
{
    public static void Run(Options options)
    {
        Console.WriteLine("instance | list | edges | half-hours | of all eligible | km a visit | CPU ms");
        foreach (var spec in options.Specs("10000", "70,100")) Compare(Month.Of(spec), spec);
    }

    private static void Compare(Month month, InstanceSpec spec)
    {
        var all = Measure.Of(() => OnePass.Solve(month.Nearest(CandidateSearch.PoolLimit)));
        void Line(string list, PlanProblem problem, UnitPlan plan, double cpu) => Console.WriteLine(FormattableString.Invariant(
            $"{spec.Name} | {list} | {problem.Graph.Edges} | {plan.Units} | {100.0 * plan.Units / all.Value.Units:0.00} % | {month.KilometresPerVisit(plan.At):0.00} | {cpu:0}"));

        Line("all eligible", month.Nearest(CandidateSearch.PoolLimit), all.Value, all.CpuMilliseconds);
        foreach (var depth in new[] { 10, 20, 30, 50 })
        {
            var (nearest, sampled) = (month.Nearest(depth), month.NearestAndSampled(depth));
            var (near, drawn) = (Measure.Of(() => OnePass.Solve(nearest)), Measure.Of(() => OnePass.Solve(sampled)));
            Line($"{depth} nearest", nearest, near.Value, near.CpuMilliseconds);
            Line($"{depth - depth / 2}+{depth / 2}", sampled, drawn.Value, drawn.CpuMilliseconds);
        }
        var deepened = Measure.Of(() => Deepening.Solve(month.Empty, month.Candidates, deepest: CandidateSearch.PoolLimit));
        Line(
            $"15+15 deepened, {deepened.Value.Rounds} rounds, most proved: {deepened.Value.ServesTheMost}", deepened.Value.Problem,
            deepened.Value.Plan, deepened.CpuMilliseconds);
    }
}
