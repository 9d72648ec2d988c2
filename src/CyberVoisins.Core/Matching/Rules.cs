using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using NodaTime;

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
        (Rule.NotPaused, NotPaused),
        (Rule.NotSuspended, NotSuspended),
        (Rule.VouchingInDate, VouchingInDate),
        (Rule.CharterAccepted, CharterAccepted),
        (Rule.GuardianConsent, GuardianConsents),
        (Rule.NotBlocked, NotBlocked),
        (Rule.WithinReach, WithinReach),
        (Rule.MeetingMode, HasMeetingMode),
        (Rule.MinorNotAtHome, MinorNotAtHome),
        (Rule.LevelForMode, VouchedForMode),
        (Rule.Category, KnowsCategory),
        (Rule.Language, SpeaksLanguage),
        (Rule.WomanHelper, IsWomanWhenAsked),
        (Rule.IdentityVerified, IdentitySeenWhenAsked),
        (Rule.StepFree, StepFreeWhenAsked),
        (Rule.MinutesLeft, HasMinutesLeft),
        (Rule.CommonSlot, HasCommonSlot),
        (Rule.RotationLimit, WithinRotation),
        (Rule.NotAskedYet, NotAskedYet),
        (Rule.FewOpenOffers, HasFewOpenOffers),
    ];

    /// <summary>Whoever paused, or was set aside, had been vouched for: the next two rules speak of them.</summary>
    public static Reason? Vouched(Need need, Candidate candidate) =>
        candidate.State is VolunteerState.Vouched or VolunteerState.Paused or VolunteerState.Suspended ? null : new(Rule.Vouched);

    public static Reason? NotPaused(Need need, Candidate candidate) =>
        candidate.State == VolunteerState.Paused ? new(Rule.NotPaused) : null;

    public static Reason? NotSuspended(Need need, Candidate candidate) =>
        candidate.State == VolunteerState.Suspended ? new(Rule.NotSuspended) : null;

    /// <summary>Of whoever was never vouched for, the first rule speaks.</summary>
    public static Reason? VouchingInDate(Need need, Candidate candidate) =>
        candidate.Guarantee.InDate || candidate.State == VolunteerState.Registered ? null : new(Rule.VouchingInDate);

    public static Reason? CharterAccepted(Need need, Candidate candidate) =>
        candidate.Guarantee.CharterAccepted ? null : new(Rule.CharterAccepted);

    public static Reason? GuardianConsents(Need need, Candidate candidate) =>
        !candidate.Guarantee.Minor || candidate.Guarantee.GuardianConsents ? null : new(Rule.GuardianConsent);

    public static Reason? NotBlocked(Need need, Candidate candidate) =>
        candidate.Blocked ? new(Rule.NotBlocked) : null;

    /// <summary>Distance does not count for help by phone.</summary>
    public static Reason? WithinReach(Need need, Candidate candidate)
    {
        if (MayMeet(need, candidate, MeetingMode.ByPhone)) return null;
        var metres = candidate.Place.MetresTo(need.Place);
        var limit = Math.Min(candidate.MaxDistanceMetres, need.RadiusMetres);
        return metres <= limit ? null : new(Rule.WithinReach, metres, limit);
    }

    public static Reason? HasMeetingMode(Need need, Candidate candidate) =>
        need.Modes.Any(candidate.Modes.Contains) ? null : new(Rule.MeetingMode);

    /// <summary>Somebody of 16 or 17 years helps by telephone or in a public place. Without any way in common, the rule before says so.</summary>
    public static Reason? MinorNotAtHome(Need need, Candidate candidate) =>
        !candidate.Guarantee.Minor || SafeModes(need, candidate).Any() || !need.Modes.Any(candidate.Modes.Contains) ? null : new(Rule.MinorNotAtHome);

    /// <summary>Some way to meet for which the association's word is strong enough. Where the two rules before leave none, they say so.</summary>
    public static Reason? VouchedForMode(Need need, Candidate candidate) =>
        need.Modes.Any(mode => MayMeet(need, candidate, mode)) || !SafeModes(need, candidate).Any() ? null : new(Rule.LevelForMode);

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
        || MayMeet(need, candidate, MeetingMode.AtHome)
        || MayMeet(need, candidate, MeetingMode.ByPhone)
            ? null
            : new(Rule.StepFree);

    /// <summary>Some month in which the visit could start still holds its minutes.</summary>
    public static Reason? HasMinutesLeft(Need need, Candidate candidate)
    {
        var months = MonthsOf(need).ToList();
        if (months.Count == 0) return null; // no time is left at all: the slot rule says so
        var best = months.Max(candidate.MinutesLeft);
        return best >= need.Minutes ? null : new(Rule.MinutesLeft, Math.Max(0, best), need.Minutes);
    }

    /// <summary>A common time as long as the visit, in a month that still holds its minutes when any does.</summary>
    public static Reason? HasCommonSlot(Need need, Candidate candidate)
    {
        var slots = HasMinutesLeft(need, candidate) is null ? UsableSlots(need, candidate) : Slots.Common(need, candidate);
        return slots.Any() ? null : new(Rule.CommonSlot);
    }

    /// <summary>Fewer visits of the two in 90 days than the limit, which counts the visit to come.</summary>
    public static Reason? WithinRotation(Need need, Candidate candidate) =>
        need.RotationLimit is not { } limit || candidate.VisitsTogether < limit ? null : new(Rule.RotationLimit, candidate.VisitsTogether, limit);

    public static Reason? NotAskedYet(Need need, Candidate candidate) =>
        candidate.AskedForThis ? new(Rule.NotAskedYet) : null;

    public static Reason? HasFewOpenOffers(Need need, Candidate candidate) =>
        candidate.OpenOffers < MaximumOpenOffers ? null : new(Rule.FewOpenOffers, candidate.OpenOffers, MaximumOpenOffers - 1);

    /// <summary>Common times whose month can pay for them; a time that runs into the next month may begin there.</summary>
    internal static IEnumerable<TimeWindow> UsableSlots(Need need, Candidate candidate)
    {
        foreach (var slot in Slots.Common(need, candidate))
            for (var start = slot.Start; start + Duration.FromMinutes(need.Minutes) <= slot.End; start = MinutesLedger.NextMonthAfter(start, need.Zone))
                if (candidate.MinutesLeft(MinutesLedger.MonthOf(start, need.Zone)) >= need.Minutes)
                {
                    yield return new TimeWindow(start, slot.End);
                    break;
                }
    }

    /// <summary>The way they would meet: the resident's first choice that the volunteer shares and can reach.</summary>
    internal static MeetingMode? ModeFor(Need need, Candidate candidate)
    {
        var reachable = candidate.Place.MetresTo(need.Place) <= Math.Min(candidate.MaxDistanceMetres, need.RadiusMetres);
        foreach (var mode in need.Modes)
            if (MayMeet(need, candidate, mode) && (mode == MeetingMode.ByPhone || (reachable && IsStepFree(need, candidate, mode))))
                return mode;
        return null;
    }

    private static bool IsStepFree(Need need, Candidate candidate, MeetingMode mode) =>
        mode != MeetingMode.PublicPlace || !need.Constraints.Contains(Constraint.StepFree) || candidate.OffersStepFreePlace;

    /// <summary>Ways that both accept, a home left out for a minor; in the resident's order.</summary>
    internal static IEnumerable<MeetingMode> SafeModes(Need need, Candidate candidate) =>
        need.Modes.Where(mode => candidate.Modes.Contains(mode) && !(mode == MeetingMode.AtHome && candidate.Guarantee.Minor));

    private static bool MayMeet(Need need, Candidate candidate, MeetingMode mode) =>
        candidate.Guarantee.Level >= need.Levels.Of(mode) && SafeModes(need, candidate).Contains(mode);

    /// <summary>The months in which the visit could start.</summary>
    internal static IEnumerable<int> MonthsOf(Need need) =>
        Slots.Useful(need).SelectMany(w => MinutesLedger.MonthsBetween(w.Start, w.End - Duration.FromMinutes(need.Minutes), need.Zone)).Distinct();
}
