using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Matching.Audit;

/// <summary>Density of the commune: the seven levels of INSEE's "grille communale de densité", from the densest; Unknown when the commune is not in it.</summary>
public enum DensityClass
{
    Unknown,
    LargeUrbanCentre,
    IntermediateUrbanCentre,
    UrbanBelt,
    SmallTown,
    RuralTown,
    DispersedRural,
    VeryDispersedRural,
}

/// <summary>Given freely in a survey, or unknown: an age is not needed to be helped.</summary>
public enum AgeBand
{
    Unknown,
    Under26,
    From26To59,
    From60To74,
    From75To84,
    From85,
}

/// <summary>How the request reached the association.</summary>
public enum Channel
{
    Phone,
    Sms,
    Web,
    Desk,
}

/// <summary>What an audit reads of one request: no name, no day of birth, no address, no date, no free text.</summary>
/// <param name="Commune">INSEE code inside the association; in an anonymised export any stable pseudonym, since only equality is used.</param>
/// <param name="NearestHelper">Of the nearest eligible helper; null when there is none.</param>
/// <param name="Minutes">30 or 60.</param>
/// <param name="Mode">The resident's first choice.</param>
/// <param name="WaitedDays">Until the first visit was fixed, or until we no longer know.</param>
/// <param name="Served">False: withdrawn, or still waiting at the end of the period.</param>
/// <param name="ObservableDays">From asking to the end of the period: longer than the wait when it ended before.</param>
/// <param name="EligibleNeighbours">Volunteers who passed every rule but minutes and time, when it was asked.</param>
/// <param name="ReachableMinutes">What these volunteers could still give that month.</param>
/// <param name="Visits">Visits that took place for this request.</param>
/// <param name="SameNeighbourAgain">This resident had been helped by this neighbour within 90 days.</param>
public sealed record AuditRow(
    string Commune,
    DensityClass Density,
    AgeBand Age,
    Channel Channel,
    string Language,
    DistanceBand? NearestHelper,
    int Minutes,
    MeetingMode Mode,
    NeedClass Need,
    int WaitedDays,
    bool Served,
    int ObservableDays,
    int EligibleNeighbours,
    int ReachableMinutes,
    int Visits,
    bool SameNeighbourAgain);

/// <summary>What an audit reads of one volunteer over the period.</summary>
/// <param name="Minutes">Given.</param>
/// <param name="Offers">Received.</param>
public sealed record HelperRow(int Minutes, int Offers);
