using System.Globalization;
using CyberVoisins.Benchmarks.Instances;

namespace CyberVoisins.Benchmarks.Online;

/// <summary>The table of docs/matching.md: every way of asking on the same people, beside the clairvoyant optimum.</summary>
public static class OnlineTable
{
    /// <param name="arguments">
    /// Family, requests, load in percent, seeds, people by name; then "faithful" for residents who ask three times, "halves" when
    /// nobody asks for an hour, "formulas" for the ways to count the spare points, "windows" for requests that wait to be looked at together.
    /// </param>
    public static void Run(string[] arguments)
    {
        int Number(int i) => int.Parse(arguments[i], CultureInfo.InvariantCulture);
        Print(Enum.Parse<Family>(arguments[0], ignoreCase: true), Number(1), Number(2), Number(3), People.All.Single(p => p.Name == arguments[4]), arguments.Contains("faithful"), arguments.Contains("halves") ? 0 : 50,
            arguments.Contains("formulas") ? Way.Formulas : arguments.Contains("windows") ? Way.Windows : Way.All);
    }

    private static void Print(Family family, int requests, int load, int seeds, People people, bool faithful, int share60, IReadOnlyList<Way> ways)
    {
        Console.WriteLine($"{family}, {requests} requests, load {load} %, seeds 1 to {seeds}, people \"{people.Name}\", {(faithful ? "three requests a resident" : "one request a resident")}, {share60} % of an hour");
        Console.WriteLine("| way | % of optimum ± sd | served % | wait p50 / p90 / worst tenth, h | km | Gini | offers | wasted yes % | asked %, most | repeated % | town / country % | gap added |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var worlds = Enumerable.Range(1, seeds).Select(seed => ThreeMonths.Of(family, requests, load, (ulong)seed, faithful, share60)).Select(m => (Months: m, Best: new Clairvoyant(m))).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| clairvoyant | 100 | {worlds.Average(w => w.Best.ServedPercent(_ => true)):F1} | | | | | | | | {worlds.Average(w => w.Best.ServedPercent(r => r.IsTown)):F1} / {worlds.Average(w => w.Best.ServedPercent(r => r.IsCountry)):F1} | 0 |"));
        var last = ways.Select(way => Row(way, [.. worlds.Select(w => (w.Best, Simulation.Run(w.Months, way, people)))])).ToList()[^1]; // a list first: Last alone would run the last way only
        Console.WriteLine($"\n| {ways[^1].Name} | served % | of the optimum % | wait p50 / p90 / worst tenth, h | km | Gini |\n|---|---|---|---|---|---|");
        ByDensity("town", r => r.IsTown, last);
        ByDensity("between", r => !r.IsTown && !r.IsCountry, last);
        ByDensity("country", r => r.IsCountry, last);
    }

    private static void ByDensity(string name, Func<Incoming, bool> of, List<(Clairvoyant Best, Figures Got)> runs)
    {
        double Mean(Func<Figures, double> figure) => runs.Average(r => figure(r.Got));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {Mean(f => f.ServedPercent(of)):F1} | {runs.Average(r => 100 * r.Got.ServedPercent(of) / r.Best.ServedPercent(of)):F1} | {Mean(f => f.WaitHours(50, of)):F1} / {Mean(f => f.WaitHours(90, of)):F0} / {Mean(f => f.WorstTenthHours(of)):F0} | {Mean(f => f.KilometresAVisit(of)):F2} | {Mean(f => f.Gini(of)):F3} |"));
    }

    private static List<(Clairvoyant Best, Figures Got)> Row(Way way, List<(Clairvoyant Best, Figures Got)> runs)
    {
        var ratios = runs.Select(r => 100.0 * r.Got.Units / r.Best.Units).ToList();
        var sd = Math.Sqrt(ratios.Sum(r => Math.Pow(r - ratios.Average(), 2)) / Math.Max(1, ratios.Count - 1));
        double Mean(Func<Figures, double> of) => runs.Average(r => of(r.Got));
        double Gap(Func<Func<Incoming, bool>, double> served) => served(r => r.IsTown) - served(r => r.IsCountry);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {way.Name} | {ratios.Average():F1} ± {sd:F1} | {Mean(f => f.ServedPercent(_ => true)):F1} | {Mean(f => f.WaitHours(50)):F1} / {Mean(f => f.WaitHours(90)):F0} / {Mean(f => f.WorstTenthHours()):F0} | {Mean(f => f.KilometresAVisit()):F2} | {Mean(f => f.Gini()):F3} | {Mean(f => f.OffersAServed):F2} | {Mean(f => f.WastedPercent):F1} | {Mean(f => f.AskedPercent):F1}, {runs.Max(r => r.Got.MostAsks)} | {Mean(f => f.RepeatedPercent):F1} | {Mean(f => f.ServedPercent(r => r.IsTown)):F1} / {Mean(f => f.ServedPercent(r => r.IsCountry)):F1} | {runs.Average(r => Gap(r.Got.ServedPercent) - Gap(r.Best.ServedPercent)):F1} |"));
        return runs;
    }
}
