namespace CyberVoisins.Core.Matching.Plan;

/// <summary>The solver's own copy of the rows: exact costs, each row sorted by them.</summary>
internal sealed class Rows
{
    public Rows(PlanProblem problem)
    {
        var graph = problem.Graph;
        (To, Cost) = ([.. graph.To], new long[graph.Edges]);
        for (var r = 0; r < graph.Requests; r++)
        {
            var (first, end) = (graph.Offsets[r], graph.Offsets[r + 1]);
            for (var e = first; e < end; e++) Cost[e] = problem.CostOf(r, e);
            Array.Sort(Cost, To, first, end - first);
        }
    }

    public int[] To { get; }

    public long[] Cost { get; }
}
