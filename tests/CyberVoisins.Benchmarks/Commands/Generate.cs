using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Commands;

/// <summary>Writes months in cvbench/1 to --folder, with edges, replies, the exact plan and its certificate; reads them back and compares.</summary>
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
            InstanceFiles.WriteReplies(month.Instance, problem.Graph, month.Order, folder);
            Compare(month.Instance, problem, folder);
            Console.WriteLine(folder);
        }
    }

    private static void Compare(Instance instance, PlanProblem problem, string folder)
    {
        var (read, edges) = (InstanceFiles.Read(folder), InstanceFiles.ReadEdges(folder));
        var same = read.Header == instance.Header && read.Requests.SequenceEqual(instance.Requests)
            && read.Volunteers.SequenceEqual(instance.Volunteers) && edges.Volunteers == problem.Volunteers
            && edges.Offsets.SequenceEqual(problem.Graph.Offsets) && edges.To.SequenceEqual(problem.Graph.To)
            && edges.Decametres.SequenceEqual(problem.Graph.Decametres);
        if (!same) throw new InvalidDataException($"{folder} reads back as another month.");
    }
}
