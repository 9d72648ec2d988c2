using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Plan;
using FsCheck;
using FsCheck.Fluent;

namespace CyberVoisins.Core.Tests.Matching.Plan;

/// <summary>A month small enough to try every plan.</summary>
public sealed record SmallMonth(byte[] Units, byte[] Capacity, IReadOnlyList<(int Volunteer, int Decametres)>[] Rows)
{
    public PlanProblem Problem => new(
        CandidateGraph.Of(Rows, Capacity.Length), Units, Capacity,
        [.. Enumerable.Range(1, Units.Length).Select(Key)], [.. Enumerable.Range(1_001, Capacity.Length).Select(Key)]);

    public UnitPlan Plan() => OnePass.Solve(Problem);

    public MonthPlan Plan(Durations durations) => MonthPlanner.Solve(Problem, durations);

    public override string ToString() =>
        $"capacity {string.Join(' ', Capacity)}; " + string.Join("; ", Rows.Select((row, r) => $"r{r} x{Units[r]}: {string.Join(' ', row)}"));

    public static ulong Key(int number) => (ulong)PublicHash.TieOf((ulong)number, 0x9E3779B97F4A7C15, 62);
}

/// <summary>Distances of 0 to 9 decametres: full of ties.</summary>
public static class SmallMonths
{
    public static Arbitrary<SmallMonth> Any() => Of(6, 4, 9).ToArbitrary();

    public static Gen<SmallMonth> Of(int requests, int volunteers, int farthest) =>
        from r in Gen.Choose(1, requests)
        from v in Gen.Choose(1, volunteers)
        from units in Gen.Choose(1, 2).ArrayOf(r)
        from capacity in Gen.Choose(0, 2).ArrayOf(v)
        from edges in Gen.Choose(0, 99).ArrayOf(r * v)
        from away in Gen.Choose(0, farthest).ArrayOf(r * v)
        select new SmallMonth(
            [.. units.Select(u => (byte)u)], [.. capacity.Select(c => (byte)c)],
            [.. Enumerable.Range(0, r).Select(i => Enumerable.Range(0, v).Where(j => edges[i * v + j] < 60)
                .Select(j => (j, away[i * v + j])).ToArray())]);
}

/// <summary>Distances up to 99.99 km: the shortest plan is the only one, whatever the public hash.</summary>
public static class SpreadMonths
{
    public static Arbitrary<SmallMonth> Any() => SmallMonths.Of(6, 4, 9_999).ToArbitrary();
}

/// <summary>Tries every plan: serve each half-hour in turn by anybody or nobody, keep the best.</summary>
public static class EveryPlan
{
    /// <returns>Served half-hours (position 2r + unit) of the lexicographically first set, and its least cost.</returns>
    public static (bool[] Served, long Cost) Best(PlanProblem problem)
    {
        var memory = new Dictionary<(int, string), (ulong Served, long Cost)>();
        var units = Enumerable.Range(0, problem.Requests).SelectMany(r => Enumerable.Range(0, problem.Units[r]).Select(u => 2 * r + u)).ToArray();
        var (bits, cost) = From(problem, units, 0, [.. problem.Capacity], memory);
        var served = new bool[2 * problem.Requests];
        for (var i = 0; i < units.Length; i++) served[units[i]] = (bits >> (units.Length - 1 - i) & 1) == 1;
        return (served, cost);
    }

    private static (ulong Served, long Cost) From(
        PlanProblem problem, int[] units, int next, byte[] left, Dictionary<(int, string), (ulong Served, long Cost)> memory)
    {
        if (next == units.Length) return (0, 0);
        var key = (next, string.Join(',', left));
        if (memory.TryGetValue(key, out var known)) return known;
        var best = From(problem, units, next + 1, left, memory);
        var request = units[next] / 2;
        for (var e = problem.Graph.Offsets[request]; e < problem.Graph.Offsets[request + 1]; e++)
        {
            var v = problem.Graph.To[e];
            if (left[v] == 0) continue;
            left[v]--;
            var (served, cost) = From(problem, units, next + 1, left, memory);
            left[v]++;
            served |= 1UL << (units.Length - 1 - next);
            cost += problem.CostOf(request, e);
            if (served > best.Served || (served == best.Served && cost < best.Cost)) best = (served, cost);
        }
        return memory[key] = best;
    }
}
