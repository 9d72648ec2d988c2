using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching.Plan;

if (args is ["online", .. var rest])
{
    CyberVoisins.Benchmarks.Online.OnlineTable.Run(rest);
    return;
}

var inv = System.Globalization.CultureInfo.InvariantCulture;
var instance = InstanceGenerator.Generate(new(Family.Mixed, int.Parse(args[0], inv), int.Parse(args[1], inv), 50, 1));
var order = PublicOrder.Of(instance);
var graph = new CandidateSearch(instance).Nearest(order, 30);
var problem = new PlanProblem(graph, [.. order.Select(r => (byte)instance.Requests[r].Units)], [.. instance.Volunteers.Select(v => (byte)v.CapacityUnits)],
   [.. order.Select(r => Draws.Mix((ulong)r))], [.. instance.Volunteers.Select(v => Draws.Mix((ulong)v.Id + (1UL<<40)))]);
double Cpu() => System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;
var t = Cpu(); var b = GC.GetTotalAllocatedBytes();
var plan = OnePass.Solve(problem);
Console.WriteLine($"{instance.Header.Name} asked {instance.UnitsAsked} given {instance.UnitsGiven} edges {graph.Edges} served {plan.Units} dam/unit {plan.Certificate.Decametres / plan.Units} cpu {Cpu() - t} ms MB {(GC.GetTotalAllocatedBytes()-b)>>20}");
