using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>What the association's word for a volunteer covers at one moment: all that the matching reads of the vouching.</summary>
/// <param name="Level">Null before the first vouching; below every level.</param>
/// <param name="InDate">The word has not run out.</param>
/// <param name="CharterAccepted">Of today's charter, or of the one before while its <see cref="Charter.Grace"/> lasts.</param>
/// <param name="Minor">Younger than 18 on that day.</param>
/// <param name="GuardianConsents">Somebody who answers for the minor agreed, and has not gone back on it.</param>
public sealed record Guarantee(VouchLevel? Level, bool InDate, bool CharterAccepted, bool Minor, bool GuardianConsents)
{
    public static Guarantee Of(Volunteer volunteer, Association association, Instant now) => new(
        volunteer.Level, volunteer.VouchedUntil > now, Charter.Stands(volunteer.CharterVersion, association, now),
        volunteer.IsMinorOn(now.InZone(association.Zone).Date), volunteer.GuardianConsentAt is not null);
}
