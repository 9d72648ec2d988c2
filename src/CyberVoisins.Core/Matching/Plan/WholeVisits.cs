namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// A table of whole visits being arranged: at each volunteer so many of 60 and these of 30. To make room, visits of 30
/// move along short chains to a free half-hour; the chains are short because the exact plan of each layer follows.
/// </summary>
internal sealed class WholeVisits
{
    private const int LongestChain = 5;
    private const int WidestSearch = 400;
    private readonly PlanProblem _month;
    private readonly CandidateGraph _graph;
    private readonly List<int>[] _thirties; // requests, at each volunteer
    private readonly int[] _bestCost;
    private readonly List<(int Volunteer, int Parent, int Moved, int Cost, int Length)> _steps = [];

    public WholeVisits(PlanProblem month)
    {
        (_month, _graph) = (month, month.Graph);
        Sixties = new byte[month.Volunteers];
        _thirties = [.. Enumerable.Range(0, month.Volunteers).Select(_ => new List<int>(2))];
        _bestCost = new int[month.Volunteers];
        Array.Fill(_bestCost, int.MaxValue);
    }

    /// <summary>Visits of 60 at each volunteer.</summary>
    public byte[] Sixties { get; }

    public int Free(int volunteer) => _month.Capacity[volunteer] - 2 * Sixties[volunteer] - _thirties[volunteer].Count;

    public void PlaceThirty(int request, int volunteer) => _thirties[volunteer].Add(request);

    /// <summary>
    /// Puts a visit of 60 here, moving as many visits of 30 away as needs be.
    /// </summary>
    /// <returns>Decametres added by the moves, or null when there is no short way; the table is then as before.</returns>
    public int? MakeRoomForSixty(int volunteer)
    {
        Sixties[volunteer]++;
        var (added, undo) = (0, new List<(int Request, int From, int To)>());
        while (Free(volunteer) < 0)
        {
            if (Cheapest(volunteer) is not { } move)
            {
                Undo(undo);
                Sixties[volunteer]--;
                return null;
            }
            added += move.Cost;
            undo.AddRange(Apply(volunteer, move.Request, move.Step));
        }
        LastMoves = undo;
        return added;
    }

    /// <summary>What the last success moved, for <see cref="Withdraw"/>.</summary>
    public List<(int Request, int From, int To)> LastMoves { get; private set; } = [];

    /// <summary>Takes back a visit of 60 and the moves made for it.</summary>
    public void Withdraw(int volunteer, List<(int Request, int From, int To)> moves)
    {
        Sixties[volunteer]--;
        Undo(moves);
    }

    /// <summary>The visit of 30 whose chain adds least; the chain stands in the steps.</summary>
    private (int Request, int Step, int Cost)? Cheapest(int volunteer)
    {
        var (best, least) = (UnitPlan.Nobody, int.MaxValue);
        foreach (var request in _thirties[volunteer])
            if (Search(request, volunteer) is { } found && found.Cost < least) (best, least) = (request, found.Cost);
        return best != UnitPlan.Nobody && Search(best, volunteer) is { } chain ? (best, chain.Step, chain.Cost) : null;
    }

    /// <summary>The cheapest short chain by which the request leaves <paramref name="from"/> for a free half-hour.</summary>
    private (int Step, int Cost)? Search(int request, int from)
    {
        _steps.Clear();
        (int Step, int Cost)? best = null;
        Extend(request, from, -1, -_graph.DecametresOf(request, from), from, ref best);
        for (var i = 0; i < _steps.Count && i < WidestSearch; i++)
        {
            var step = _steps[i];
            if (step.Length >= LongestChain || step.Cost > _bestCost[step.Volunteer] || Free(step.Volunteer) > 0) continue;
            foreach (var held in _thirties[step.Volunteer])
                Extend(held, step.Volunteer, i, step.Cost - _graph.DecametresOf(held, step.Volunteer), from, ref best);
        }
        foreach (var step in _steps) _bestCost[step.Volunteer] = int.MaxValue;
        return best;
    }

    private void Extend(int request, int at, int parent, int cost, int origin, ref (int Step, int Cost)? best)
    {
        for (var e = _graph.Offsets[request]; e < _graph.Offsets[request + 1]; e++)
        {
            var (v, total) = (_graph.To[e], cost + _graph.Decametres[e]);
            if (v == at || v == origin || total >= _bestCost[v] || (Free(v) <= 0 && _thirties[v].Count == 0) || Visits(parent, v)) continue;
            _bestCost[v] = total;
            _steps.Add((v, parent, request, total, parent < 0 ? 1 : _steps[parent].Length + 1));
            if (Free(v) > 0 && total < (best?.Cost ?? int.MaxValue)) best = (_steps.Count - 1, total);
        }
    }

    private bool Visits(int step, int volunteer)
    {
        for (; step >= 0; step = _steps[step].Parent)
            if (_steps[step].Volunteer == volunteer) return true;
        return false;
    }

    private List<(int Request, int From, int To)> Apply(int from, int request, int step)
    {
        var moves = new List<(int Request, int From, int To)>();
        for (; step >= 0; step = _steps[step].Parent)
        {
            var parent = _steps[step].Parent;
            moves.Add((_steps[step].Moved, parent < 0 ? from : _steps[parent].Volunteer, _steps[step].Volunteer));
        }
        foreach (var (moved, source, target) in moves)
        {
            _thirties[source].Remove(moved);
            _thirties[target].Add(moved);
        }
        return moves;
    }

    private void Undo(List<(int Request, int From, int To)> moves)
    {
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            _thirties[moves[i].To].Remove(moves[i].Request);
            _thirties[moves[i].From].Add(moves[i].Request);
        }
    }
}
