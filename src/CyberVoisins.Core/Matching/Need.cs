using CyberVoisins.Core.Geography;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>What the rules read of a request.</summary>
/// <param name="Modes">In the resident's order of preference.</param>
/// <param name="Earliest">No visit is proposed before this.</param>
/// <param name="RadiusMetres">The ring searched now.</param>
/// <param name="LimitMetres">The widest ring; distance points are measured against it.</param>
/// <param name="Language">The language of the help, which the volunteer must speak.</param>
/// <param name="ResidentLanguage">The resident's own, which gives points when the help may be in another.</param>
/// <param name="RotationLimit">How many visits the same two may have in 90 days; null is no limit.</param>
/// <param name="Levels">How far the association must vouch for a volunteer, for each way to meet.</param>
public sealed record Need(
    RequestId RequestId,
    HelpCategory Category,
    int Minutes,
    Coordinates Place,
    IReadOnlyList<MeetingMode> Modes,
    IReadOnlyList<TimeWindow> Windows,
    string Language,
    IReadOnlyList<Constraint> Constraints,
    Instant Earliest,
    int RadiusMetres,
    int LimitMetres,
    DateTimeZone Zone,
    string ResidentLanguage,
    int? RotationLimit,
    ModeLevels Levels);
