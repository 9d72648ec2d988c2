using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Server.Plans;

/// <summary>A solved plan in the words of the book: who helps whom, why not, and where to recruit.</summary>
/// <param name="asOrdered">False when a pair was forced by hand: the order alone no longer decides.</param>
internal sealed class PlanReading(PlanBook book, MonthPlan solved, bool asOrdered = true)
{
    public PlanFigures Figures(int servedWithout, int unitsWithout, long metresWithout) => new(
        book.Requests.Count, book.Requests.Sum(r => r.Units), Enumerable.Range(0, book.Requests.Count).Count(IsServed), solved.Units, solved.BoundUnits,
        Enumerable.Range(0, book.Requests.Count).Where(IsServed).Sum(r => (long)book.MetresOf(r, solved.At[2 * r])),
        solved.IsExact, solved.Layers.All(l => PlanChecker.Check(l.Problem, l.Plan) is null), servedWithout, unitsWithout, metresWithout);

    public void Fill(PlanLine line, int row)
    {
        (line.VolunteerId, line.Metres, line.Helpers, line.RequestsBefore, line.MoreDays) = (null, null, null, null, null);
        if (IsServed(row))
        {
            line.VolunteerId = new VolunteerId(book.Volunteers[solved.At[2 * row]].Id);
            line.Metres = book.MetresOf(row, solved.At[2 * row]);
        }
        else if (Witness(row) is { } block)
        {
            (line.Helpers, line.RequestsBefore) = (block.Volunteers, block.Requests.Count);
            if (asOrdered && book.DaysDecide && block.Requests.Count > 0) line.MoreDays = Keys.DaysToOvertake(row, block.Requests[^1]);
        }
    }

    /// <summary>Saturated blocks, the most refused first.</summary>
    public IReadOnlyList<RecruitHere> Blocks() =>
    [
        .. Enumerable.Range(0, book.Requests.Count).Where(r => !IsServed(r)).Select(r => (Row: r, Block: Witness(r))).Where(x => x.Block is { Volunteers: > 0 })
            .GroupBy(x => (x.Block!.Layer, x.Block.Number))
            .Select((g, i) => new RecruitHere(i + 1, Shown(g.Max(x => x.Block!.Volunteers)), Shown(g.Max(x => x.Block!.Requests.Count)), g.Count(),
                [.. g.Select(x => book.Requests[x.Row].Commune).Distinct().Order(StringComparer.Ordinal)]))
            .OrderByDescending(b => b.Refused),
    ];

    private bool IsServed(int row) => solved.ServedUnits(row) == book.Requests[row].Units;

    private OrderKeys Keys => new([.. book.Requests.Select(r => r.Days)], [.. book.Requests.Select(r => r.Tie)]);

    /// <summary>All who could be reached are full; the requests in the numbers of the book.</summary>
    private sealed record FullBlock(int Layer, int Number, int Volunteers, IReadOnlyList<int> Requests);

    private readonly Dictionary<int, FullBlock?> _witnesses = [];

    private FullBlock? Witness(int row) => _witnesses.TryGetValue(row, out var known) ? known : _witnesses[row] = Search(row);

    private FullBlock? Search(int row)
    {
        foreach (var (layer, index) in solved.Layers.Select((l, i) => (l, i)))
        {
            var inside = layer.Rows.ToList().IndexOf(row);
            if (inside < 0 || SaturatedBlock.Around(layer.Problem, layer.Plan, inside) is not { } block) continue;
            return new(index, block.Block, block.Volunteers.Count, [.. block.Requests.Select(r => layer.Rows[r])]);
        }
        return null;
    }

    private static int? Shown(int people) => people < SmallNumbers.Shown ? null : people;
}
