using CyberVoisins.Core.Visits;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Visits;

public sealed class TheMinutesLedger
{
    [Fact]
    public void The_month_is_the_associations_own()
    {
        var newYearInParis = Instant.FromUtc(2026, 12, 31, 23, 30);
        Assert.Equal(202701, MinutesLedger.MonthOf(newYearInParis, DateTimeZoneProviders.Tzdb["Europe/Paris"]));
        Assert.Equal(202612, MinutesLedger.MonthOf(newYearInParis, DateTimeZoneProviders.Tzdb["America/Martinique"]));
    }

    [Fact]
    public void January_follows_december()
    {
        Assert.Equal(202612, MinutesLedger.MonthBefore(202701));
        Assert.Equal(202610, MinutesLedger.MonthBefore(202611));
    }

    [Theory]
    [InlineData(20, 30, 30, 20)] // shorter than planned
    [InlineData(45, 30, 30, 45)] // longer, and the month has room
    [InlineData(90, 30, 0, 30)] // longer, and it has none
    [InlineData(90, 30, 20, 50)] // longer, and it has some
    public void Real_minutes_count_as_far_as_the_month_goes(int actual, int reserved, int left, int expected) =>
        Assert.Equal(expected, MinutesLedger.Settled(actual, reserved, left));

    [Property]
    public bool Settling_never_goes_beyond_the_month(byte actual, byte reserved, byte left)
    {
        var settled = MinutesLedger.Settled(actual, reserved, left);
        return settled <= actual && left + reserved - settled >= 0;
    }

    [Theory]
    [InlineData(60, 90, 10, 30)] // more
    [InlineData(60, 30, 60, -30)] // less, and nothing is promised yet
    [InlineData(60, 30, 10, -10)] // less, but fifty are promised: only ten can go
    [InlineData(60, 30, 0, 0)]
    public void A_smaller_promise_takes_nothing_back(int before, int after, int left, int change) =>
        Assert.Equal(change, MinutesLedger.Regranted(before, after, left));

    [Theory]
    [InlineData(0, 60, 0)] // the default: none
    [InlineData(30, 20, 20)]
    [InlineData(30, 60, 30)]
    public void Only_as_much_is_carried_over_as_the_rule_says(int maximum, int left, int carried) =>
        Assert.Equal(carried, MinutesLedger.CarriedOver(maximum, left));
}
