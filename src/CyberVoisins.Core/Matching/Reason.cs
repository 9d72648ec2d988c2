namespace CyberVoisins.Core.Matching;

/// <summary>The rules, in the order in which they are explained. The list is the specification.</summary>
public enum Rule
{
    /// <summary>The association vouches for the volunteer.</summary>
    Vouched,
    /// <summary>The volunteer is not taking a break.</summary>
    NotPaused,
    /// <summary>The association has not set the volunteer aside.</summary>
    NotSuspended,
    /// <summary>The association's word for the volunteer has not run out.</summary>
    VouchingInDate,
    /// <summary>The volunteer accepted the charter.</summary>
    CharterAccepted,
    /// <summary>A guardian of a volunteer under 18 agrees.</summary>
    GuardianConsent,
    /// <summary>Neither of the two wishes not to meet the other.</summary>
    NotBlocked,
    /// <summary>Near enough for the volunteer and for the ring, or help by phone.</summary>
    WithinReach,
    /// <summary>At least one way to meet in common.</summary>
    MeetingMode,
    /// <summary>A volunteer under 18 goes to nobody's home.</summary>
    MinorNotAtHome,
    /// <summary>The association vouches far enough for the way in which they would meet.</summary>
    LevelForMode,
    Category,
    Language,
    WomanHelper,
    IdentityVerified,
    StepFree,
    /// <summary>The month of the visit still holds its minutes.</summary>
    MinutesLeft,
    /// <summary>A free time in common as long as the visit.</summary>
    CommonSlot,
    /// <summary>The two have met less often in 90 days than the association's limit, when it has one.</summary>
    RotationLimit,
    /// <summary>Not already asked for this request.</summary>
    NotAskedYet,
    /// <summary>Not waiting to answer too many others.</summary>
    FewOpenOffers,
}

/// <summary>Why a rule said no.</summary>
/// <param name="Found">The figure found, in the rule's unit (metres, minutes, visits, offers), when it has one.</param>
/// <param name="Limit">The figure it had to meet.</param>
public sealed record Reason(Rule Rule, int? Found = null, int? Limit = null)
{
    /// <summary>What would have made the difference; null when it was not asked for, or when nothing about this volunteer would.</summary>
    public Change? Change { get; init; }
}
