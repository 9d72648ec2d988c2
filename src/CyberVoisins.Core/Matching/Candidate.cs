using CyberVoisins.Core.Geography;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>What the rules read of a volunteer; anything unknown is empty, and empty refuses.</summary>
/// <param name="MinutesUsed">Sum of the ledger by month (202611); a month without a line is unused.</param>
/// <param name="Busy">Visits already fixed.</param>
/// <param name="Guarantee">What the association's word for the volunteer covers now.</param>
/// <param name="OpenOffers">Offers that wait for this volunteer's answer.</param>
/// <param name="AskedForThis">Was asked for this very request since it was last opened, whatever the answer.</param>
/// <param name="LastAskedAt">For any request; null means never.</param>
/// <param name="Blocked">One of the two, the volunteer or the resident, wishes not to meet the other.</param>
/// <param name="VisitsTogether">Visits that these two had, or have fixed, counted from 90 days ago; cancelled ones do not count.</param>
/// <param name="ExpectedMinutes">What others are expected to need of this volunteer in a month (<see cref="Pressure"/>); null means unknown.</param>
public sealed record Candidate(
    VolunteerId Id,
    VolunteerState State,
    Coordinates Place,
    int MaxDistanceMetres,
    IReadOnlyList<HelpCategory> Categories,
    IReadOnlyList<string> Languages,
    IReadOnlyList<MeetingMode> Modes,
    WeeklyAvailability Availability,
    int MinutesPerMonth,
    IReadOnlyDictionary<int, int> MinutesUsed,
    IReadOnlyList<TimeWindow> Busy,
    bool IsWoman,
    Guarantee Guarantee,
    bool OffersStepFreePlace,
    int OpenOffers,
    bool AskedForThis,
    Instant? LastAskedAt,
    bool Blocked,
    int VisitsTogether,
    int? ExpectedMinutes)
{
    public bool IdentityVerified => Guarantee.Level >= VouchLevel.IdentitySeen;

    /// <summary>How far back visits of the same two count.</summary>
    public static readonly Duration RotationMemory = Duration.FromDays(90);

    /// <summary>What the month still holds.</summary>
    public int MinutesLeft(int month) => MinutesPerMonth - MinutesUsed.GetValueOrDefault(month);
}
