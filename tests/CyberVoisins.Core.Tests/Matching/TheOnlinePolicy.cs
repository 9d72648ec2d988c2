using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching;

public sealed class TheOnlinePolicy
{
    private static readonly AskingPolicy Policy = AskingPolicy.Default;
    private static readonly SearchState JustCame = new(0, 0, false);

    private static RingFound Widest(int mayBeAsked, int held = 0) => new(mayBeAsked, held, Policy.MaximumRadiusMetres);

    [Fact]
    public void One_neighbour_is_asked_at_a_time()
    {
        Assert.Equal(1, OnlinePolicy.Places(Policy, JustCame));
        Assert.Equal(0, OnlinePolicy.Places(Policy, JustCame with { Pending = 1 }));
    }

    [Theory]
    [InlineData(1, true, 1)]
    [InlineData(2, true, 3)]
    [InlineData(2, false, 1)]
    public void Three_at_once_only_when_urgent_and_two_did_not_answer(int expired, bool urgent, int places) =>
        Assert.Equal(places, OnlinePolicy.Places(Policy, new SearchState(0, expired, urgent)));

    [Fact]
    public void An_association_that_asks_more_at_once_still_does() =>
        Assert.Equal(5, OnlinePolicy.Places(Policy with { WaveSize = 5 }, new SearchState(0, 2, true)));

    [Theory]
    [InlineData(72 * 60, true)]
    [InlineData(72 * 60 + 1, false)]
    public void Urgent_is_when_the_last_time_ends_within_three_days(int minutes, bool urgent)
    {
        TimeWindow[] windows = [Until(60), Until(minutes)];
        Assert.Equal(urgent, OnlinePolicy.IsUrgent(windows, [], Make.Now));
        static TimeWindow Until(int minutes) => new(Make.Now, Make.Now + Duration.FromMinutes(minutes));
    }

    [Fact]
    public void Urgent_is_also_when_a_right_would_be_lost()
    {
        TimeWindow[] far = [new(Make.Now, Make.Now + Duration.FromDays(30))];
        Assert.True(OnlinePolicy.IsUrgent(far, [Situation.NoEquipment, Situation.DeadlineLosesARight], Make.Now));
        Assert.False(OnlinePolicy.IsUrgent(far, [Situation.NoEquipment, Situation.NoOtherHelp], Make.Now));
    }

    [Theory]
    [InlineData(14, 5_000, NextStep.Widen)]
    [InlineData(15, 5_000, NextStep.Ask)]
    [InlineData(14, 10_000, NextStep.Ask)]
    public void A_ring_with_too_few_to_choose_among_is_widened_up_to_the_limit(int mayBeAsked, int radius, NextStep step) =>
        Assert.Equal(step, OnlinePolicy.Next(Policy, JustCame, new RingFound(mayBeAsked, 0, radius)));

    [Fact]
    public void Nobody_left_goes_to_the_association_but_not_while_somebody_may_still_answer()
    {
        Assert.Equal(NextStep.Escalate, OnlinePolicy.Next(Policy, JustCame, Widest(0)));
        Assert.Equal(NextStep.Wait, OnlinePolicy.Next(Policy with { WaveSize = 3 }, JustCame with { Pending = 1 }, Widest(0)));
    }

    [Fact]
    public void Whoever_is_about_to_answer_others_is_waited_for() =>
        Assert.Equal(NextStep.Wait, OnlinePolicy.Next(Policy, JustCame, Widest(0, held: 1)));

    [Fact]
    public void Twelve_hours_run_while_people_are_awake()
    {
        Assert.Equal(Make.Now + Duration.FromHours(12), OnlinePolicy.ExpiryOf(Policy, Make.Now, Make.Paris)); // 10:00 to 22:00
        var evening = Make.Now + Duration.FromHours(9); // 19:00: three hours today, nine tomorrow
        Assert.Equal(Make.Now + Duration.FromHours(31), OnlinePolicy.ExpiryOf(Policy, evening, Make.Paris));
    }

    [Property]
    public bool Nobody_is_asked_beyond_the_wave(byte wave, byte pending, byte expired, bool urgent)
    {
        var policy = Policy with { WaveSize = 1 + wave % 200 };
        var places = OnlinePolicy.Places(policy, new SearchState(pending, expired, urgent));
        return places >= 0 && (places == 0 || places + pending <= Math.Max(policy.WaveSize, OnlinePolicy.UrgentWave));
    }
}
