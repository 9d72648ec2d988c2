namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Who is served, without a thought for distance. Each half-hour in the public order takes a free seat or, towards the
/// nearest time left, somebody's seat, who then looks for another. When somebody has no way left, the last in the
/// order among all who could make room is refused, and everybody reached is a saturated block. A matroid: this serves
/// the first set in the public order, which is also the most, whichever seats are taken.
/// </summary>
internal sealed class ServedSet
{
    private const int Nobody = -1;
    private const int Start = -1;
    private readonly CandidateGraph _graph;
    private readonly Hops _hops;
    private readonly int[] _next; // of each request, the first edge whose volunteer may still have room
    private readonly bool[] _reached;
    private readonly int[] _cameFrom; // the seat whose half-hour would move there, or Start
    private int _blocks;

    public ServedSet(PlanProblem problem)
    {
        (_graph, Seats) = (problem.Graph, new(problem.Capacity));
        (Units, Block) = (new int[_graph.Requests], new int[_graph.Volunteers]);
        Array.Fill(Block, Certificate.Open);
        _hops = new(Seats.Firsts);
        _next = _graph.Offsets.AsSpan(0, _graph.Requests).ToArray();
        (_reached, _cameFrom) = (new bool[_graph.Volunteers], new int[_graph.Volunteers]);
    }

    public Seats Seats { get; }

    /// <summary>Half-hours served of each request.</summary>
    public int[] Units { get; }

    /// <summary>Of each volunteer, as in <see cref="Certificate.Block"/>.</summary>
    public int[] Block { get; }

    /// <summary>One half-hour more for the request; all that rank before are done.</summary>
    /// <returns>False when it is refused.</returns>
    public bool Serve(int request)
    {
        Units[request]++;
        var standing = request;
        while (standing != Nobody)
        {
            if (HasRoom(standing))
            {
                Seats.Sit(Seats.Open(_graph.To[_next[standing]]), standing, _next[standing]);
                return true;
            }
            var (edge, otherWays) = Nearest(standing);
            if (edge == Nobody) break;
            standing = TakeSeat(standing, edge, otherWays);
        }
        Refuse(standing, request);
        return false;
    }

    /// <summary>The block that holds each request's half-hours, or -1 for a request that has none.</summary>
    public int[] BlockOfRequests()
    {
        var blocks = new int[_graph.Requests];
        Array.Fill(blocks, -1);
        for (var v = 0; v < Block.Length; v++)
            for (var seat = Seats.First(v); seat < Seats.FirstFree(v); seat++) blocks[Seats.Request(seat)] = Block[v];
        return blocks;
    }

    /// <summary>Once full a volunteer stays full, so what was passed over is never looked at again.</summary>
    private bool HasRoom(int request)
    {
        for (; _next[request] < _graph.Offsets[request + 1]; _next[request]++)
            if (Seats.HasRoom(_graph.To[_next[request]])) return true;
        return false;
    }

    /// <returns>The edge towards the nearest time left, and how near the second is.</returns>
    private (int Edge, int OtherWays) Nearest(int request)
    {
        var (edge, nearest, second) = (Nobody, Hops.NoWay, Hops.NoWay);
        for (var e = _graph.Offsets[request]; e < _graph.Offsets[request + 1] && second > 0; e++)
        {
            var hops = _hops[_graph.To[e]];
            if (hops >= second) continue;
            if (hops >= nearest) second = hops;
            else (edge, nearest, second) = (e, hops, nearest);
        }
        return (edge, second);
    }

    /// <returns>Who must stand up.</returns>
    private int TakeSeat(int request, int edge, int otherWays)
    {
        var seat = _hops.Nearest(_graph.To[edge]);
        var standing = Seats.Request(seat);
        Seats.Sit(seat, request, edge);
        _hops.Raise(seat, _graph.To[edge], otherWays);
        return standing;
    }

    /// <summary>The newest request ranks last of all who could make room: it is the one refused.</summary>
    private void Refuse(int standing, int newest)
    {
        Units[newest]--;
        var reached = new List<int>();
        var seatOfNewest = Reach(standing, newest, reached);
        if (standing != newest) Fill(seatOfNewest, standing);
        foreach (var v in reached) (Block[v], _reached[v]) = (_blocks, false);
        if (reached.Count > 0) _blocks++;
    }

    private int Reach(int request, int newest, List<int> reached)
    {
        var found = Nobody;
        ReachFrom(request, Start, reached);
        for (var i = 0; i < reached.Count; i++)
            for (var seat = Seats.First(reached[i]); seat < Seats.First(reached[i] + 1); seat++)
            {
                if (Seats.Request(seat) == newest) found = seat;
                ReachFrom(Seats.Request(seat), seat, reached);
            }
        return found;
    }

    private void ReachFrom(int request, int from, List<int> reached)
    {
        for (var e = _graph.Offsets[request]; e < _graph.Offsets[request + 1]; e++)
        {
            var v = _graph.To[e];
            if (_reached[v] || Block[v] != Certificate.Open) continue;
            (_reached[v], _cameFrom[v]) = (true, from);
            reached.Add(v);
        }
    }

    /// <summary>Along the way by which the seat's volunteer was reached everybody moves; whoever sat there stands up.</summary>
    private void Fill(int seat, int request)
    {
        for (int from; ; seat = from)
        {
            from = _cameFrom[Seats.Volunteer(seat)];
            var mover = from == Start ? request : Seats.Request(from);
            Seats.Sit(seat, mover, _graph.EdgeOf(mover, Seats.Volunteer(seat)));
            if (from == Start) return;
        }
    }
}
