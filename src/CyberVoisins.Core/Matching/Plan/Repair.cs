namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Turns an almost shortest plan into the shortest. Half-hours that the prices contradict stand up, leaving holes; each
/// then takes the shortest way to a hole, moving others. Ways are short because each one's own old seat is a step away.
/// A way may pass through the common pool of time left: one half-hour takes a free seat, another gives its seat up for
/// good. Successive shortest paths with prices (Edmonds and Karp, 1972): at the end no price contradicts the plan.
/// </summary>
internal sealed class Repair
{
    private const int Nobody = -1;
    private const int Start = -1;
    private const long NotReached = long.MaxValue;
    private readonly Rows _rows;
    private readonly int[] _first;
    private readonly int[] _volunteer;
    private readonly int[] _request;
    private readonly int[] _edge;
    private readonly bool[] _isOpen;
    private readonly int[] _holes; // seats that somebody must take, by volunteer; the last entry is the pool
    private readonly int[] _free; // seats that may stay empty
    private readonly Node[] _nodes; // the last one is the pool
    private readonly int _pool;
    private readonly Stack<int> _standing;
    private readonly VolunteerQueue _queue = new();
    private readonly List<int> _reached = [];
    private readonly List<int> _settled = [];

    /// <summary>Changes the seating of the auction in place.</summary>
    public Repair(Rows rows, ServedSet served, Auction auction)
    {
        (_rows, _first, _request, _edge, _standing) = (rows, served.Seats.Firsts, auction.Request, auction.Edge, auction.Standing);
        _pool = served.Block.Length;
        _isOpen = Array.ConvertAll(served.Block, b => b == Certificate.Open);
        _volunteer = new int[_request.Length];
        for (var v = 0; v < _pool; v++) Array.Fill(_volunteer, v, _first[v], _first[v + 1] - _first[v]);
        (_holes, _free, _nodes) = (new int[_pool + 1], new int[_pool], new Node[_pool + 1]);
        for (var v = 0; v <= _pool; v++) _nodes[v] = new() { Price = v < _pool ? auction.Price[v] : 0, Distance = NotReached };
    }

    public void Run(Watch watch)
    {
        for (var seat = 0; seat < _request.Length; seat++)
            if (_request[seat] != Nobody && IsContradicted(seat))
            {
                _standing.Push(_request[seat]);
                _request[seat] = Nobody;
            }
        CountEmptySeats();
        var all = _standing.Count;
        while (_standing.TryPop(out var request))
        {
            watch.Tick(PlanStep.Shortening, all - _standing.Count - 1, all);
            SitDown(request);
        }
        watch.Finish(PlanStep.Shortening, all);
    }

    /// <summary>Of open volunteers above the pool's: zero wherever time is left.</summary>
    public long[] Prices() =>
        [.. Enumerable.Range(0, _pool).Select(v => _isOpen[v] ? Math.Max(0, _nodes[v].Price - _nodes[_pool].Price) : _nodes[v].Price)];

    private bool IsContradicted(int seat)
    {
        var (request, edge) = (_request[seat], _edge[seat]);
        var paid = _rows.Cost[edge] + _nodes[_rows.To[edge]].Price;
        for (var e = _rows.Offsets[request]; e < _rows.Offsets[request + 1]; e++)
            if (_rows.Cost[e] + _nodes[_rows.To[e]].Price < paid) return true;
        return false;
    }

    /// <summary>
    /// An empty seat in a saturated block, or one with a price, must be taken: a hole. The others may stay empty; as many
    /// half-hours as there are too few holes for end in the pool of those.
    /// </summary>
    private void CountEmptySeats()
    {
        _holes[_pool] = _standing.Count;
        for (var seat = 0; seat < _request.Length; seat++)
        {
            if (_request[seat] != Nobody) continue;
            var v = _volunteer[seat];
            if (_isOpen[v] && _nodes[v].Price == 0) _free[v]++;
            else
            {
                _holes[v]++;
                _holes[_pool]--;
            }
        }
    }

    private void SitDown(int request)
    {
        var (end, length) = Search(request);
        foreach (var v in _settled) _nodes[v].Price += length - _nodes[v].Distance;
        _holes[end]--;
        Augment(request, end);
        foreach (var v in _reached) _nodes[v].Distance = NotReached;
    }

    private (int End, long Length) Search(int request)
    {
        _queue.Clear();
        _reached.Clear();
        _settled.Clear();
        var bound = NotReached;
        Relax(request, 0, Start, ref bound);
        while (_queue.TryPop(out var length, out var v))
        {
            if (length > _nodes[v].Distance) continue;
            if (_holes[v] > 0) return (v, length);
            _settled.Add(v);
            if (v == _pool) LeavePool(length, ref bound);
            else Leave(v, length, ref bound);
        }
        throw new InvalidOperationException("There are as many holes as standing half-hours, and a way to each.");
    }

    private void Leave(int v, long length, ref long bound)
    {
        var offset = length - _nodes[v].Price;
        if (_free[v] > 0) Reach(_pool, offset + _nodes[_pool].Price, v, 0, ref bound);
        for (var seat = _first[v]; seat < _first[v + 1]; seat++)
            if (_request[seat] != Nobody) Relax(_request[seat], offset - _rows.Cost[_edge[seat]], seat, ref bound);
    }

    /// <summary>Any open seat that is not free may be given up.</summary>
    private void LeavePool(long length, ref long bound)
    {
        var offset = length - _nodes[_pool].Price;
        for (var v = 0; v < _pool; v++)
            if (_isOpen[v] && _free[v] < _first[v + 1] - _first[v]) Reach(v, offset + _nodes[v].Price, Nobody, _pool, ref bound);
    }

    private void Relax(int request, long offset, int seat, ref long bound)
    {
        var end = _rows.Offsets[request + 1];
        for (var e = _rows.Offsets[request]; e < end; e++)
        {
            var direct = offset + _rows.Cost[e];
            if (direct >= bound) return; // the row is sorted, prices are zero or more: the rest is farther still
            Reach(_rows.To[e], direct + _nodes[_rows.To[e]].Price, e, seat, ref bound);
        }
    }

    private void Reach(int v, long length, int edge, int from, ref long bound)
    {
        ref var node = ref _nodes[v];
        if (length >= node.Distance || length >= bound) return;
        if (node.Distance == NotReached) _reached.Add(v);
        (node.Distance, node.CameBy, node.CameFrom) = (length, edge, from);
        if (_holes[v] > 0) bound = length;
        _queue.Push(length, v);
    }

    private void Augment(int request, int end)
    {
        var seat = end == _pool ? TakeFree(_nodes[end].CameBy) : Empty(end);
        while (true)
        {
            var v = _volunteer[seat];
            var (edge, from) = (_nodes[v].CameBy, _nodes[v].CameFrom);
            if (edge == Nobody)
            {
                (_request[seat], _free[v]) = (Nobody, _free[v] + 1);
                seat = TakeFree(_nodes[_pool].CameBy);
                continue;
            }
            (_request[seat], _edge[seat]) = (from == Start ? request : _request[from], edge);
            if (from == Start) return;
            seat = from;
        }
    }

    private int TakeFree(int v)
    {
        _free[v]--;
        return Empty(v);
    }

    private int Empty(int v) => Array.IndexOf(_request, Nobody, _first[v], _first[v + 1] - _first[v]);

    /// <summary>All that a search reads of a volunteer, side by side in memory.</summary>
    private struct Node
    {
        public long Price;
        public long Distance;
        public int CameBy; // the edge by which it was reached; Nobody from the pool; for the pool the volunteer
        public int CameFrom; // the seat whose half-hour would move along it, or Start
    }
}
