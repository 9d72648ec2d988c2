namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Seats almost everybody almost rightly, in no particular order: each half-hour in turn bids for its cheapest seat as
/// much as it would lose with its second choice, and a step more; whoever held the seat bids again elsewhere
/// (Bertsekas, 1979). Everybody seated is within one step of the best choice; a seat without a bid has price zero.
/// </summary>
internal sealed class Auction
{
    /// <summary>A step is this part of the mean distance: smaller means more bids, larger more to repair.</summary>
    private const int StepsInMean = 16;

    /// <summary>A price war is left to the repair after so many bids for each half-hour.</summary>
    private const int MostBids = 400;

    private const int Nobody = -1;
    private readonly Rows _rows;
    private readonly int[] _first;
    private readonly long[] _seatPrice;
    private readonly long _step;

    /// <param name="first">The first seat of each volunteer, and after the last one the number of seats.</param>
    public Auction(Rows rows, int[] first)
    {
        (_rows, _first) = (rows, first);
        _step = Math.Max(1L << PlanProblem.ScaleBits, rows.MeanCost() / StepsInMean);
        (_seatPrice, Price) = (new long[first[^1]], new long[first.Length - 1]);
        (Request, Edge) = (new int[first[^1]], new int[first[^1]]);
        Array.Fill(Request, Nobody);
    }

    /// <summary>For each volunteer the price of the cheapest seat.</summary>
    public long[] Price { get; }

    /// <summary>For each seat the request, or -1.</summary>
    public int[] Request { get; }

    /// <summary>For each taken seat the edge by which its request sits there.</summary>
    public int[] Edge { get; }

    /// <summary>Half-hours without a seat.</summary>
    public Stack<int> Standing { get; } = new();

    /// <param name="units">Half-hours to seat for each request; there is a way to seat them all.</param>
    /// <param name="bids">Requests that bid; the others stay standing.</param>
    public void Run(int[] units, Func<int, bool> bids, Watch watch)
    {
        var waiting = new Stack<int>();
        for (var r = units.Length - 1; r >= 0; r--)
            for (var unit = 0; unit < units[r]; unit++) (bids(r) ? waiting : Standing).Push(r);
        var all = waiting.Count;
        for (var left = (long)MostBids * all; left > 0 && waiting.TryPop(out var request); left--)
        {
            watch.Tick(PlanStep.Seating, all - waiting.Count, all);
            if (Bid(request) is var displaced && displaced != Nobody) waiting.Push(displaced);
        }
        foreach (var request in waiting) Standing.Push(request);
    }

    /// <returns>Who held the seat.</returns>
    private int Bid(int request)
    {
        var (best, second, edge) = (long.MaxValue, long.MaxValue, Nobody);
        var end = _rows.Offsets[request + 1];
        for (var e = _rows.Offsets[request]; e < end && _rows.Cost[e] < second; e++)
        {
            var asked = _rows.Cost[e] + Price[_rows.To[e]];
            if (asked >= second) continue;
            if (asked >= best) second = asked;
            else (best, second, edge) = (asked, best, e);
        }
        var (seat, nextPrice) = Cheapest(_rows.To[edge]);
        if (nextPrice < long.MaxValue) second = Math.Min(second, _rows.Cost[edge] + nextPrice);
        var displaced = Request[seat];
        (Request[seat], Edge[seat]) = (request, edge);
        _seatPrice[seat] += second == long.MaxValue ? _step : second - best + _step;
        Price[_rows.To[edge]] = Math.Min(_seatPrice[seat], nextPrice);
        return displaced;
    }

    private (int Seat, long NextPrice) Cheapest(int volunteer)
    {
        var (cheapest, next) = (_first[volunteer], long.MaxValue);
        for (var seat = cheapest + 1; seat < _first[volunteer + 1]; seat++)
        {
            if (_seatPrice[seat] < _seatPrice[cheapest]) (cheapest, next) = (seat, _seatPrice[cheapest]);
            else next = Math.Min(next, _seatPrice[seat]);
        }
        return (cheapest, next);
    }
}
