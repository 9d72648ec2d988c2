using CyberVoisins.Benchmarks;
using CyberVoisins.Benchmarks.Commands;

var options = new Options(args);
switch (args.FirstOrDefault())
{
    case "batch": Batch.Run(options); break;
    case "candidates": Candidates.Run(options); break;
    case "flexible": FlexibleVisits.Run(options); break;
    case "oracle": Oracle.Run(options); break;
    case "generate": Generate.Run(options); break;
    default:
        Console.WriteLine("batch | candidates | flexible | oracle | generate, with --families --requests --volunteers --loads --shares --seeds --oracle yes");
        return 1;
}
Console.WriteLine(Measure.Footer());
return 0;
