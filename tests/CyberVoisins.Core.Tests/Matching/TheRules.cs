using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;

namespace CyberVoisins.Core.Tests.Matching;

public sealed class TheRules
{
    [Fact]
    public void A_volunteer_who_fits_breaks_none() =>
        Assert.All(Rules.All, rule => Assert.Null(rule.Check(Make.Need(), Make.Candidate())));

    [Fact]
    public void Every_rule_is_in_the_list_once() =>
        Assert.Equal(Enum.GetValues<Rule>(), Rules.All.Select(r => r.Rule));

    [Theory]
    [InlineData(VolunteerState.Registered)]
    [InlineData(VolunteerState.Paused)]
    [InlineData(VolunteerState.Suspended)]
    public void Only_the_vouched_are_asked(VolunteerState state) =>
        Assert.Equal(Rule.Vouched, Rules.Vouched(Make.Need(), Make.Candidate() with { State = state })?.Rule);

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
        Assert.NotNull(Rules.IdentitySeenWhenAsked(need, Make.Candidate()));
        Assert.Null(Rules.IdentitySeenWhenAsked(need, Make.Candidate() with { IdentityVerified = true }));
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
        var said = Rules.All.Select(r => r.Check(Make.Need(), unknown)?.Rule).OfType<Rule>();
        Assert.Equal([Rule.MeetingMode, Rule.Category, Rule.Language, Rule.CommonSlot], said);
    }
}
