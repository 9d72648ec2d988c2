using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Visits;

public sealed class TheReminderPlan
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static Instant At(int day, int hour, int minute = 0) => new LocalDateTime(2026, 11, day, hour, minute).InZoneStrictly(Paris).ToInstant();

    private static (ReminderKind, Instant)[] Plan(Instant start, Instant booked) => [.. ReminderPlan.For(start, booked, Region.Mainland).Select(r => (r.Kind, r.At))];

    [Fact]
    public void Is_two_days_and_two_hours_before() => // Friday 27th at 14:30, booked on Tuesday
        Assert.Equal([(ReminderKind.TwoDays, At(25, 14, 30)), (ReminderKind.TwoHours, At(27, 12, 30))], Plan(At(27, 14, 30), At(24, 10)));

    [Fact]
    public void A_morning_visit_is_recalled_the_evening_before() =>
        Assert.Equal([(ReminderKind.TwoDays, At(25, 10)), (ReminderKind.TwoHours, At(26, 19, 30))], Plan(At(27, 10), At(23, 10)));

    [Fact]
    public void Booked_late_it_keeps_what_still_makes_sense() =>
        Assert.Equal([(ReminderKind.DayBefore, At(26, 14)), (ReminderKind.TwoHours, At(27, 12))], Plan(At(27, 14), At(26, 9)));

    [Fact]
    public void The_first_is_never_sent_once_the_last_is_due()
    {
        var plan = ReminderPlan.For(At(27, 14, 30), At(24, 10), Region.Mainland).ToList();
        Assert.Equal([At(27, 12, 30), At(27, 14, 10)], plan.Select(r => r.Deadline));
    }

    [Fact]
    public void Booked_the_same_morning_only_the_last_remains() => Assert.Equal([(ReminderKind.TwoHours, At(27, 13))], Plan(At(27, 15), At(27, 9)));

    [Fact]
    public void Booked_an_hour_before_the_confirmation_is_enough() => Assert.Empty(Plan(At(27, 15), At(27, 13, 30)));

    [Fact]
    public void Two_days_before_a_tuesday_is_the_saturday() => // not Sunday 22nd
        Assert.Equal((ReminderKind.TwoDays, At(21, 19, 30)), Plan(At(24, 14), At(16, 9))[0]);

    [Property]
    public bool Never_after_the_fact_never_at_night_never_before_the_booking(uint lead, uint hour)
    {
        var start = At(2, 0) + Duration.FromHours(hour % 600);
        var booked = start - Duration.FromMinutes(lead % 20_000);
        return ReminderPlan.For(start, booked, Region.Mainland).All(r =>
            r.At > booked && r.At < start && r.Deadline < start && CivilHours.Daytime(Region.Mainland, everyDay: true).Open(r.At));
    }

    [Property]
    public bool At_most_two(uint lead) => ReminderPlan.For(At(27, 15), At(27, 15) - Duration.FromMinutes(lead % 50_000), Region.Mainland).Count() <= 2;
}
