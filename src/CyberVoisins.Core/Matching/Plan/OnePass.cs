namespace CyberVoisins.Core.Matching.Plan;

/// <summary>How far a plan has come.</summary>
public readonly record struct PlanProgress(int RequestsDone, int Requests, int UnitsServed);

/// <summary>
/// Successive shortest augmenting paths in the public order. Each half-hour in turn takes the cheapest way to a
/// volunteer with time left, moving earlier requests between their own candidates if need be; nobody served before
/// is dropped. When there is no way, everybody reached is full for good: a saturated block, never searched again.
/// The result serves the lexicographically first set of half-hours (so the most half-hours that any plan can serve)
/// with the least total distance for that set. See shared/design/matching.md, sections 1 and 6.
/// </summary>
public sealed class OnePass
{
    private const int ReportEvery = 1024;
    private const int Start = -1;
    private const long NotReached = long.MaxValue;
    private const long Saturated = long.MinValue; // nearer than any way: a search never enters again
    private readonly CandidateGraph _graph;
    private readonly Rows _rows;
    private readonly Seats _seats;
    private readonly Node[] _nodes;
    private readonly int[] _block;
    private readonly VolunteerQueue _queue = new();
    private readonly List<int> _reached = [];
    private readonly List<int> _settled = [];
    private int _blocks;
    private int _served;

    private OnePass(PlanProblem problem)
    {
        (_graph, _seats, _rows) = (problem.Graph, new(problem.Capacity), new(problem));
        _nodes = new Node[_graph.Volunteers];
        _block = new int[_graph.Volunteers];
        Array.Fill(_nodes, new() { Distance = NotReached });
        Array.Fill(_block, Certificate.Open);
    }

    /// <exception cref="OperationCanceledException">When cancelled; nothing half-done is returned.</exception>
    public static UnitPlan Solve(PlanProblem problem, IProgress<PlanProgress>? progress = null, CancellationToken cancellation = default)
    {
        var pass = new OnePass(problem);
        for (var r = 0; r < problem.Requests; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var unit = 0; unit < problem.Units[r] && pass.Serve(r); unit++) pass._served++;
            if (r % ReportEvery == 0) progress?.Report(new(r, problem.Requests, pass._served));
        }
        progress?.Report(new(problem.Requests, problem.Requests, pass._served));
        return pass.Result();
    }

    private bool Serve(int request)
    {
        var end = Search(request, out var length);
        if (end != UnitPlan.Nobody)
        {
            foreach (var v in _settled) _nodes[v].Price += length - _nodes[v].Distance;
            Augment(request, end);
        }
        foreach (var v in _reached) _nodes[v].Distance = NotReached;
        if (end == UnitPlan.Nobody) Saturate();
        return end != UnitPlan.Nobody;
    }

    private int Search(int request, out long length)
    {
        _queue.Clear();
        _reached.Clear();
        _settled.Clear();
        var bound = NotReached;
        Relax(request, 0, Start, ref bound);
        while (_queue.TryPop(out length, out var v))
        {
            if (length > _nodes[v].Distance) continue;
            if (_seats.HasRoom(v)) return v;
            _settled.Add(v);
            var offset = length - _nodes[v].Price;
            for (var seat = _seats.First(v); seat < _seats.First(v + 1); seat++)
                Relax(_seats.Request(seat), offset - _rows.Cost[_seats.Edge(seat)], seat, ref bound);
        }
        return UnitPlan.Nobody;
    }

    /// <param name="bound">The way to the nearest volunteer with room found so far: farther ones are useless.</param>
    private void Relax(int request, long offset, int seat, ref long bound)
    {
        var (first, end) = (_graph.Offsets[request], _graph.Offsets[request + 1]);
        for (var e = first; e < end; e++)
        {
            var direct = offset + _rows.Cost[e];
            if (direct >= bound) return; // the row is sorted: the rest is farther still
            ref var node = ref _nodes[_rows.To[e]];
            var length = direct + node.Price;
            if (length >= node.Distance || length >= bound) continue;
            Reach(_rows.To[e], length, e, seat, ref bound);
        }
    }

    private void Reach(int volunteer, long length, int edge, int seat, ref long bound)
    {
        ref var node = ref _nodes[volunteer];
        if (node.Distance == NotReached) _reached.Add(volunteer);
        (node.Distance, node.CameBy, node.CameFrom) = (length, edge, seat);
        if (_seats.HasRoom(volunteer)) bound = length;
        _queue.Push(length, volunteer);
    }

    private void Augment(int request, int end)
    {
        var hole = _seats.Open(end);
        for (var v = end; ; v = _seats.Volunteer(hole))
        {
            var (edge, seat) = (_nodes[v].CameBy, _nodes[v].CameFrom);
            _seats.Sit(hole, seat == Start ? request : _seats.Request(seat), edge);
            if (seat == Start) return;
            hole = seat;
        }
    }

    private void Saturate()
    {
        if (_settled.Count == 0) return;
        foreach (var v in _settled)
        {
            _block[v] = _blocks;
            _nodes[v].Distance = Saturated;
        }
        _blocks++;
    }

    private UnitPlan Result()
    {
        var at = new int[2 * _graph.Requests];
        Array.Fill(at, UnitPlan.Nobody);
        var (decametres, ties) = (0L, 0L);
        foreach (var (request, edge) in _seats.Taken())
        {
            var first = at[2 * request] == UnitPlan.Nobody;
            at[first ? 2 * request : 2 * request + 1] = _rows.To[edge];
            decametres += PlanProblem.DecametresOf(_rows.Cost[edge]);
            ties += PlanProblem.TiesOf(_rows.Cost[edge]);
        }
        return new(at, new(Array.ConvertAll(_nodes, n => n.Price), _block, _served, decametres, ties));
    }

    /// <summary>All that a search reads of a volunteer, side by side in memory.</summary>
    private struct Node
    {
        public long Price;
        public long Distance;
        public int CameBy; // the edge by which it was reached
        public int CameFrom; // the seat whose half-hour would move along that edge, or Start
    }
}
