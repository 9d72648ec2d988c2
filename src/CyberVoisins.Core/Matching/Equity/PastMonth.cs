using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Core.Matching.Equity;

/// <summary>A volunteer whom every rule allowed for a request, before the travel cap.</summary>
/// <param name="Metres">As the crow flies; null for help by phone, where distance does not count.</param>
public sealed record EligibleNeighbour(VolunteerId Volunteer, int? Metres);

/// <summary>A request of last month, as it stood when the plan was made.</summary>
public sealed record PastRequest(WaitingRequest Waiting, IReadOnlyList<EligibleNeighbour> Eligible);

/// <summary>What a volunteer could give last month.</summary>
/// <param name="HalfHours">0 to 255.</param>
/// <param name="Gives">One visit of 60, or visits of 30.</param>
public sealed record PastVolunteer(VolunteerId Id, byte HalfHours, VisitLength Gives);

/// <summary>Everything a replay needs; the same month gives the same answer, whatever the order of the lists.</summary>
/// <param name="Salt">The salt published for that month's plan: it breaks ties.</param>
/// <param name="Durations">As the association had decided it.</param>
public sealed record PastMonth(
    IReadOnlyList<PastRequest> Requests, IReadOnlyList<PastVolunteer> Volunteers, string Salt, Durations Durations = Durations.VolunteersChoose);
