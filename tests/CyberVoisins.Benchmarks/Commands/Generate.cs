using CyberVoisins.Benchmarks.Instances;

namespace CyberVoisins.Benchmarks.Commands;

/// <summary>Writes instances in cvbench/1, with the edges and order-independent answer of the exact plan, to --folder.</summary>
public static class Generate
{
    public static void Run(Options options)
    {
        foreach (var spec in options.Specs("1000", "100"))
        {
            var folder = Path.Combine(options.Text("folder", "artifacts/cvbench"), spec.Name);
            var month = Month.Of(spec);
            var problem = month.NearestAndSampled();
            InstanceFiles.Write(month.Instance, folder);
            InstanceFiles.WriteEdges(problem.Graph, folder);
            PlanFiles.Write(problem, month, folder);
            Console.WriteLine(folder);
        }
    }
}
