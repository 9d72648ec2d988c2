using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Benchmarks.Peers;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Commands;

/// <summary>
/// Whole visits of 30 and 60 beside the proven bound, what volunteers' choice costs, and with --oracle yes what HiGHS
/// proves. Goals M3 and M4.
/// </summary>
public static class FlexibleVisits
{
    public static void Run(Options options)
    {
        Console.WriteLine("instance | bound | flexible (of bound) | km a visit | CPU ms | volunteers choose (of bound), CPU ms | HiGHS: most whole half-hours, our distance over the least");
        var times = options.Specs("1000").Select(spec => Line(spec, options)).Order().ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"p95 of {times.Count} flexible plans: {times[(int)Math.Ceiling(0.95 * times.Count) - 1]:0} ms"));
    }

    private static double Line(InstanceSpec spec, Options options)
    {
        var month = Month.Of(spec);
        var problem = month.NearestAndSampled();
        Measured<MonthPlan> Plan(Durations durations) => spec.Requests > 10_000
            ? Measure.Of(() => MonthPlanner.Solve(problem, durations, month.Choices))
            : Measure.OfWarm(() => MonthPlanner.Solve(problem, durations, month.Choices));
        var (flexible, chosen) = (Plan(Durations.Flexible), Plan(Durations.VolunteersChoose));
        if (flexible.Value.Layers.Concat(chosen.Value.Layers).Any(l => PlanChecker.Check(l.Problem, l.Plan) is not null))
            throw new InvalidOperationException(spec.Name);
        var (plan, bound) = (flexible.Value, flexible.Value.BoundUnits);
        Console.WriteLine(FormattableString.Invariant(
            $"{spec.Name} | {bound} | {plan.Units} ({100.0 * plan.Units / bound:0.00} %) | {month.KilometresPerVisit(plan.At):0.00} | {flexible.CpuMilliseconds:0} | {chosen.Value.Units} ({100.0 * chosen.Value.Units / bound:0.00} %), {chosen.CpuMilliseconds:0} | {Highs(problem, plan, options)}"));
        return flexible.CpuMilliseconds;
    }

    private static string Highs(PlanProblem problem, MonthPlan plan, Options options)
    {
        if (options.Text("oracle", "no") == "no") return "-";
        var (most, least) = (HighsWhole.MostUnits(problem), HighsWhole.LeastDecametres(problem, plan));
        var over = least is { } l ? FormattableString.Invariant($"+{100.0 * plan.Decametres / l - 100:0.0} %") : "not proved";
        return $"{(most is { } m ? m : "not proved")}, {over}";
    }
}
