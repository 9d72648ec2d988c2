using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Benchmarks.Peers;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Commands;

/// <summary>
/// Our distance against an independent solver on every family, load, share and adversarial month; throws on the first
/// difference. Small enough for CI: it looks for truth, not for speed.
/// </summary>
public static class Oracle
{
    public static void Run(Options options)
    {
        var count = 0;
        foreach (var family in Enum.GetValues<Family>())
            foreach (var load in new[] { 40, 70, 100, 180 })
                foreach (var share in new[] { 0, 50, 100 })
                    foreach (var seed in options.Numbers("seeds", "1,2,3,4,5"))
                    {
                        var spec = new InstanceSpec(family, options.Number("requests", 300), load, share, (ulong)seed);
                        Compare(spec.Name, Month.Of(spec).NearestAndSampled());
                        count++;
                    }
        foreach (var (name, problem) in Adversarial.All(options.Number("requests", 300)))
        {
            Compare(name, problem);
            count++;
        }
        Console.WriteLine($"{count} months: proved by the checker, same distance as Google's min-cost flow");
    }

    private static void Compare(string name, PlanProblem problem)
    {
        var plan = OnePass.Solve(problem);
        if (PlanChecker.Check(problem, plan) is { } finding) throw new InvalidOperationException($"{name}: {finding}");
        var least = OrToolsFlow.LeastDecametres(problem, plan);
        if (least != plan.Certificate.Decametres)
            throw new InvalidOperationException($"{name}: the flow reaches {least} dam, the plan {plan.Certificate.Decametres}");
    }
}
