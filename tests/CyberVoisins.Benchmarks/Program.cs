using CyberVoisins.Benchmarks;
using CyberVoisins.Benchmarks.Commands;
using CyberVoisins.Benchmarks.Equity;
using CyberVoisins.Benchmarks.Online;

switch (args)
{
    case ["online", .. var online]: OnlineTable.Run(online); return 0;
    case ["equity", .. var equity]: EquityTable.Print(equity); return 0;
}
var options = new Options(args);
switch (args.FirstOrDefault())
{
    case "batch": Batch.Run(options); break;
    case "candidates": Candidates.Run(options); break;
    case "flexible": FlexibleVisits.Run(options); break;
    case "oracle": Oracle.Run(options); break;
    case "generate": Generate.Run(options); break;
    default:
        Console.WriteLine("online FAMILY N LOAD SEEDS PEOPLE | equity N LOAD SEED | batch | candidates | flexible | oracle | generate, with --families --requests --volunteers --loads --shares --seeds --oracle yes");
        return 1;
}
Console.WriteLine(Measure.Footer());
return 0;
