using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;

namespace CyberVoisins.Core.Tests.Matching;

public sealed class TheRules
{
    private static IEnumerable<Reason> Said(Need need, Candidate candidate) => Rules.All.Select(r => r.Check(need, candidate)).OfType<Reason>();

    [Fact]
    public void A_volunteer_who_fits_breaks_none() =>
        Assert.All(Rules.All, rule => Assert.Null(rule.Check(Make.Need(), Make.Candidate())));

    [Fact]
    public void Every_rule_is_in_the_list_once() =>
        Assert.Equal(Enum.GetValues<Rule>(), Rules.All.Select(r => r.Rule));

    [Theory]
    [InlineData(VolunteerState.Registered, Rule.Vouched)]
    [InlineData(VolunteerState.Paused, Rule.NotPaused)]
    [InlineData(VolunteerState.Suspended, Rule.NotSuspended)]
    [InlineData((VolunteerState)99, Rule.Vouched)]
    public void Only_the_vouched_are_asked_and_each_other_state_has_its_own_reason(VolunteerState state, Rule reason) =>
        Assert.Equal([new Reason(reason)], Said(Make.Need(), Make.Candidate() with { State = state }));

    [Fact]
    public void Whoever_does_not_wish_to_meet_is_not_asked() =>
        Assert.Equal([new Reason(Rule.NotBlocked)], Said(Make.Need(), Make.Candidate() with { Blocked = true }));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_pair_meets_no_more_often_than_the_association_says(int together, bool allowed)
    {
        var reason = Rules.WithinRotation(Make.Need() with { RotationLimit = 2 }, Make.Candidate() with { VisitsTogether = together });
        Assert.Equal(allowed ? null : new Reason(Rule.RotationLimit, 2, 2), reason);
    }

    [Fact]
    public void Without_a_limit_a_pair_meets_as_often_as_it_likes() =>
        Assert.Null(Rules.WithinRotation(Make.Need(), Make.Candidate() with { VisitsTogether = 100 }));

    [Theory]
    [InlineData(1_999, true)]
    [InlineData(2_001, false)]
    public void Not_beyond_the_volunteers_own_distance(double metres, bool allowed) =>
        Assert.Equal(allowed, Rules.WithinReach(Make.Need(), Make.Candidate() with { Place = Make.North(metres) }) is null);

    [Theory]
    [InlineData(4_999, true)]
    [InlineData(5_001, false)]
    public void Not_beyond_the_ring(double metres, bool allowed) =>
        Assert.Equal(allowed, Rules.WithinReach(Make.Need(), Make.Candidate() with { Place = Make.North(metres), MaxDistanceMetres = 50_000 }) is null);

    [Fact]
    public void Out_of_reach_says_how_far_and_how_far_is_allowed()
    {
        var reason = Rules.WithinReach(Make.Need(), Make.Candidate() with { Place = Make.North(3_000) });
        Assert.Equal(new Reason(Rule.WithinReach, 3_000, 2_000), reason);
    }

    [Fact]
    public void By_phone_distance_does_not_count() => Assert.Null(Rules.WithinReach(
        Make.Need() with { Modes = [MeetingMode.ByPhone] },
        Make.Candidate() with { Place = Make.North(500_000), Modes = [MeetingMode.ByPhone] }));

    [Fact]
    public void A_way_to_meet_in_common_is_needed() =>
        Assert.NotNull(Rules.HasMeetingMode(Make.Need(), Make.Candidate() with { Modes = [MeetingMode.PublicPlace] }));

    [Fact]
    public void The_kind_of_help_must_be_offered() =>
        Assert.NotNull(Rules.KnowsCategory(Make.Need(), Make.Candidate() with { Categories = [HelpCategory.Email] }));

    [Fact]
    public void The_language_must_be_spoken() =>
        Assert.NotNull(Rules.SpeaksLanguage(Make.Need() with { Language = "ar" }, Make.Candidate()));

    [Fact]
    public void A_woman_only_when_asked_for()
    {
        Assert.Null(Rules.IsWomanWhenAsked(Make.Need(), Make.Candidate()));
        var need = Make.Need() with { Constraints = [Constraint.WomanHelper] };
        Assert.NotNull(Rules.IsWomanWhenAsked(need, Make.Candidate()));
        Assert.Null(Rules.IsWomanWhenAsked(need, Make.Candidate() with { IsWoman = true }));
    }

    [Fact]
    public void An_identity_seen_only_when_asked_for()
    {
        var need = Make.Need() with { Constraints = [Constraint.IdentityVerified] };
        Assert.NotNull(Rules.IdentitySeenWhenAsked(need, Make.Candidate() with { Guarantee = Make.Seen with { Level = VouchLevel.PhoneConfirmed } }));
        Assert.NotNull(Rules.IdentitySeenWhenAsked(need, Make.Candidate() with { Guarantee = Make.Seen with { Level = null } }));
        Assert.Null(Rules.IdentitySeenWhenAsked(need, Make.Candidate()));
    }

    private static Candidate With(Guarantee guarantee) => Make.Candidate() with { Guarantee = guarantee };

    [Fact]
    public void A_word_that_ran_out_or_a_charter_not_accepted_asks_nobody()
    {
        Assert.Equal([new Reason(Rule.VouchingInDate)], Said(Make.Need(), With(Make.Seen with { InDate = false })));
        Assert.Equal([new Reason(Rule.CharterAccepted)], Said(Make.Need(), With(Make.Seen with { CharterAccepted = false })));
    }

    [Fact]
    public void A_minor_needs_a_guardian_who_agrees_and_goes_to_nobodys_home()
    {
        var minor = With(Make.Seen with { Minor = true, GuardianConsents = true });
        Assert.Equal([new Reason(Rule.GuardianConsent), new Reason(Rule.MinorNotAtHome)], Said(Make.Need(), With(Make.Seen with { Minor = true })));
        Assert.Equal([new Reason(Rule.MinorNotAtHome)], Said(Make.Need(), minor));
        var need = Make.Need() with { Modes = [MeetingMode.AtHome, MeetingMode.PublicPlace] };
        Assert.Equal([new Reason(Rule.MinorNotAtHome)], Said(need, minor)); // the volunteer offers homes only
        var both = minor with { Modes = [MeetingMode.AtHome, MeetingMode.PublicPlace] };
        Assert.Equal(MeetingMode.PublicPlace, Assert.Single(Ranking.Of(need, [both], Make.Now)).Proposal!.Mode); // though the person would rather be at home
        Assert.Equal(MeetingMode.ByPhone, Assert.Single(Ranking.Of(need with { Modes = [MeetingMode.AtHome, MeetingMode.ByPhone] }, [both with { Modes = [MeetingMode.AtHome, MeetingMode.ByPhone] }], Make.Now)).Proposal!.Mode);
        Assert.Empty(Said(Make.Need(), With(Make.Seen with { GuardianConsents = false }))); // nobody asks who an adult's parents are
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(VouchLevel.PhoneConfirmed, false)]
    [InlineData(VouchLevel.IdentitySeen, true)]
    [InlineData(VouchLevel.Strong, true)]
    public void A_home_is_open_to_whom_the_association_knows_well_enough(VouchLevel? level, bool allowed) =>
        Assert.Equal(allowed ? null : new Reason(Rule.LevelForMode), Rules.VouchedForMode(Make.Need(), With(Make.Seen with { Level = level })));

    [Fact]
    public void Where_the_home_is_closed_another_way_is_taken_and_each_level_is_the_associations()
    {
        var known = With(Make.Seen with { Level = VouchLevel.PhoneConfirmed }) with { Modes = [MeetingMode.AtHome, MeetingMode.PublicPlace] };
        var need = Make.Need() with { Modes = [MeetingMode.AtHome, MeetingMode.PublicPlace] };
        Assert.Equal(MeetingMode.PublicPlace, Assert.Single(Ranking.Of(need, [known], Make.Now)).Proposal!.Mode);
        Assert.Equal([new Reason(Rule.LevelForMode)], Said(need with { Levels = new(VouchLevel.Strong, VouchLevel.Strong, VouchLevel.PhoneConfirmed) }, known));
        // By telephone from afar only if the word is strong enough for that.
        var far = known with { Place = Make.North(500_000), Modes = [MeetingMode.ByPhone, MeetingMode.PublicPlace] };
        var either = need with { Modes = [MeetingMode.ByPhone, MeetingMode.PublicPlace], Levels = new(VouchLevel.Strong, VouchLevel.PhoneConfirmed, VouchLevel.Strong) };
        Assert.Equal([Rule.WithinReach], Said(either, far).Select(r => r.Rule));
    }

    [Fact]
    public void A_public_place_must_be_step_free_when_asked_for()
    {
        var need = Make.Need() with { Constraints = [Constraint.StepFree], Modes = [MeetingMode.PublicPlace] };
        var candidate = Make.Candidate() with { Modes = [MeetingMode.PublicPlace] };
        Assert.NotNull(Rules.StepFreeWhenAsked(need, candidate));
        Assert.Null(Rules.StepFreeWhenAsked(need, candidate with { OffersStepFreePlace = true }));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void The_month_must_hold_the_minutes(int used, bool allowed)
    {
        var candidate = Make.Candidate() with { MinutesUsed = new Dictionary<int, int> { [202611] = used } };
        Assert.Equal(allowed, Rules.HasMinutesLeft(Make.Need(), candidate) is null);
    }

    private static readonly Dictionary<int, int> OnlyDecemberLeft = new() { [202611] = 60, [202701] = 60 };

    /// <summary>From 26 November to 10 January, and free on Thursdays only.</summary>
    private static readonly TimeWindow ThreeMonths = new(Make.Thursday(14, 17).Start, Instant.FromUtc(2027, 1, 10, 0, 0));

    [Fact]
    public void A_month_in_the_middle_counts_too()
    {
        var candidate = Make.Candidate() with { MinutesUsed = OnlyDecemberLeft };
        Assert.Null(Rules.HasMinutesLeft(Make.Need(ThreeMonths), candidate));
        var proposal = Assert.Single(Ranking.Of(Make.Need(ThreeMonths), [candidate], Make.Now)).Proposal!;
        Assert.Equal(new LocalDateTime(2026, 12, 3, 9, 0), proposal.Start.InZone(Make.Paris).LocalDateTime);
    }

    [Fact]
    public void A_time_that_runs_on_into_a_month_with_minutes_may_begin_there()
    {
        var always = new WeeklyAvailability(Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => new WeeklySlot(d, LocalTime.Midnight, LocalTime.Midnight)));
        var proposal = Assert.Single(Ranking.Of(Make.Need(ThreeMonths), [Make.Candidate() with { MinutesUsed = OnlyDecemberLeft, Availability = always }], Make.Now)).Proposal!;
        Assert.Equal(new LocalDateTime(2026, 12, 1, 0, 0), proposal.Start.InZone(Make.Paris).LocalDateTime);
    }

    [Fact]
    public void Used_up_minutes_are_not_said_to_be_a_want_of_time() =>
        Assert.Equal([Rule.MinutesLeft], Said(Make.Need(), Make.Candidate() with { MinutesUsed = new Dictionary<int, int> { [202611] = 60 } }).Select(r => r.Rule));

    [Fact]
    public void Another_months_minutes_do_not_count() => Assert.Null(Rules.HasMinutesLeft(
        Make.Need(), Make.Candidate() with { MinutesUsed = new Dictionary<int, int> { [202610] = 60, [202612] = 60 } }));

    [Fact]
    public void A_common_time_of_the_whole_visit_is_needed()
    {
        var need = Make.Need(Make.Thursday(18, 20)) with { Minutes = 60 };
        Assert.Null(Rules.HasCommonSlot(need, Make.Candidate()));
        Assert.NotNull(Rules.HasCommonSlot(need with { Earliest = need.Windows[0].Start + Duration.FromMinutes(1) }, Make.Candidate()));
    }

    [Fact]
    public void Nobody_is_asked_twice_for_the_same_request() =>
        Assert.NotNull(Rules.NotAskedYet(Make.Need(), Make.Candidate() with { AskedForThis = true }));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Nobody_has_more_than_two_offers_to_answer(int open, bool allowed) =>
        Assert.Equal(allowed, Rules.HasFewOpenOffers(Make.Need(), Make.Candidate() with { OpenOffers = open }) is null);

    [Fact]
    public void Missing_data_refuses()
    {
        var unknown = Make.Candidate() with { Categories = [], Languages = [], Modes = [], Availability = WeeklyAvailability.Never };
        Assert.Equal([Rule.MeetingMode, Rule.Category, Rule.Language, Rule.CommonSlot], Said(Make.Need(), unknown).Select(r => r.Rule));
    }
}
