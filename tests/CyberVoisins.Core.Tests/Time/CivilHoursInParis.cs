using CyberVoisins.Core.Time;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Time;

public sealed class CivilHoursInParis
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly DateTimeZone Reunion = DateTimeZoneProviders.Tzdb["Indian/Reunion"];

    private static Instant Local(int month, int day, int hour, int minute, DateTimeZone? zone = null) =>
        new LocalDateTime(2026, month, day, hour, minute).InZoneLeniently(zone ?? Paris).ToInstant();

    [Theory]
    [InlineData(8, 59, false)]
    [InlineData(9, 0, true)]
    [InlineData(19, 59, true)]
    [InlineData(20, 0, false)]
    public void Are_nine_to_twenty(int hour, int minute, bool open) =>
        Assert.Equal(open, CivilHours.Daytime(Region.Mainland, everyDay: true).Open(Local(11, 24, hour, minute)));

    [Fact]
    public void A_solicitation_waits_for_monday_a_reminder_does_not()
    {
        var sunday = Local(11, 29, 11, 0);
        Assert.Equal(Local(11, 30, 9, 0), CivilHours.Daytime(Region.Mainland, everyDay: false).AtOrAfter(sunday));
        Assert.Equal(sunday, CivilHours.Daytime(Region.Mainland, everyDay: true).AtOrAfter(sunday));
    }

    [Fact]
    public void A_holiday_is_like_a_sunday() => Assert.Equal(Local(11, 12, 9, 0), CivilHours.Daytime(Region.Mainland, everyDay: false).AtOrAfter(Local(11, 11, 10, 0)));

    [Fact]
    public void At_night_a_reminder_is_sent_the_evening_before() => Assert.Equal(Local(11, 23, 19, 30), CivilHours.Daytime(Region.Mainland, everyDay: true).AtOrBefore(Local(11, 24, 6, 0)));

    [Fact]
    public void Late_in_the_evening_it_is_sent_earlier_the_same_evening() => Assert.Equal(Local(11, 24, 19, 30), CivilHours.Daytime(Region.Mainland, everyDay: true).AtOrBefore(Local(11, 24, 21, 0)));

    [Fact]
    public void The_hour_is_the_recipients_own() =>
        Assert.True(CivilHours.Daytime(Region.Reunion, everyDay: true).Open(Local(11, 24, 9, 30, Reunion)) && !CivilHours.Daytime(Region.Mainland, everyDay: true).Open(Local(11, 24, 9, 30, Reunion)));

    [Theory]
    [InlineData(3, 29)] // clocks go forward
    [InlineData(10, 25)] // clocks go back
    public void On_the_day_the_clocks_change_nine_is_nine(int month, int day) =>
        Assert.Equal(new LocalTime(9, 0), CivilHours.Daytime(Region.Mainland, everyDay: true).AtOrAfter(Local(month, day, 1, 0)).InZone(Paris).TimeOfDay);

    [Property]
    public bool After_is_never_before_and_always_open(int minutes)
    {
        var at = Local(1, 1, 0, 0) + Duration.FromMinutes(Math.Abs((long)minutes) % 525_600);
        var (after, before) = (CivilHours.Daytime(Region.Mainland, everyDay: false).AtOrAfter(at), CivilHours.Daytime(Region.Mainland, everyDay: false).AtOrBefore(at));
        return after >= at && CivilHours.Daytime(Region.Mainland, everyDay: false).Open(after) && before <= at && CivilHours.Daytime(Region.Mainland, everyDay: false).Open(before);
    }

    [Theory] // Bureau des longitudes
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    public void Easter_falls_when_it_does(int year, int month, int day) => Assert.Equal(new LocalDate(year, month, day), FrenchHolidays.Easter(year));
}
