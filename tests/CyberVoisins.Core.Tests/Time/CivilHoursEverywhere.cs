using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using FsCheck.Xunit;
using NodaTime.Text;

namespace CyberVoisins.Core.Tests.Time;

/// <summary>Row 21 of the fault matrix: clock changes, midnight, overseas, holidays of one region; and what each purpose may.</summary>
public sealed class CivilHoursEverywhere
{
    private static Instant At(string text) => OffsetDateTimePattern.GeneralIso.Parse(text).Value.ToInstant();

    private static string Next(string at, MessagePurpose purpose, Region region, string? about = null) =>
        CivilHours.Next(At(at), purpose, region, about is null ? null : At(about)).InZone(region.Zone()).LocalDateTime.ToString("ddd dd/MM HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-29T00:30:00+01:00", "Mon 30/03 09:00")] // the night the clocks go forward, a Sunday
    [InlineData("2026-10-25T02:30:00+02:00", "Mon 26/10 09:00")] // the hour that comes twice
    [InlineData("2026-11-24T23:59:59+01:00", "Wed 25/11 09:00")]
    [InlineData("2026-11-24T00:00:00+01:00", "Tue 24/11 09:00")]
    [InlineData("2026-11-24T19:59:59+01:00", "Tue 24/11 19:59")]
    [InlineData("2026-11-24T20:00:00+01:00", "Wed 25/11 09:00")]
    public void Row_21_in_Paris(string at, string next) => Assert.Equal(next, Next(at, MessagePurpose.Solicitation, Region.Mainland));

    [Theory]
    [InlineData(Region.Reunion, "2026-11-24T06:00:00+01:00", "Tue 24/11 09:00")] // 9:00 there
    [InlineData(Region.Reunion, "2026-11-24T18:00:00+01:00", "Wed 25/11 09:00")] // 21:00 there
    [InlineData(Region.Martinique, "2026-11-24T10:00:00+01:00", "Tue 24/11 09:00")] // 5:00 there
    [InlineData(Region.Martinique, "2026-11-24T22:00:00+01:00", "Tue 24/11 17:00")]
    [InlineData(Region.FrenchPolynesia, "2026-11-24T10:00:00+01:00", "Tue 24/11 09:00")] // 23:00 of the day before
    [InlineData(Region.NewCaledonia, "2026-11-24T10:00:00+01:00", "Wed 25/11 09:00")] // 20:00
    public void Row_21_overseas_by_the_readers_clock(Region region, string at, string next) => Assert.Equal(next, Next(at, MessagePurpose.Solicitation, region));

    [Theory]
    [InlineData(Region.AlsaceMoselle, 4, 3)] // Good Friday 2026
    [InlineData(Region.AlsaceMoselle, 12, 26)]
    [InlineData(Region.Mayotte, 4, 27)]
    [InlineData(Region.Martinique, 5, 22)]
    [InlineData(Region.Guadeloupe, 5, 27)]
    [InlineData(Region.SaintMartin, 5, 28)]
    [InlineData(Region.FrenchGuiana, 6, 10)]
    [InlineData(Region.SaintBarthelemy, 10, 9)]
    [InlineData(Region.Reunion, 12, 20)]
    [InlineData(Region.NewCaledonia, 9, 24)]
    [InlineData(Region.WallisAndFutuna, 7, 29)]
    [InlineData(Region.FrenchPolynesia, 6, 29)]
    public void Row_21_a_holiday_of_one_region_is_none_in_Paris(Region region, int month, int day)
    {
        var date = new LocalDate(2026, month, day);
        Assert.True(FrenchHolidays.Contains(date, region));
        Assert.False(FrenchHolidays.Contains(date, Region.Mainland));
    }

    [Theory]
    // A reminder keeps over a Sunday when its visit is far, and goes on the Sunday when it is near.
    [InlineData("2026-11-29T10:00:00+01:00", "2026-12-03T10:00:00+01:00", "Mon 30/11 09:00")]
    [InlineData("2026-11-29T10:00:00+01:00", "2026-11-30T10:00:00+01:00", "Sun 29/11 10:00")]
    [InlineData("2026-12-25T21:00:00+01:00", "2026-12-26T14:00:00+01:00", "Sat 26/12 09:00")]
    [InlineData("2026-11-29T21:00:00+01:00", null, "Mon 30/11 09:00")]
    public void News_of_a_visit_waits_for_a_working_day_only_while_it_can(string at, string? about, string next) =>
        Assert.Equal(next, Next(at, MessagePurpose.Transactional, Region.Mainland, about));

    [Theory]
    [InlineData("2026-11-29T06:00:00+01:00", "Sun 29/11 07:00")]
    [InlineData("2026-11-29T21:30:00+01:00", "Sun 29/11 21:30")]
    [InlineData("2026-11-29T22:00:00+01:00", "Mon 30/11 07:00")]
    public void Safety_is_told_from_seven_to_ten_every_day(string at, string next) => Assert.Equal(next, Next(at, MessagePurpose.Safety, Region.Mainland));

    [Fact]
    public void An_answer_comes_at_once() => Assert.Equal("Sun 29/11 03:00", Next("2026-11-29T03:00:00+01:00", MessagePurpose.Answer, Region.Mainland));

    [Property]
    public bool Never_at_night_anywhere(uint minutes, byte region, byte purpose)
    {
        var where = Enum.GetValues<Region>()[region % 13];
        var why = new[] { MessagePurpose.Safety, MessagePurpose.Transactional, MessagePurpose.Solicitation }[purpose % 3];
        var at = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(minutes % 2_000_000);
        var next = CivilHours.Next(at, why, where, null);
        var local = next.InZone(where.Zone()).LocalDateTime;
        return next >= at && local.Hour >= 7 && local.Hour < 22
            && (why == MessagePurpose.Safety || (local.Hour >= 9 && local.Hour < 20 && local.DayOfWeek != IsoDayOfWeek.Sunday && !FrenchHolidays.Contains(local.Date, where)));
    }

    [Theory]
    [InlineData("75117", Region.Mainland)]
    [InlineData("2A004", Region.Mainland)]
    [InlineData("67482", Region.AlsaceMoselle)]
    [InlineData("57463", Region.AlsaceMoselle)]
    [InlineData("97411", Region.Reunion)]
    [InlineData("97611", Region.Mayotte)]
    [InlineData("98818", Region.NewCaledonia)]
    public void A_commune_tells_the_region(string code, Region region) => Assert.Equal(region, Regions.OfCommune(code));

    [Theory]
    [InlineData("+262692123456", Region.Reunion)]
    [InlineData("+262639123456", Region.Mayotte)]
    [InlineData("+594694123456", Region.FrenchGuiana)]
    [InlineData("+33612345678", null)]
    public void A_telephone_tells_it_overseas(string phone, Region? region) => Assert.Equal(region, Regions.OfPhone(new PhoneNumber(phone)));
}
