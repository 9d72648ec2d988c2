using CyberVoisins.Core.Geography;

namespace CyberVoisins.Core.Matching.Coverage;

/// <summary>What was asked for, where, and who could come.</summary>
/// <param name="Area">"75017 Paris": what the cell is called after, never an address.</param>
/// <param name="Minutes">Asked for, 30 or 60.</param>
/// <param name="Helpers">Everybody whom the rules would let come (<see cref="Pressure.CouldHelp"/>).</param>
public sealed record CoveredNeed(ResidentId Resident, string Area, Coordinates Point, int Minutes, IReadOnlyCollection<VolunteerId> Helpers);

/// <summary>
/// A part of the territory in which at least five people asked: what they need in a month, and what of the volunteers' month falls to them.
/// </summary>
/// <param name="SouthWest">Of the box, which is a cell of the grid of <see cref="BlurredPoint"/> or 2, 4, 8 … of them a side.</param>
/// <param name="NorthEast">Of the same box. A wide box may hold smaller ones: it then tells of the people who are in none of those.</param>
/// <param name="Area">Where most of its people live: "75017 Paris".</param>
/// <param name="People">Residents, each once; never fewer than <see cref="CoverageMap.FewestPeople"/>.</param>
/// <param name="NeededMinutes">A month.</param>
/// <param name="ReachableMinutes">A month: each volunteer's minutes, shared out over all whom they could help, so that nobody is counted twice.</param>
/// <param name="Helpers">Volunteers who could help somebody here; null for 1 to 4.</param>
public sealed record CoverageCell(Coordinates SouthWest, Coordinates NorthEast, string Area, int People, int NeededMinutes, int ReachableMinutes, int? Helpers)
{
    /// <summary>What a month lacks here; 0 where there is enough.</summary>
    public int MissingMinutes => Math.Max(0, NeededMinutes - ReachableMinutes);
}

/// <summary>Where help is missing.</summary>
/// <param name="Days">How many days of requests it rests on.</param>
/// <param name="Cells">Where most is missing first.</param>
/// <param name="SomeElsewhere">One to four people live outside every cell: too few to show.</param>
public sealed record CoverageMap(int Days, IReadOnlyList<CoverageCell> Cells, bool SomeElsewhere)
{
    /// <summary>No cell tells of fewer people.</summary>
    public const int FewestPeople = Audit.SmallNumbers.Shown;
}
