using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Online;

/// <summary>
/// The most half-hours that anybody could have served who knew every request and every answer beforehand: the exact plan
/// over volunteers and months, first come first served, on the same candidates, two half-hours of one request perhaps with
/// two neighbours. No policy that must ask can reach it.
/// </summary>
public sealed class Clairvoyant
{
    private readonly ThreeMonths _months;
    private readonly UnitPlan _plan;

    public Clairvoyant(ThreeMonths months)
    {
        _months = months;
        var graph = CandidateGraph.Of([.. months.Requests.Select(r => Row(r))], months.Volunteers * ThreeMonths.MonthsWithTail);
        var capacity = new byte[months.Volunteers * ThreeMonths.MonthsWithTail];
        Array.Fill(capacity, (byte)(ThreeMonths.MinutesAMonth / 30));
        _plan = OnePass.Solve(new(
            graph, [.. months.Requests.Select(r => (byte)r.Asked.Units)], capacity,
            [.. months.Requests.Select(r => Draws.Mix((ulong)r.Asked.Id))], [.. Enumerable.Range(0, capacity.Length).Select(v => Draws.Mix((ulong)v + (1UL << 40)))]));
    }

    public int Units => _plan.Units;

    public double ServedPercent(Func<Incoming, bool> of)
    {
        var (served, all) = (0, 0);
        for (var r = 0; r < _months.Requests.Length; r++)
            if (of(_months.Requests[r]))
                (served, all) = (served + _plan.ServedUnits(r), all + _months.Requests[r].Asked.Units);
        return 100.0 * served / Math.Max(1, all);
    }

    private List<(int, int)> Row(Incoming request)
    {
        var first = request.Asked.ArrivalMinute / (30 * People.Day);
        var last = Math.Min(ThreeMonths.MonthsWithTail - 1, request.Asked.DeadlineMinute / (30 * People.Day));
        return [.. from could in request.Candidates
                   where Reply.Of(_months.Seed, request.Asked.Id, could.Volunteer).Accepts
                   from month in Enumerable.Range(first, last - first + 1)
                   select (could.Volunteer * ThreeMonths.MonthsWithTail + month, (could.Metres ?? 0) / 10)];
    }
}
