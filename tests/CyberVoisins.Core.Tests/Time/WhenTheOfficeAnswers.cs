using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Tests.Time;

public sealed class WhenTheOfficeAnswers
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    [Theory]
    [InlineData("2026-11-24T09:00", true, "2026-11-24T14:00")]
    [InlineData("2026-11-24T11:59", true, "2026-11-24T14:00")]
    [InlineData("2026-11-24T12:00", false, "2026-11-24T14:00")]
    [InlineData("2026-11-27T17:00", false, "2026-11-30T09:00")] // over the weekend
    [InlineData("2026-12-25T10:00", false, "2026-12-28T09:00")] // Christmas, a Friday
    public void Its_hours_and_the_next_ones(string local, bool open, string next)
    {
        var now = At(local);
        Assert.Equal(open, OfficeHours.IsOpen(Association.DefaultOpeningHours, Paris, Region.Mainland, now));
        Assert.Equal(At(next), OfficeHours.NextOpening(Association.DefaultOpeningHours, Paris, Region.Mainland, now));
    }

    [Fact]
    public void A_holiday_of_one_region_closes_there_alone()
    {
        var goodFriday = At("2026-04-03T10:00");
        Assert.True(OfficeHours.IsOpen(Association.DefaultOpeningHours, Paris, Region.Mainland, goodFriday));
        Assert.False(OfficeHours.IsOpen(Association.DefaultOpeningHours, Paris, Region.AlsaceMoselle, goodFriday));
    }

    [Fact]
    public void Who_never_opens_has_no_next_time() => Assert.Null(OfficeHours.NextOpening(WeeklyAvailability.Never, Paris, Region.Mainland, At("2026-11-24T09:00")));

    private static Instant At(string local) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(Paris).ToInstant();
}
