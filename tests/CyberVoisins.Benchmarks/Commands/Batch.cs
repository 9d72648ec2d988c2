using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Benchmarks.Peers;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Commands;

/// <summary>The exact plan of half-hours beside greedy nearest and, with --oracle yes, Google's min-cost flow. Goals M1 and M2.</summary>
public static class Batch
{
    public static void Run(Options options)
    {
        Console.WriteLine("instance | edges | optimum (half-hours of those asked) | km a visit | plan CPU ms / MB | check ms per 1 M edges | greedy nearest (of optimum) | min-cost flow CPU ms");
        foreach (var spec in options.Specs("1000,10000")) Line(spec, options);
    }

    private static void Line(InstanceSpec spec, Options options)
    {
        var month = Month.Of(spec);
        var problem = options.Text("candidates", "15+15") == "nearest" ? month.Nearest(30) : month.NearestAndSampled();
        var plan = spec.Requests > 10_000 ? Measure.Of(() => OnePass.Solve(problem)) : Measure.OfWarm(() => OnePass.Solve(problem));
        var check = Measure.OfWarm(() => PlanChecker.Check(problem, plan.Value));
        if (check.Value is not null) throw new InvalidOperationException($"{spec.Name}: {check.Value}");
        var greedy = GreedyNearest.Solve(problem).Count(v => v >= 0);
        Console.WriteLine(FormattableString.Invariant(
            $"{spec.Name} {problem.Volunteers} volunteers | {problem.Graph.Edges} | {plan.Value.Units} of {month.Instance.UnitsAsked}, gap 0 proved | {month.KilometresPerVisit(plan.Value.At):0.00} | {plan.CpuMilliseconds:0} / {plan.AllocatedMegabytes:0} | {check.CpuMilliseconds * 1e6 / problem.Graph.Edges:0} | {greedy} ({100.0 * greedy / plan.Value.Units:0.0} %) | {Flow(problem, plan.Value, options)}"));
    }

    private static string Flow(PlanProblem problem, UnitPlan plan, Options options)
    {
        if (options.Text("oracle", "no") == "no") return "-";
        var flow = Measure.Of(() => OrToolsFlow.LeastDecametres(problem, plan));
        if (flow.Value != plan.Certificate.Decametres)
            throw new InvalidOperationException($"The flow reaches {flow.Value} dam, the plan {plan.Certificate.Decametres}.");
        return FormattableString.Invariant($"{flow.CpuMilliseconds:0}, same distance");
    }
}
