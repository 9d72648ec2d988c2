namespace CyberVoisins.Core.Matching.Plan;

/// <summary>What a check found wrong; the first fault is enough to refuse a plan.</summary>
public enum PlanFault
{
    /// <summary>Arrays of the wrong length, or numbers out of range.</summary>
    Malformed,
    /// <summary>A half-hour that was not asked for.</summary>
    MoreThanAsked,
    /// <summary>A pair that the rules do not allow.</summary>
    PairNotAllowed,
    BeyondCapacity,
    /// <summary>The totals claimed are not those of the plan.</summary>
    WrongTotals,
    /// <summary>A price below zero, or above zero for somebody with time left.</summary>
    PriceWithoutScarcity,
    /// <summary>A volunteer said to be saturated has time left.</summary>
    BlockNotFull,
    /// <summary>A request inside a saturated block could have gone to somebody outside it.</summary>
    BlockNotClosed,
    /// <summary>An unserved request has a neighbour who is in no saturated block.</summary>
    RefusedWithoutBlock,
    /// <summary>A block is full with a request that ranks after one it refuses.</summary>
    RefusedOutOfOrder,
    /// <summary>By the plan's own prices another pair would have been cheaper.</summary>
    NotShortest,
}

/// <summary>A fault and the request or volunteer where it was seen.</summary>
public sealed record PlanFinding(PlanFault Fault, int? Request = null, int? Volunteer = null);

/// <summary>
/// Verifies a plan from its certificate alone; shares nothing with the solver but the data. Null means proved: the
/// plan is allowed, serves the first set of half-hours in the public order, and no plan for that set is shorter.
/// </summary>
public sealed class PlanChecker
{
    /// <summary>With it a price and a cost still add up within 63 bits.</summary>
    private const long HighestPrice = 1L << 61;
    private readonly PlanProblem _problem;
    private readonly CandidateGraph _graph;
    private readonly int[] _at;
    private readonly Certificate _proof;
    private readonly int[] _load;
    private int _units;
    private long _decametres;
    private long _ties;

    private PlanChecker(PlanProblem problem, UnitPlan plan)
    {
        (_problem, _graph, _at, _proof) = (problem, problem.Graph, plan.At, plan.Certificate);
        _load = new int[problem.Volunteers];
    }

    /// <returns>Null when the plan is proved.</returns>
    public static PlanFinding? Check(PlanProblem problem, UnitPlan plan)
    {
        var check = new PlanChecker(problem, plan);
        return check.Shape() ?? check.Pairs() ?? check.Volunteers() ?? check.Totals() ?? check.Refusals();
    }

    private PlanFinding? Shape() =>
        _at.Length == 2 * _problem.Requests && _proof.Prices.Length == _problem.Volunteers
            && _proof.Block.Length == _problem.Volunteers && _proof.Block.All(b => b >= 0) && _proof.Prices.All(p => p <= HighestPrice)
            && _at.All(v => v >= UnitPlan.Nobody && v < _problem.Volunteers)
            ? null
            : new(PlanFault.Malformed);

    /// <summary>Every half-hour is an allowed pair and, by the prices, no other pair of its request is cheaper.</summary>
    private PlanFinding? Pairs()
    {
        for (var r = 0; r < _problem.Requests; r++)
        {
            var (a, b) = (_at[2 * r], _at[2 * r + 1]);
            if (a == UnitPlan.Nobody && b == UnitPlan.Nobody) continue;
            if (a != UnitPlan.Nobody && b != UnitPlan.Nobody && _problem.Units[r] == 1) return new(PlanFault.MoreThanAsked, r);
            foreach (var v in (ReadOnlySpan<int>)[a, b])
                if (v != UnitPlan.Nobody && Pair(r, v) is { } finding) return finding;
        }
        return null;
    }

    private PlanFinding? Pair(int request, int volunteer)
    {
        var edge = _graph.EdgeOf(request, volunteer);
        if (edge < 0) return new(PlanFault.PairNotAllowed, request, volunteer);
        var own = _problem.CostOf(request, edge);
        var (block, limit) = (_proof.Block[volunteer], own + _proof.Prices[volunteer]);
        for (var e = _graph.Offsets[request]; e < _graph.Offsets[request + 1]; e++)
        {
            var other = _graph.To[e];
            if (_proof.Block[other] > block) return new(PlanFault.BlockNotClosed, request, other);
            var atLeast = ((long)_graph.Decametres[e] << PlanProblem.ScaleBits) + _proof.Prices[other];
            if (atLeast >= limit || _proof.Block[other] < block) continue;
            if (_problem.CostOf(request, e) + _proof.Prices[other] < limit)
                return new(PlanFault.NotShortest, request, other);
        }
        _load[volunteer]++;
        _units++;
        _decametres += _graph.Decametres[edge];
        _ties += PlanProblem.TiesOf(own);
        return null;
    }

    private PlanFinding? Volunteers()
    {
        for (var v = 0; v < _problem.Volunteers; v++)
        {
            if (_load[v] > _problem.Capacity[v]) return new(PlanFault.BeyondCapacity, null, v);
            var full = _load[v] == _problem.Capacity[v];
            if (_proof.Prices[v] < 0 || (_proof.Prices[v] > 0 && !full)) return new(PlanFault.PriceWithoutScarcity, null, v);
            if (_proof.Block[v] != Certificate.Open && !full) return new(PlanFault.BlockNotFull, null, v);
        }
        return null;
    }

    private PlanFinding? Totals() =>
        _units == _proof.Units && _decametres == _proof.Decametres && _ties == _proof.Ties ? null : new(PlanFault.WrongTotals);

    /// <summary>
    /// A request without all its half-hours sees only saturated volunteers, and up to the last of their blocks
    /// everybody is full with half-hours that rank before it: none can be served without dropping one of those.
    /// </summary>
    private PlanFinding? Refusals()
    {
        var lastInside = LastRequestUpToEachBlock();
        for (var r = 0; r < _problem.Requests; r++)
        {
            var served = (_at[2 * r] != UnitPlan.Nobody ? 1 : 0) + (_at[2 * r + 1] != UnitPlan.Nobody ? 1 : 0);
            if (served == _problem.Units[r]) continue;
            var block = -1;
            for (var e = _graph.Offsets[r]; e < _graph.Offsets[r + 1]; e++) block = Math.Max(block, _proof.Block[_graph.To[e]]);
            if (block == Certificate.Open) return new(PlanFault.RefusedWithoutBlock, r);
            if (block >= 0 && lastInside[block] > r) return new(PlanFault.RefusedOutOfOrder, r);
        }
        return null;
    }

    /// <summary>Blocks may be numbered with gaps; a number that nobody bears costs nothing.</summary>
    private Dictionary<int, int> LastRequestUpToEachBlock()
    {
        var last = new SortedDictionary<int, int>();
        foreach (var block in _proof.Block) if (block != Certificate.Open) last[block] = -1;
        for (var i = 0; i < _at.Length; i++)
            if (_at[i] != UnitPlan.Nobody && _proof.Block[_at[i]] is var b && b != Certificate.Open) last[b] = Math.Max(last[b], i / 2);
        var (upTo, running) = (new Dictionary<int, int>(), -1);
        foreach (var (block, request) in last) upTo[block] = running = Math.Max(running, request);
        return upTo;
    }
}
