using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Instances;

/// <summary>Months made to be hard; one half-hour each, named for what is hard in them.</summary>
public static class Adversarial
{
    public static IEnumerable<(string Name, PlanProblem Problem)> All(int size) =>
    [
        ("hall-tight chain", Chain(size)),
        ("star volunteer", Star(size)),
        ("white zone", WhiteZone(size)),
        ("all ties", Ties(size)),
        ("one giant cell", Cell(size)),
        ("two regions and one bridge", Bridge(size)),
    ];

    /// <summary>Request r can go to r or r + 1; the last one pushes everybody back to the only free volunteer.</summary>
    private static PlanProblem Chain(int n) => Of(n, n, r => r == n - 1 ? [(0, 1)] : [(r, 1), (r + 1, 2)]);

    /// <summary>Everybody needs the rare skill of volunteer 0, some have another choice.</summary>
    private static PlanProblem Star(int n) => Of(n, n / 2, r => r % 3 == 0 ? [(0, r % 50)] : [(0, r % 50), (1 + r % (n / 2 - 1), 100)]);

    /// <summary>A third of the requests have nobody at all.</summary>
    private static PlanProblem WhiteZone(int n) => Of(n, n / 2, r => r % 3 == 0 ? [] : [.. Ring(r, n / 2, 5).Select((v, i) => (v, i + 1))]);

    /// <summary>Every distance is the same: only the public hash decides.</summary>
    private static PlanProblem Ties(int n) => Of(n, n - n / 10, r => [.. Ring(r * 7, n - n / 10, 10).Select(v => (v, 100))]);

    /// <summary>Everybody can help everybody; a dense square of at most 300.</summary>
    private static PlanProblem Cell(int n) => Of(
        Math.Min(n, 300), Math.Min(n, 300), r => [.. Enumerable.Range(0, Math.Min(n, 300)).Select(v => (v, (r * 37 + v * 91) % 500))]);

    /// <summary>A region in want and one with time to spare, joined by one volunteer.</summary>
    private static PlanProblem Bridge(int n) => Of(n, n, r => r < n / 2
        ? [.. Ring(r, n / 4, 4).Select(v => (v, 10 + v % 7)), (n / 4, 90)]
        : [.. Ring(r, n - n / 4 - 1, 4).Select(v => (n / 4 + 1 + v % (n - n / 4 - 1), 10)), (n / 4, 90)]);

    private static IEnumerable<int> Ring(int from, int volunteers, int count) =>
        Enumerable.Range(0, Math.Min(count, volunteers)).Select(i => (from + i * i) % volunteers).Distinct();

    private static PlanProblem Of(int requests, int volunteers, Func<int, (int, int)[]> row)
    {
        var (units, capacity) = (new byte[requests], new byte[volunteers]);
        Array.Fill(units, (byte)1);
        Array.Fill(capacity, (byte)1);
        return new(
            CandidateGraph.Of([.. Enumerable.Range(0, requests).Select(row)], volunteers), units, capacity,
            [.. Enumerable.Range(0, requests).Select(r => Draws.Mix((ulong)r + 1))],
            [.. Enumerable.Range(0, volunteers).Select(v => Draws.Mix((ulong)v + (1UL << 40)))]);
    }
}
