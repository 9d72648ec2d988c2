using CyberVoisins.Benchmarks.Instances;

var instance = InstanceGenerator.Generate(new(Family.Mixed, int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture), 50, 1));
var order = PublicOrder.Of(instance);
var graph = new CandidateSearch(instance).Nearest(order, 30);
Console.WriteLine($"{instance.Header.Name} requests {instance.Requests.Length} volunteers {instance.Volunteers.Length} asked {instance.UnitsAsked} given {instance.UnitsGiven} edges {graph.Edges} none {Enumerable.Range(0, graph.Requests).Count(r => graph.Offsets[r] == graph.Offsets[r+1])} cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds} ms mean dam {graph.Decametres.Average():0}");
foreach (var g in instance.Requests.GroupBy(r => r.DensityClass).OrderBy(g => g.Key)) Console.Write($"{g.Key}:{g.Count()} ");
