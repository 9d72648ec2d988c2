namespace CyberVoisins.Core.Matching.Plan;

/// <summary>What an association decides about visits of 60 minutes.</summary>
public enum Durations
{
    /// <summary>Each volunteer says "one visit of 60" or "two of 30" (the default): exact, and every promise of fairness holds.</summary>
    VolunteersChoose,
    /// <summary>A visit of 60 may be two half-hours by two neighbours: exact, and every promise of fairness holds.</summary>
    MayBeSplit,
    /// <summary>Volunteers take either; visits are whole. Near the optimum with a proven gap; one more volunteer may then un-serve somebody.</summary>
    Flexible,
}

/// <summary>What a volunteer gives when volunteers choose.</summary>
public enum VisitLength : byte
{
    /// <summary>Visits of 30 minutes, as many as there are half-hours.</summary>
    Thirty,
    /// <summary>Visits of 60 minutes; an odd half-hour stays free.</summary>
    Sixty,
}

/// <summary>One exact plan inside the month, with what it was proved for.</summary>
/// <param name="Rows">The month's request that each row of the problem stands for.</param>
/// <param name="UnitsEach">Half-hours that one unit of this layer stands for.</param>
public sealed record ProvedLayer(PlanProblem Problem, UnitPlan Plan, IReadOnlyList<int> Rows, int UnitsEach);

/// <summary>The month's plan: what it reaches, what is proved about it, and how.</summary>
/// <param name="At">Positions 2r and 2r + 1: the volunteers of request r's half-hours, or <see cref="UnitPlan.Nobody"/>.</param>
/// <param name="Units">Half-hours served.</param>
/// <param name="BoundUnits">No plan under the same rule can serve more half-hours.</param>
/// <param name="Decametres">Distance summed over half-hours.</param>
/// <param name="Layers">Each is proved by <see cref="PlanChecker"/>; with flexible hours, each given the other.</param>
public sealed record MonthPlan(
    Durations Durations, int[] At, int Units, int BoundUnits, long Decametres, IReadOnlyList<ProvedLayer> Layers)
{
    /// <summary>Half-hours that a better plan might still serve; 0 is proved the most.</summary>
    public int GapUnits => BoundUnits - Units;

    /// <summary>Everything is proved: who is served and the shortest distance. Never true of flexible hours, whose distance is near the least.</summary>
    public bool IsExact => Durations != Durations.Flexible;

    /// <summary>Half-hours given to the request.</summary>
    public int ServedUnits(int request) => (At[2 * request] != UnitPlan.Nobody ? 1 : 0) + (At[2 * request + 1] != UnitPlan.Nobody ? 1 : 0);

    /// <summary>Requests that more candidates could still help: without all of their help, or held by a volunteer of a saturated block.</summary>
    public IEnumerable<int> Saturated() =>
        from layer in Layers
        from row in Enumerable.Range(0, layer.Rows.Count)
        where layer.Plan.ServedUnits(row) < layer.Problem.Units[row] || layer.Plan.Certificate.Block[layer.Plan.At[2 * row]] != Certificate.Open
        select layer.Rows[row];
}
