using CyberVoisins.Core.Time;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Time;

public sealed class TheWakingHours
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    private static Instant At(int day, int hour, int minute = 0) => new LocalDateTime(2026, 3, day, hour, minute).InZoneStrictly(Paris).ToInstant();

    private static Instant After(Instant from, int hours) => WakingHours.After(from, Duration.FromHours(hours), Paris);

    [Fact] public void Within_one_day_it_is_plain_time() => Assert.Equal(At(10, 22), After(At(10, 10), 12));
    [Fact] public void What_is_left_at_night_runs_on_in_the_morning() => Assert.Equal(At(11, 8, 1), WakingHours.After(At(10, 21, 59), Duration.FromMinutes(2), Paris));
    [Fact] public void At_night_it_begins_in_the_morning() => Assert.Equal(At(11, 9), After(At(10, 23), 1));
    [Fact] public void Before_eight_it_begins_at_eight() => Assert.Equal(At(10, 9), After(At(10, 3), 1));
    [Fact] public void Long_times_take_days_of_fourteen_hours() => Assert.Equal(At(12, 22), After(At(10, 8), 42));
    [Fact] public void The_night_that_loses_an_hour_changes_nothing() => Assert.Equal(At(29, 11), After(At(28, 13), 12));

    [Property]
    public bool Later_never_ends_sooner(ushort minutes, ushort later, ushort time) =>
        WakingHours.After(At(1, 0) + Duration.FromMinutes(minutes), Duration.FromMinutes(time % 5_000), Paris)
        <= WakingHours.After(At(1, 0) + Duration.FromMinutes(minutes + later), Duration.FromMinutes(time % 5_000), Paris);
}
