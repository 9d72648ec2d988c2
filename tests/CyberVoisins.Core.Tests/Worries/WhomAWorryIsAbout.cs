using CyberVoisins.Core.Worries;

namespace CyberVoisins.Core.Tests.Worries;

public sealed class WhomAWorryIsAbout
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 27, 13, 0);
    private static readonly AssociationId Association = new(Guid.Parse("00000000-0000-7000-8000-000000000001"));
    private static int _visits;

    private static Guid Id(int number) => Guid.Parse($"00000000-0000-7000-8000-{number:d12}");

    /// <summary>Half an hour, so many minutes from now.</summary>
    private static Meeting Meets(int volunteer, int resident, long minutes) =>
        new(new(Id(++_visits)), Association, new(Id(volunteer)), new(Id(resident)), Now + Duration.FromMinutes(minutes), Now + Duration.FromMinutes(minutes + 30));

    [Fact]
    public void Nobody_met_is_nobody() => Assert.Null(WhomItIsAbout.Of([], Now));

    [Fact]
    public void The_only_person_met_is_meant_and_the_meeting_nearest_to_now()
    {
        var (before, after) = (Meets(1, 9, -3_000), Meets(1, 9, 2_000));
        Assert.Equal(after, WhomItIsAbout.Of([before, after], Now));
    }

    [Theory]
    [InlineData(-60 * 24 * 60, true)] // it ended half an hour less than sixty days ago
    [InlineData(-60 * 24 * 60 - 30, false)]
    public void Who_was_met_longer_ago_is_not_guessed(long minutes, bool meant) => Assert.Equal(meant, WhomItIsAbout.Of([Meets(1, 9, minutes)], Now) is not null);

    [Theory]
    [InlineData(-10, true)] // there now
    [InlineData(-210, true)] // gone for three hours
    [InlineData(-211, false)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Of_several_the_one_who_is_there_or_just_was(long minutes, bool meant)
    {
        var (there, other) = (Meets(1, 9, minutes), Meets(2, 9, 3_000));
        Assert.Equal(meant ? there : null, WhomItIsAbout.Of([other, there], Now));
    }

    [Fact]
    public void Two_at_hand_are_one_too_many() => Assert.Null(WhomItIsAbout.Of([Meets(1, 9, -10), Meets(2, 9, -120)], Now));

    [Fact]
    public void A_volunteer_who_saw_two_residents_is_asked() => Assert.Null(WhomItIsAbout.Of([Meets(1, 8, -3_000), Meets(1, 9, -6_000)], Now));
}
