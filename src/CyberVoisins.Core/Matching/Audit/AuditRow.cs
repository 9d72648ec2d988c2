using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Matching.Audit;

/// <summary>What an audit reads of one request, inside the association: no name, no day of birth, no address, no date, no free text. An outsider never gets a row, since together its columns could point at somebody: see <see cref="AuditSheets"/>.</summary>
/// <param name="Commune">INSEE code.</param>
/// <param name="Age">Null when the person did not say.</param>
/// <param name="NearestHelper">Of the nearest eligible helper; null when there is none.</param>
/// <param name="Minutes">30 or 60.</param>
/// <param name="Mode">The resident's first choice.</param>
/// <param name="WaitedDays">Until the first visit was fixed, or until we no longer know.</param>
/// <param name="Served">False: withdrawn, or still waiting at the end of the observation.</param>
/// <param name="ObservableDays">From asking to the end of the observation: longer than the wait when it ended before.</param>
/// <param name="EligibleHelpers">Volunteers whom every rule but those of the moment lets through (<see cref="Reach"/>).</param>
/// <param name="ReachableMinutes">What these volunteers could still give that month.</param>
/// <param name="Visits">Visits that took place for this request.</param>
/// <param name="SameNeighbourAgain">This resident had been helped by this neighbour within 90 days.</param>
public sealed record AuditRow(
    string Commune,
    DensityClass Density,
    AgeBand? Age,
    RequestChannel Channel,
    string Language,
    DistanceBand? NearestHelper,
    int Minutes,
    MeetingMode Mode,
    NeedClass Need,
    int WaitedDays,
    bool Served,
    int ObservableDays,
    int EligibleHelpers,
    int ReachableMinutes,
    int Visits,
    bool SameNeighbourAgain);

/// <summary>What an audit reads of one volunteer over the period.</summary>
/// <param name="Minutes">Given.</param>
/// <param name="Offers">Received.</param>
public sealed record HelperRow(int Minutes, int Offers);
