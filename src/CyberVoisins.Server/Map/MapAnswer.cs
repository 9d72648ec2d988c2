using CyberVoisins.Core;

namespace CyberVoisins.Server.Map;

/// <param name="DistanceMetres">Straight line, on the same sphere as <c>Coordinates.MetresTo</c>, give or take 2 m.</param>
internal sealed record MapMember(VolunteerId Id, int DistanceMetres);

/// <summary>Who is within reach: a superset, give or take 2 m; the rules decide.</summary>
/// <param name="Nearest">Nearest first.</param>
/// <param name="Sampled">Drawn by public hash among the others, lowest hash first.</param>
/// <param name="Considered">How many were read: the nearest, and those among whom the sample was drawn.</param>
/// <param name="CutOff">More live within reach than were read, so that the farthest had no chance in the sample.</param>
internal sealed record MapAnswer(IReadOnlyList<MapMember> Nearest, IReadOnlyList<MapMember> Sampled, int Considered, bool CutOff)
{
    public IEnumerable<MapMember> Members => Nearest.Concat(Sampled);
}
