namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Moves a visit of 60 to an hour now used for 30s, so that the hour it leaves serves 30s better. The prices of the
/// layer of 30 say what that hour is worth; the moves of 30s that make room are real. A hint all the same: the caller
/// plans both layers again and keeps the better plan.
/// </summary>
/// <param name="Units">Half-hours that it may win: an hour of a saturated block becomes free.</param>
/// <param name="Decametres">Added by the visit itself, less what one half-hour of the hour it leaves is worth.</param>
/// <param name="Room">What the prices ask for the room at the other end.</param>
internal readonly record struct HourMove(int Request, int From, int To, int Units, long Decametres, long Room)
{
    /// <summary>Moves that win half-hours, at most so many.</summary>
    /// <returns>Visits of 60 at each volunteer after the moves, or null when none is promising.</returns>
    public static byte[]? ToWin(TwoLayers layers, int most) =>
        Apply(layers, Promising(layers).Where(m => m.Units > 0), most, long.MaxValue);

    /// <summary>
    /// Half-used hours where visits of 60 are wanting, at most so many: the 30 there moves or is given up, for twice its time.
    /// </summary>
    public static byte[]? ToFill(TwoLayers layers, int most)
    {
        var (visits, sixty) = (layers.Table(), layers.SixtyPlan.Certificate);
        var places = Enumerable.Range(0, layers.Month.Volunteers)
            .Where(v => Saturated(sixty, v) > 0 && visits.Free(v) == 1 && layers.Month.Capacity[v] - 2 * visits.Sixties[v] >= 2)
            .OrderByDescending(v => sixty.Prices[v]).ThenBy(v => v).Take(most).ToList();
        foreach (var v in places) visits.Sixties[v]++;
        return places.Count > 0 ? visits.Sixties : null;
    }

    /// <summary>Moves that shorten the way and lose nothing, at most so many.</summary>
    public static byte[]? ToShorten(TwoLayers layers, int most) => Apply(
        layers, Promising(layers).Where(m => m.Units == 0 && m.Decametres < 0).Take(4 * most), most, 0);

    private static byte[]? Apply(TwoLayers layers, IEnumerable<HourMove> moves, int most, long limit)
    {
        var (visits, moved, made) = (layers.Table(), new HashSet<int>(), 0);
        foreach (var move in moves)
        {
            if (made == most) break;
            if (moved.Contains(move.From) || moved.Contains(move.To)) continue;
            visits.Sixties[move.From]--;
            if (visits.MakeRoomForSixty(move.To) is { } room && room + move.Decametres < limit)
            {
                moved.UnionWith([move.From, move.To, .. visits.LastMoves.SelectMany(m => new[] { m.From, m.To })]);
                made++;
                continue;
            }
            if (visits.Sixties[move.To] > layers.SixtyTaken[move.To]) visits.Withdraw(move.To, visits.LastMoves);
            visits.Sixties[move.From]++;
        }
        return made > 0 ? visits.Sixties : null;
    }

    private static IEnumerable<HourMove> Promising(TwoLayers layers)
    {
        var (moves, graph, thirty) = (new List<HourMove>(), layers.Month.Graph, layers.ThirtyPlan.Certificate);
        for (var row = 0; row < layers.Sixty.Rows.Length; row++)
        {
            var (request, from) = (layers.Sixty.Rows[row], layers.SixtyPlan.At[2 * row]);
            if (from == UnitPlan.Nobody) continue;
            var leaves = 2 * graph.DecametresOf(request, from) + PlanProblem.DecametresOf(thirty.Prices[from]);
            for (var e = graph.Offsets[request]; e < graph.Offsets[request + 1]; e++)
            {
                var to = graph.To[e];
                if (to == from || layers.Month.Capacity[to] - 2 * layers.SixtyTaken[to] < 2) continue;
                var units = Saturated(thirty, from) - Saturated(thirty, to);
                var added = 2L * graph.Decametres[e] - leaves;
                if (units >= 0) moves.Add(new(request, from, to, units, added, 2L * PlanProblem.DecametresOf(thirty.Prices[to])));
            }
        }
        return moves.OrderBy(m => m.Decametres + m.Room).ThenBy(m => m.Request).ThenBy(m => m.To);
    }

    private static int Saturated(Certificate proof, int volunteer) => proof.Block[volunteer] != Certificate.Open ? 2 : 0;
}
