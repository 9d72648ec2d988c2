using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;

namespace CyberVoisins.Core.Matching;

/// <summary>
/// Who may be asked. Each rule is a function that says null (yes) or why not; <see cref="All"/> is the
/// specification. Missing data refuses: it never matches.
/// </summary>
public static class Rules
{
    /// <summary>A volunteer who already has this many offers to answer is left in peace.</summary>
    public const int MaximumOpenOffers = 2;

    public delegate Reason? Check(Need need, Candidate candidate);

    public static readonly IReadOnlyList<(Rule Rule, Check Check)> All =
    [
        (Rule.Vouched, Vouched),
        (Rule.WithinReach, WithinReach),
        (Rule.MeetingMode, HasMeetingMode),
        (Rule.Category, KnowsCategory),
        (Rule.Language, SpeaksLanguage),
        (Rule.WomanHelper, IsWomanWhenAsked),
        (Rule.IdentityVerified, IdentitySeenWhenAsked),
        (Rule.StepFree, StepFreeWhenAsked),
        (Rule.MinutesLeft, HasMinutesLeft),
        (Rule.CommonSlot, HasCommonSlot),
        (Rule.NotAskedYet, NotAskedYet),
        (Rule.FewOpenOffers, HasFewOpenOffers),
    ];

    public static Reason? Vouched(Need need, Candidate candidate) =>
        candidate.State == VolunteerState.Vouched ? null : new(Rule.Vouched);

    /// <summary>Distance does not count for help by phone.</summary>
    public static Reason? WithinReach(Need need, Candidate candidate)
    {
        if (Shares(need, candidate, MeetingMode.ByPhone)) return null;
        var metres = candidate.Place.MetresTo(need.Place);
        var limit = Math.Min(candidate.MaxDistanceMetres, need.RadiusMetres);
        return metres <= limit ? null : new(Rule.WithinReach, metres, limit);
    }

    public static Reason? HasMeetingMode(Need need, Candidate candidate) =>
        need.Modes.Any(candidate.Modes.Contains) ? null : new(Rule.MeetingMode);

    public static Reason? KnowsCategory(Need need, Candidate candidate) =>
        candidate.Categories.Contains(need.Category) ? null : new(Rule.Category);

    public static Reason? SpeaksLanguage(Need need, Candidate candidate) =>
        candidate.Languages.Contains(need.Language) ? null : new(Rule.Language);

    public static Reason? IsWomanWhenAsked(Need need, Candidate candidate) =>
        !need.Constraints.Contains(Constraint.WomanHelper) || candidate.IsWoman ? null : new(Rule.WomanHelper);

    public static Reason? IdentitySeenWhenAsked(Need need, Candidate candidate) =>
        !need.Constraints.Contains(Constraint.IdentityVerified) || candidate.IdentityVerified ? null : new(Rule.IdentityVerified);

    /// <summary>At the resident's own home, or by phone, there are no new stairs; a public place must be known to have none.</summary>
    public static Reason? StepFreeWhenAsked(Need need, Candidate candidate) =>
        !need.Constraints.Contains(Constraint.StepFree)
        || candidate.OffersStepFreePlace
        || Shares(need, candidate, MeetingMode.AtHome)
        || Shares(need, candidate, MeetingMode.ByPhone)
            ? null
            : new(Rule.StepFree);

    /// <summary>Some month in which the two could meet, or in which the resident asks at all, still holds the minutes.</summary>
    public static Reason? HasMinutesLeft(Need need, Candidate candidate)
    {
        var months = MonthsOf(need).ToList();
        if (months.Count == 0) return null; // no time is left at all: the slot rule says so
        var best = months.Max(candidate.MinutesLeft);
        return best >= need.Minutes ? null : new(Rule.MinutesLeft, Math.Max(0, best), need.Minutes);
    }

    /// <summary>A common time in a month that still holds the minutes.</summary>
    public static Reason? HasCommonSlot(Need need, Candidate candidate) =>
        UsableSlots(need, candidate).Any() ? null : new(Rule.CommonSlot);

    public static Reason? NotAskedYet(Need need, Candidate candidate) =>
        candidate.AskedForThis ? new(Rule.NotAskedYet) : null;

    public static Reason? HasFewOpenOffers(Need need, Candidate candidate) =>
        candidate.OpenOffers < MaximumOpenOffers ? null : new(Rule.FewOpenOffers, candidate.OpenOffers, MaximumOpenOffers - 1);

    /// <summary>Common times whose month can pay for them.</summary>
    internal static IEnumerable<Core.Time.TimeWindow> UsableSlots(Need need, Candidate candidate) =>
        Slots.Common(need, candidate)
            .Where(slot => candidate.MinutesLeft(MinutesLedger.MonthOf(slot.Start, need.Zone)) >= need.Minutes);

    /// <summary>The way they would meet: the resident's first choice that the volunteer shares and can reach.</summary>
    internal static MeetingMode? ModeFor(Need need, Candidate candidate)
    {
        var reachable = candidate.Place.MetresTo(need.Place) <= Math.Min(candidate.MaxDistanceMetres, need.RadiusMetres);
        foreach (var mode in need.Modes)
            if (candidate.Modes.Contains(mode) && (mode == MeetingMode.ByPhone || (reachable && IsStepFree(need, candidate, mode))))
                return mode;
        return null;
    }

    private static bool IsStepFree(Need need, Candidate candidate, MeetingMode mode) =>
        mode != MeetingMode.PublicPlace || !need.Constraints.Contains(Constraint.StepFree) || candidate.OffersStepFreePlace;

    private static bool Shares(Need need, Candidate candidate, MeetingMode mode) =>
        need.Modes.Contains(mode) && candidate.Modes.Contains(mode);

    private static IEnumerable<int> MonthsOf(Need need) =>
        from window in need.Windows
        where window.End > need.Earliest
        from month in new[]
        {
            MinutesLedger.MonthOf(NodaTime.Instant.Max(window.Start, need.Earliest), need.Zone),
            MinutesLedger.MonthOf(window.End - NodaTime.Duration.Epsilon, need.Zone),
        }
        select month;
}
