namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// The requests of one duration as a plan of its own, in whole visits: a request asks one visit, a volunteer has
/// <c>visits</c> of them. Rows keep the public order.
/// </summary>
/// <param name="Rows">The request that each row stands for.</param>
/// <param name="UnitsEach">Half-hours of one visit.</param>
internal sealed record Layer(PlanProblem Problem, int[] Rows, int UnitsEach)
{
    /// <param name="keepEmpty">Keep volunteers without a visit to give: they then get a price, what a visit there would save.</param>
    public static Layer Of(PlanProblem month, int unitsEach, byte[] visits, bool keepEmpty = false)
    {
        var graph = month.Graph;
        var rows = Enumerable.Range(0, month.Requests).Where(r => month.Units[r] == unitsEach).ToArray();
        var offsets = new int[rows.Length + 1];
        var (to, cost) = (new List<int>(), new List<int>());
        for (var row = 0; row < rows.Length; row++)
        {
            for (var e = graph.Offsets[rows[row]]; e < graph.Offsets[rows[row] + 1]; e++)
            {
                if (visits[graph.To[e]] == 0 && !(keepEmpty && month.Capacity[graph.To[e]] >= unitsEach)) continue;
                to.Add(graph.To[e]);
                cost.Add(graph.Decametres[e]);
            }
            offsets[row + 1] = to.Count;
        }
        var ones = new byte[rows.Length];
        Array.Fill(ones, (byte)1);
        var keys = Array.ConvertAll(rows, r => month.RequestKeys[r]);
        return new(new(new(offsets, [.. to], [.. cost], graph.Volunteers), ones, visits, keys, month.VolunteerKeys), rows, unitsEach);
    }

    /// <summary>Writes the visits into a month's table of half-hours.</summary>
    public void Write(UnitPlan plan, int[] at)
    {
        for (var row = 0; row < Rows.Length; row++)
            for (var unit = 0; unit < UnitsEach; unit++)
                at[2 * Rows[row] + unit] = plan.At[2 * row];
    }

    /// <summary>Visits taken at each volunteer.</summary>
    public int[] Taken(UnitPlan plan)
    {
        var taken = new int[Problem.Volunteers];
        for (var row = 0; row < Rows.Length; row++)
            if (plan.At[2 * row] is var v && v != UnitPlan.Nobody) taken[v]++;
        return taken;
    }
}
