using System.Globalization;
using System.Text.Json;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Instances;

/// <summary>`plan.csv`, `cert.json` and `expected.json` of cvbench/1. Requests bear their ids; edges stand in the public order.</summary>
public static class PlanFiles
{
    public static void Write(PlanProblem problem, Month month, string folder)
    {
        var plan = OnePass.Solve(problem);
        var lines = Enumerable.Range(0, plan.At.Length).Where(i => plan.At[i] != UnitPlan.Nobody)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{month.Order[i / 2]},{i % 2},{plan.At[i]}"));
        File.WriteAllLines(Path.Combine(folder, "plan.csv"), ["request,unit,volunteer", .. lines]);
        File.WriteAllText(Path.Combine(folder, "cert.json"), JsonSerializer.Serialize(plan.Certificate));
        File.WriteAllText(Path.Combine(folder, "expected.json"), JsonSerializer.Serialize(new Expected(plan.Units, plan.Certificate.Decametres)));
    }

    /// <summary>What any exact solver must reach.</summary>
    public sealed record Expected(int Units, long Decametres);
}
