namespace CyberVoisins.Core.Matching.Plan;

/// <summary>All who could be reached are full.</summary>
/// <param name="Layer">Visits of an hour and of half an hour are proved apart.</param>
/// <param name="Number">Of the block in the layer's proof.</param>
/// <param name="Requests">That hold them, by their position in the book, in the public order.</param>
public sealed record BookedBlock(int Layer, int Number, int Volunteers, int HalfHours, IReadOnlyList<int> Requests);

/// <summary>A plan read back in the numbers of its book: who helps whom, and why not.</summary>
/// <param name="asOrdered">False when a pair was forced by hand: the order alone no longer decides.</param>
public sealed class SolvedBook(PlanBook book, MonthPlan plan, bool asOrdered = true)
{
    private readonly Dictionary<int, BookedBlock?> _witnesses = [];
    private readonly Dictionary<int, int>[] _insideOf = [.. plan.Layers.Select(l => l.Rows.Select((row, inside) => (row, inside)).ToDictionary(x => x.row, x => x.inside))];

    public PlanBook Book => book;
    public MonthPlan Plan => plan;
    public bool AsOrdered => asOrdered;

    /// <summary>The book planned, then planned again under what people decided by hand.</summary>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static SolvedBook Of(PlanBook book, IReadOnlyList<BookedChoice> byHand, CancellationToken cancel = default)
    {
        var problem = book.Problem();
        var asOrdered = book.Solve(problem, null, cancel);
        return new(book, byHand.Count == 0 ? asOrdered : book.Change(problem, asOrdered, byHand, cancel).After, !byHand.Any(c => c.IsForced));
    }

    public bool IsServed(int row) => plan.ServedUnits(row) == book.Requests[row].Units;

    /// <summary>The position in the book of who helps; only of a request that is served.</summary>
    public int VolunteerOf(int row) => plan.At[2 * row];

    /// <summary>Of a request that is served; 0 by phone.</summary>
    public int MetresOf(int row) => book.MetresOf(row, VolunteerOf(row));

    /// <summary>In decametres, what one more half-hour of whoever helps would save; null when the request is not served.</summary>
    public int? PriceOf(int row) => IsServed(row) && LayerOf(row) is { } layer ? PlanProblem.DecametresOf(plan.Layers[layer].Plan.Certificate.Prices[VolunteerOf(row)]) : null;

    /// <summary>Why a request is not served; null when it is, or when there is no proof.</summary>
    public BookedBlock? Witness(int row) => _witnesses.TryGetValue(row, out var known) ? known : _witnesses[row] = Search(row);

    /// <summary>The fewest more days of waiting with which it would be served; null when days alone do not decide.</summary>
    public int? MoreDays(int row) =>
        asOrdered && book.DaysDecide && Witness(row) is { Requests: [.., var last] } ? Keys.DaysToOvertake(row, last) : null;

    /// <summary>Plans the layer again with the request in the place that <see cref="MoreDays"/> gives it: whether it is then served.</summary>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public bool IsServedWithMoreDays(int row, CancellationToken cancel = default)
    {
        if (Witness(row) is not { Requests: [.., var last] } block) return false;
        var (problem, inside) = (plan.Layers[block.Layer].Problem, _insideOf[block.Layer]);
        var order = problem.OrderWith(inside[row], inside[last]).ToList();
        var place = order.IndexOf(inside[row]);
        return OnePass.Solve(problem.InOrder(order), null, cancel).ServedUnits(place) == problem.Units[inside[row]];
    }

    private OrderKeys Keys => new([.. book.Requests.Select(r => r.Days)], [.. book.Requests.Select(r => r.Tie)]);

    private int? LayerOf(int row) => Enumerable.Range(0, _insideOf.Length).Where(layer => _insideOf[layer].ContainsKey(row)).Select(layer => (int?)layer).FirstOrDefault();

    private BookedBlock? Search(int row)
    {
        foreach (var (layer, index) in plan.Layers.Select((l, i) => (l, i)))
        {
            if (!_insideOf[index].TryGetValue(row, out var inside) || SaturatedBlock.Around(layer.Problem, layer.Plan, inside) is not { } block) continue;
            return new(index, block.Block, block.Volunteers.Count, block.Units * layer.UnitsEach, [.. block.Requests.Select(r => layer.Rows[r])]);
        }
        return null;
    }
}
