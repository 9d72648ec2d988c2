using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching.Plan;

if (args is ["online", .. var rest])
{
    CyberVoisins.Benchmarks.Online.OnlineTable.Run(rest);
    return;
}

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

t = Cpu(); Console.WriteLine($"check {PlanChecker.Check(problem, plan)} {Cpu()-t} ms {plan.Certificate.Ties}");

for (var k = 0; k < 3; k++) { t = Cpu(); 
var flex = MonthPlanner.Solve(problem, Durations.Flexible);
Console.WriteLine($"flex {flex.Units} of {flex.BoundUnits} {100.0*flex.Units/flex.BoundUnits:0.00} % dam/unit {flex.Decametres/flex.Units} relaxed {plan.Certificate.Decametres} {flex.Decametres} +{100.0*flex.Decametres/plan.Certificate.Decametres-100:0.0} % {Cpu()-t} ms"); }
t = Cpu(); 
var ch = MonthPlanner.Solve(problem, Durations.VolunteersChoose, [.. instance.Volunteers.Select(v => v.Prefers60 ? VisitLength.Sixty : VisitLength.Thirty)]);
Console.WriteLine($"choice {ch.Units} of split {plan.Units} {100.0*ch.Units/plan.Units:0.00} %  dam/unit {ch.Decametres/ch.Units} {Cpu()-t} ms");
