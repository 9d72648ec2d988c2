using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching.Plan;

if (args is ["equity", .. var equity])
{
    CyberVoisins.Benchmarks.Equity.EquityTable.Print(equity);
    return;
}

var inv = System.Globalization.CultureInfo.InvariantCulture;
var instance = InstanceGenerator.Generate(new(Family.Mixed, int.Parse(args[0], inv), int.Parse(args[1], inv), 50, 1));
var order = PublicOrder.Of(instance);
var rk = order.Select(r => Draws.Mix((ulong)r)).ToArray(); ulong[] vk=  [.. instance.Volunteers.Select(v => Draws.Mix((ulong)v.Id + (1UL<<40)))];
var search = new CandidateSearch(instance);
var graph = CandidateGraph.Of([.. order.Select((r, row) => CandidatePolicy.Pick(search.Pool(r), 30, rk[row], vk))], instance.Volunteers.Length);
var problem = new PlanProblem(graph, [.. order.Select(r => (byte)instance.Requests[r].Units)], [.. instance.Volunteers.Select(v => (byte)v.CapacityUnits)],
   rk, vk);
double Cpu() => System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;
Console.WriteLine(Cpu());
var t = Cpu(); var b = GC.GetTotalAllocatedBytes();
var plan = OnePass.Solve(problem);
Console.WriteLine($"{instance.Header.Name} asked {instance.UnitsAsked} given {instance.UnitsGiven} edges {graph.Edges} served {plan.Units} dam/unit {plan.Certificate.Decametres / plan.Units} cpu {Cpu() - t} ms MB {(GC.GetTotalAllocatedBytes()-b)>>20}");

t = Cpu(); Console.WriteLine($"check {PlanChecker.Check(problem, plan)} {Cpu()-t} ms {plan.Certificate.Cost}");
