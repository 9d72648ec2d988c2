using System.Globalization;
using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Equity;

/// <summary>
/// What each equity rule does with one month of invented people: the table of docs/equity.md. Arguments: requests, load in
/// percent, seed; candidates are the 30 nearest eligible.
/// </summary>
public static class EquityTable
{
    private const int Candidates = 30;

    private static readonly (string Name, EquityRule Rule)[] Rules =
    [
        ("horizontal 0/0/0/0", new(1, HeadStart.Horizontal)),
        ("head start 0/3/7/14", new(1, new HeadStart.Days([0, 3, 7, 14]))),
        ("head start 0/7/14/28 (default)", EquityRule.Default),
        ("default, floor of 14 days under 5 helpers", new(1, HeadStart.Default, whiteZones: new(5, 14))),
        ("default, nobody farther than 5 km", new(1, HeadStart.Default, travelCapMetres: 5_000)),
        ("strict", new(1, HeadStart.StrictlyByNeed)),
        ("strict, one place in four by waiting alone", new(1, HeadStart.StrictlyByNeed, interleave: 3)),
        ("horizontal, requests count", new(1, HeadStart.Horizontal, WhatCounts.Requests)),
    ];

    public static void Print(IReadOnlyList<string> args)
    {
        var numbers = args.Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        var instance = InstanceGenerator.Generate(new(Family.Mixed, numbers[0], numbers[1], 50, (ulong)numbers[2]));
        Console.WriteLine($"{instance.Header.Name}: {instance.Requests.Length} requests, {instance.Volunteers.Length} volunteers, {Candidates} nearest, visits may be split");
        Console.WriteLine("| rule | half-hours | need 0/1/2/3 % | dense/mid/rural % | 30/60 min % | fr/other % | km/half-hour | H-envy % | V-envy % | longest unserved wait |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var byId = instance.Requests.ToDictionary(r => IdOf(r.Id));
        foreach (var (outcome, name) in EquityReplay.Of(MonthOf(instance), Rules.Select(r => r.Rule)).Zip(Rules, (o, r) => (o, r.Name)))
            Console.WriteLine(Row(name, outcome, byId));
    }

    private static string Row(string name, RuleOutcome o, Dictionary<RequestId, InstanceRequest> byId)
    {
        string Rates(Func<InstanceRequest, int> groupOf) => string.Join('/', o.ServedBy(r => groupOf(byId[r.Id]))
            .OrderBy(g => g.Key).Select(g => Percent(g.Value.Served, g.Value.Requests)));
        return $"| {name} | {o.HalfHours} | {Rates(r => r.Need)} | {Rates(r => r.DensityClass <= 2 ? 0 : r.DensityClass <= 4 ? 1 : 2)} | {Rates(r => r.Units)} "
            + $"| {Rates(r => Math.Min(1, r.Language))} | {Fixed(o.Metres / 1000.0 / o.HalfHours, "0.00")} | {Percent(o.Envy.Horizontal, o.Envy.Unserved)} | {Percent(o.Envy.Vertical, o.Envy.Unserved)} | {o.Envy.LongestWaitDays} d |";
    }

    /// <summary>The request's own eligible helpers stand in for its commune's, which the instance does not name.</summary>
    private static PastMonth MonthOf(Instance instance)
    {
        var search = new CandidateSearch(instance);
        var requests = instance.Requests.Select(r =>
        {
            var pool = search.Pool(r.Id, Candidates);
            return new PastRequest(
                new(IdOf(r.Id), new NeedClass(r.Need), r.WaitingDays, 30 * r.Units, pool.Count),
                [.. pool.Select(p => new EligibleNeighbour(VolunteerOf(p.Volunteer), r.Mode == MeetingKind.Phone ? null : 10 * p.Decametres))]);
        });
        return new(
            [.. requests],
            [.. instance.Volunteers.Select(v => new PastVolunteer(VolunteerOf(v.Id), (byte)v.CapacityUnits, v.Prefers60 ? VisitLength.Sixty : VisitLength.Thirty))],
            instance.Header.Salt, Durations.MayBeSplit);
    }

    private static RequestId IdOf(int number) => new(new Guid(number, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]));

    private static VolunteerId VolunteerOf(int number) => new(new Guid(number, 2, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]));

    private static string Percent(int part, int whole) => whole == 0 ? "–" : Fixed(100.0 * part / whole, "0.0");

    private static string Fixed(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
