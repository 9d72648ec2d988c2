namespace CyberVoisins.Core.Matching.Plan;

/// <summary>Who helps whom, half-hour by half-hour, with the proof.</summary>
/// <param name="At">Positions 2r and 2r + 1: the volunteers of request r's half-hours, or <see cref="Nobody"/>.</param>
public sealed record UnitPlan(int[] At, Certificate Certificate)
{
    public const int Nobody = -1;

    /// <summary>Half-hours given to the request: 0 up to what it asks.</summary>
    public int ServedUnits(int request) => (At[2 * request] != Nobody ? 1 : 0) + (At[2 * request + 1] != Nobody ? 1 : 0);

    /// <summary>The two half-hours fall on two volunteers.</summary>
    public bool IsSplit(int request) =>
        At[2 * request] != Nobody && At[2 * request + 1] != Nobody && At[2 * request] != At[2 * request + 1];

    /// <summary>Half-hours that the volunteers give.</summary>
    public int Units => Certificate.Units;
}

/// <summary>
/// What proves a plan to somebody who does not trust the solver. A saturated block is a set of volunteers whose
/// month is full with requests that nobody outside the block, or an earlier block, could help.
/// </summary>
/// <param name="Prices">For each volunteer, what one more half-hour there would save, in the unit of <see cref="PlanProblem.CostOf"/>.</param>
/// <param name="Block">For each volunteer the number of its saturated block, from 0, or <see cref="Open"/>.</param>
/// <param name="Units">Half-hours served.</param>
/// <param name="Decametres">Distance summed over half-hours.</param>
/// <param name="Ties">Tie-breaks summed over half-hours; less than one decametre weighs.</param>
public sealed record Certificate(long[] Prices, int[] Block, int Units, long Decametres, long Ties)
{
    /// <summary>In no saturated block; ranks after every block.</summary>
    public const int Open = int.MaxValue;
}
