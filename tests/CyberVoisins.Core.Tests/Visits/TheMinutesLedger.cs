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

    [Theory]
    [InlineData(20, 30, 60, 30, 20)] // shorter than planned
    [InlineData(45, 30, 60, 30, 45)] // longer, and the month has room
    [InlineData(90, 30, 60, 60, 30)] // longer, and it has none
    [InlineData(90, 30, 60, 40, 50)] // longer, and it has some
    public void Real_minutes_count_as_far_as_the_month_goes(int actual, int reserved, int budget, int used, int expected) =>
        Assert.Equal(expected, MinutesLedger.Settled(actual, reserved, budget, used));

    [Property]
    public bool Settling_never_goes_beyond_the_month(byte actual, byte reserved, byte others, byte spare)
    {
        var (used, budget) = (reserved + others, reserved + others + spare);
        var settled = MinutesLedger.Settled(actual, reserved, budget, used);
        return settled <= actual && used - reserved + settled <= budget;
    }
}
