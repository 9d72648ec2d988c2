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
    private readonly PlanProblem _problem;
    private readonly CandidateGraph _graph;
    private readonly long[] _cost;
    private readonly Seats _seats;
    private readonly long[] _price;
    private readonly int[] _block;
    private readonly long[] _distance;
    private readonly int[] _cameBy; // the edge by which a volunteer was reached
    private readonly int[] _cameFrom; // the seat whose half-hour would move along it, or Start
    private readonly VolunteerQueue _queue = new();
    private readonly List<int> _reached = [];
    private readonly List<int> _settled = [];
    private int _blocks;
    private int _served;

    private OnePass(PlanProblem problem)
    {
        (_problem, _graph, _seats) = (problem, problem.Graph, new(problem.Capacity));
        _cost = new long[_graph.Edges];
        for (var r = 0; r < _graph.Requests; r++)
            for (var e = _graph.Offsets[r]; e < _graph.Offsets[r + 1]; e++) _cost[e] = problem.CostOf(r, e);
        _price = new long[_graph.Volunteers];
        _block = new int[_graph.Volunteers];
        _distance = new long[_graph.Volunteers];
        (_cameBy, _cameFrom) = (new int[_graph.Volunteers], new int[_graph.Volunteers]);
        Array.Fill(_block, Certificate.Open);
        Array.Fill(_distance, long.MaxValue);
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
        if (end == UnitPlan.Nobody) Saturate();
        else
        {
            foreach (var v in _settled) _price[v] += length - _distance[v];
            Augment(request, end);
        }
        foreach (var v in _reached) _distance[v] = long.MaxValue;
        return end != UnitPlan.Nobody;
    }

    private int Search(int request, out long length)
    {
        _queue.Clear();
        _reached.Clear();
        _settled.Clear();
        var bound = long.MaxValue;
        Relax(request, 0, Start, ref bound);
        while (_queue.TryPop(out length, out var v))
        {
            if (length > _distance[v]) continue;
            if (_seats.HasRoom(v)) return v;
            _settled.Add(v);
            for (var seat = _seats.First(v); seat < _seats.First(v + 1); seat++)
            {
                var edge = _seats.Edge(seat);
                Relax(_seats.Request(seat), length - _cost[edge] - _price[v], seat, ref bound);
            }
        }
        return UnitPlan.Nobody;
    }

    /// <param name="bound">The way to the nearest volunteer with room found so far: farther ones are useless.</param>
    private void Relax(int request, long offset, int seat, ref long bound)
    {
        var end = _graph.Offsets[request + 1];
        for (var e = _graph.Offsets[request]; e < end; e++)
        {
            var v = _graph.To[e];
            if (_block[v] != Certificate.Open) continue;
            var length = offset + _cost[e] + _price[v];
            if (length >= bound || length >= _distance[v]) continue;
            if (_distance[v] == long.MaxValue) _reached.Add(v);
            (_distance[v], _cameBy[v], _cameFrom[v]) = (length, e, seat);
            if (_seats.HasRoom(v)) bound = length;
            _queue.Push(length, v);
        }
    }

    private void Augment(int request, int end)
    {
        var hole = _seats.Open(end);
        for (var v = end; ; v = _seats.Volunteer(hole))
        {
            var (edge, seat) = (_cameBy[v], _cameFrom[v]);
            _seats.Sit(hole, seat == Start ? request : _seats.Request(seat), edge);
            if (seat == Start) return;
            hole = seat;
        }
    }

    private void Saturate()
    {
        if (_settled.Count == 0) return;
        foreach (var v in _settled) _block[v] = _blocks;
        _blocks++;
    }

    private UnitPlan Result()
    {
        var at = new int[2 * _graph.Requests];
        Array.Fill(at, UnitPlan.Nobody);
        long cost = 0, decametres = 0;
        foreach (var (request, edge) in _seats.Taken())
        {
            var first = at[2 * request] == UnitPlan.Nobody;
            at[first ? 2 * request : 2 * request + 1] = _graph.To[edge];
            cost += _cost[edge];
            decametres += _graph.Decametres[edge];
        }
        return new(at, new(_price, _block, _served, decametres, cost));
    }
}
