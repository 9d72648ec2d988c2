using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;

namespace CyberVoisins.Core.Tests.Matching;

/// <summary>A need and a volunteer who fits it; each test changes the one thing it is about.</summary>
internal static class Make
{
    public static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    public static readonly Coordinates Home = new(48.8876, 2.3072);

    /// <summary>Tuesday 24 November 2026, 10:00 in Paris.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    /// <summary>Thursday 26 November 2026 in Paris, from and to these local times.</summary>
    public static TimeWindow Thursday(int from, int to) => new(
        new LocalDate(2026, 11, 26).At(new LocalTime(from, 0)).InZoneStrictly(Paris).ToInstant(),
        new LocalDate(2026, 11, 26).At(new LocalTime(to, 0)).InZoneStrictly(Paris).ToInstant());

    public static Need Need(params TimeWindow[] windows) => new(
        new RequestId(new Guid("01900000-0000-7000-8000-000000000001")), HelpCategory.DeviceBasics, 30, Home, [MeetingMode.AtHome],
        windows.Length > 0 ? windows : [Thursday(14, 17)], "fr", [], Now + Duration.FromHours(3), 5_000, 10_000, Paris, "fr", null, ModeLevels.Default);

    /// <summary>The association has seen who they are, they accepted the charter, and all is in date.</summary>
    public static readonly Guarantee Seen = new(VouchLevel.IdentitySeen, InDate: true, CharterAccepted: true, Minor: false, GuardianConsents: false);

    public static Candidate Candidate(int number = 1) => new(
        new VolunteerId(new Guid($"01900000-0000-7000-9000-{number:000000000000}")), VolunteerState.Vouched, Home, 2_000,
        [HelpCategory.DeviceBasics], ["fr"], [MeetingMode.AtHome],
        new WeeklyAvailability([new WeeklySlot(IsoDayOfWeek.Thursday, new LocalTime(9, 0), new LocalTime(19, 0))]),
        60, new Dictionary<int, int>(), [], false, Seen, false, 0, false, null, false, 0, null);

    /// <summary>A point this far north of home.</summary>
    public static Coordinates North(double metres) => new(Home.Latitude + metres / 111_195.08, Home.Longitude);
}
