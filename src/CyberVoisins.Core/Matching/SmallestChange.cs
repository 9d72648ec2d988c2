using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>The one thing that would have made a rule say yes.</summary>
/// <param name="Rule">Which rule; it also says what kind of change it is.</param>
/// <param name="Amount">Metres nearer, minutes more in the month, minutes free, visits or offers fewer; null where there is no figure.</param>
/// <param name="FreeFrom">From when the volunteer would have to be free; for <see cref="Rule.CommonSlot"/> only.</param>
public sealed record Change(Rule Rule, int? Amount = null, ZonedDateTime? FreeFrom = null);

/// <summary>
/// "Why not me": the smallest change for each reason, and what it does. It is a fact about the rules, never a
/// request to change: nobody is asked to be nearer, or a woman.
/// </summary>
public static class SmallestChange
{
    /// <summary>Half a metre is rounded away by <see cref="Geography.Coordinates.MetresTo"/>; a quarter keeps clear of it.</summary>
    private const double RoundingMetres = 0.25;

    /// <summary>Null when nothing about the volunteer would help: the times asked for are over, or a limit is zero.</summary>
    public static Change? Of(Reason reason, Need need, Candidate candidate) => reason.Rule switch
    {
        Rule.WithinReach => new(reason.Rule, reason.Found - reason.Limit),
        Rule.MinutesLeft => new(reason.Rule, need.Minutes - Rules.MonthsOf(need).Max(candidate.MinutesLeft)),
        Rule.CommonSlot => FreeTime(need, candidate) is { } free ? new(reason.Rule, need.Minutes, free.Start.InZone(need.Zone)) : null,
        Rule.RotationLimit => need.RotationLimit >= 1 ? new(reason.Rule, candidate.VisitsTogether - need.RotationLimit + 1) : null,
        Rule.FewOpenOffers => new(reason.Rule, candidate.OpenOffers - Rules.MaximumOpenOffers + 1),
        Rule.MeetingMode => need.Modes.Count > 0 ? new(reason.Rule) : null,
        Rule.Vouched or Rule.NotPaused or Rule.NotSuspended or Rule.VouchingInDate or Rule.CharterAccepted or Rule.GuardianConsent
            or Rule.MinorNotAtHome or Rule.LevelForMode or Rule.NotBlocked or Rule.Category or Rule.Language
            or Rule.WomanHelper or Rule.IdentityVerified or Rule.StepFree or Rule.NotAskedYet => new(reason.Rule),
    };

    /// <summary>The two as they would be with the change: its rule then says yes.</summary>
    public static (Need Need, Candidate Candidate) Apply(Change change, Need need, Candidate candidate) => change.Rule switch
    {
        Rule.Vouched or Rule.NotPaused or Rule.NotSuspended => (need, candidate with { State = VolunteerState.Vouched }),
        Rule.VouchingInDate => (need, candidate with { Guarantee = candidate.Guarantee with { InDate = true } }),
        Rule.CharterAccepted => (need, candidate with { Guarantee = candidate.Guarantee with { CharterAccepted = true } }),
        Rule.GuardianConsent => (need, candidate with { Guarantee = candidate.Guarantee with { GuardianConsents = true } }),
        Rule.MinorNotAtHome => AwayFromHome(need, candidate),
        Rule.LevelForMode => (need, candidate with { Guarantee = candidate.Guarantee with { Level = Rules.SafeModes(need, candidate).Min(need.Levels.Of) } }),
        Rule.NotBlocked => (need, candidate with { Blocked = false }),
        Rule.WithinReach => (need, candidate with { Place = Nearer(change, need, candidate) }),
        Rule.MeetingMode => (need, candidate with { Modes = [.. candidate.Modes, need.Modes[0]] }),
        Rule.Category => (need, candidate with { Categories = [.. candidate.Categories, need.Category] }),
        Rule.Language => (need, candidate with { Languages = [.. candidate.Languages, need.Language] }),
        // The person's wish is what could be otherwise, not the volunteer.
        Rule.WomanHelper => (need with { Constraints = [.. need.Constraints.Where(c => c != Constraint.WomanHelper)] }, candidate),
        Rule.IdentityVerified => (need, candidate with { Guarantee = candidate.Guarantee with { Level = VouchLevel.IdentitySeen } }),
        Rule.StepFree => (need, candidate with { OffersStepFreePlace = true }),
        Rule.MinutesLeft => (need, candidate with { MinutesPerMonth = candidate.MinutesPerMonth + change.Amount!.Value }),
        Rule.CommonSlot => (need, candidate with { Availability = FreeAlso(candidate.Availability, Window(change), need.Zone) }),
        Rule.RotationLimit => (need, candidate with { VisitsTogether = candidate.VisitsTogether - change.Amount!.Value }),
        Rule.NotAskedYet => (need, candidate with { AskedForThis = false }),
        Rule.FewOpenOffers => (need, candidate with { OpenOffers = candidate.OpenOffers - change.Amount!.Value }),
    };

    /// <summary>The two also meet elsewhere: where either already would, else in a public place.</summary>
    private static (Need Need, Candidate Candidate) AwayFromHome(Need need, Candidate candidate)
    {
        var elsewhere = need.Modes.Concat(candidate.Modes).FirstOrDefault(mode => mode != MeetingMode.AtHome, MeetingMode.PublicPlace);
        return (need with { Modes = [.. need.Modes.Union([elsewhere])] }, candidate with { Modes = [.. candidate.Modes.Union([elsewhere])] });
    }

    private static TimeWindow Window(Change change) =>
        new(change.FreeFrom!.Value.ToInstant(), change.FreeFrom!.Value.ToInstant() + Duration.FromMinutes(change.Amount!.Value));

    private static Geography.Coordinates Nearer(Change change, Need need, Candidate candidate) =>
        candidate.Place.NearerTo(need.Place, Math.Max(0, candidate.Place.MetresTo(need.Place) - change.Amount!.Value - RoundingMetres));

    /// <summary>The first time of the visit's length that would do, clear of the volunteer's other visits.</summary>
    private static TimeWindow? FreeTime(Need need, Candidate candidate)
    {
        var length = Duration.FromMinutes(need.Minutes);
        var quarter = Duration.FromSeconds(Slots.QuarterSeconds);
        var payable = Rules.HasMinutesLeft(need, candidate) is null;
        foreach (var window in Slots.Useful(need).OrderBy(w => w.Start))
            for (var start = Slots.QuarterAtOrAfter(window.Start); start + length <= window.End; start += quarter)
            {
                var free = new TimeWindow(start, start + length);
                if (candidate.Busy.Any(free.Overlaps)) continue;
                if (payable && candidate.MinutesLeft(MinutesLedger.MonthOf(start, need.Zone)) < need.Minutes) continue;
                // The hour that comes twice in autumn cannot be written as a weekly time: the next one is.
                if (FreeAlso(WeeklyAvailability.Never, free, need.Zone).Within(free, need.Zone).Any(w => w == free)) return free;
            }
        return null;
    }

    private static WeeklyAvailability FreeAlso(WeeklyAvailability availability, TimeWindow free, DateTimeZone zone)
    {
        var (start, end) = (free.Start.InZone(zone).LocalDateTime, free.End.InZone(zone).LocalDateTime);
        var (from, to) = (Minute(start.TimeOfDay), Minute(end.TimeOfDay));
        return start.Date == end.Date && to > from
            ? new(availability.Slots.Append(new WeeklySlot(start.DayOfWeek, from, to)))
            : start.Date == end.Date ? availability // the clocks go back: the end looks earlier than the start
            : new(availability.Slots.Append(new WeeklySlot(start.DayOfWeek, from, LocalTime.Midnight))
                .Concat(to > LocalTime.Midnight ? [new WeeklySlot(end.DayOfWeek, LocalTime.Midnight, to)] : []));
    }

    private static LocalTime Minute(LocalTime time) => new(time.Hour, time.Minute);
}
