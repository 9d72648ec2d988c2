using CyberVoisins.Core.Time;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Time;

public sealed class AWeeklyAvailability
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    private static TimeWindow Window(LocalDateTime from, LocalDateTime to) => new(from.InZoneLeniently(Paris).ToInstant(), to.InZoneLeniently(Paris).ToInstant());

    [Fact]
    public void Joins_slots_that_touch()
    {
        var free = new WeeklyAvailability([new(IsoDayOfWeek.Tuesday, new(9, 0), new(11, 0)), new(IsoDayOfWeek.Tuesday, new(11, 0), new(12, 0))]);
        var day = Window(new(2026, 11, 24, 0, 0), new(2026, 11, 25, 0, 0));
        Assert.Equal([Window(new(2026, 11, 24, 9, 0), new(2026, 11, 24, 12, 0))], free.Within(day, Paris));
    }

    [Fact]
    public void Until_midnight_means_the_end_of_the_day()
    {
        var free = new WeeklyAvailability([new(IsoDayOfWeek.Tuesday, new(20, 0), LocalTime.Midnight)]);
        var day = Window(new(2026, 11, 24, 0, 0), new(2026, 11, 26, 0, 0));
        Assert.Equal([Window(new(2026, 11, 24, 20, 0), new(2026, 11, 25, 0, 0))], free.Within(day, Paris));
    }

    [Fact]
    public void A_slot_that_the_spring_change_swallows_is_no_slot()
    {
        var free = new WeeklyAvailability([new(IsoDayOfWeek.Sunday, new(2, 0), new(3, 0))]);
        Assert.Empty(free.Within(Window(new(2026, 3, 29, 0, 0), new(2026, 3, 30, 0, 0)), Paris));
    }

    [Property]
    public bool Is_read_back_as_it_was_written(byte[] bytes)
    {
        var slots = bytes.Take(20).Select(b => new WeeklySlot((IsoDayOfWeek)(b % 7 + 1), new LocalTime(b % 12, 0), new LocalTime(12 + b % 11, 30)));
        var free = new WeeklyAvailability(slots);
        return WeeklyAvailability.Parse(free.ToString()).Equals(free);
    }

    [Property]
    public bool Overlap_is_symmetric(ushort a, ushort b, ushort c, ushort d)
    {
        var first = new TimeWindow(Instant.FromUnixTimeSeconds(a), Instant.FromUnixTimeSeconds(a + b + 1L));
        var second = new TimeWindow(Instant.FromUnixTimeSeconds(c), Instant.FromUnixTimeSeconds(c + d + 1L));
        return first.Overlaps(second) == second.Overlaps(first) && first.Overlaps(second) == (first.Intersect(second) is not null);
    }
}
