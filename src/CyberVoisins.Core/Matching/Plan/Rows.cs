namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// The rows as they matter once it is known who is served: for a request inside a saturated block only the volunteers
/// of the block, for any other only the open ones; nobody can be anywhere else, nor with somebody who gives no time. Exact costs, each row sorted by them.
/// </summary>
internal sealed class Rows
{
    /// <param name="block">Of each volunteer.</param>
    /// <param name="blockOfRequest">The block that holds the request; its row is empty when it is in none.</param>
    public Rows(PlanProblem problem, int[] block, int[] blockOfRequest)
    {
        var graph = problem.Graph;
        Offsets = new int[graph.Requests + 1];
        (To, Cost) = (new int[graph.Edges], new long[graph.Edges]);
        for (var r = 0; r < graph.Requests; r++)
        {
            var end = Offsets[r];
            for (var e = graph.Offsets[r]; e < graph.Offsets[r + 1]; e++)
                if (blockOfRequest[r] == block[graph.To[e]] && problem.Capacity[graph.To[e]] > 0) (To[end], Cost[end++]) = (graph.To[e], problem.CostOf(r, e));
            Array.Sort(Cost, To, Offsets[r], end - Offsets[r]);
            Offsets[r + 1] = end;
        }
    }

    public int[] Offsets { get; }

    public int[] To { get; }

    public long[] Cost { get; }

    public long MeanCost()
    {
        var (sum, count) = (0L, Offsets[^1]);
        for (var e = 0; e < count; e++) sum += Cost[e] >> PlanProblem.TieBits;
        return count == 0 ? 0 : sum / count << PlanProblem.TieBits;
    }
}
