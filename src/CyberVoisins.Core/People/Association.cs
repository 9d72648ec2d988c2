using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>An association: the tenant, the one that vouches, and the one people call.</summary>
public sealed class Association
{
    public required AssociationId Id { get; init; }

    /// <summary>Full name, at most 80 characters.</summary>
    public required string Name { get; set; }

    /// <summary>How its SMS begin: at most 20 characters, GSM-7 only.</summary>
    public required string SmsName { get; set; }

    /// <summary>The number people call; written in every SMS that cannot be answered by SMS.</summary>
    public required PhoneNumber Phone { get; set; }

    public required Territory Territory { get; set; }

    /// <summary>IANA time zone of the territory: months, hours and reminders are counted in it.</summary>
    public required string TimeZone { get; set; }

    public required AskingPolicy Policy { get; set; }

    /// <summary>What it demands before a volunteer is asked.</summary>
    public VouchingPolicy Vouching { get; set; } = VouchingPolicy.Default;

    /// <summary>The version of its charter that volunteers accept now, and since when; 1 is ours alone, since always.</summary>
    public int CharterVersion { get; private set; } = Charter.First;
    public Instant? CharterSince { get; private set; }

    /// <summary>The oldest version that still counts while the grace after the last publication lasts.</summary>
    public int CharterGraceFrom { get; private set; } = Charter.First;

    /// <summary>Published again within the grace (a word was wrong), nobody who had time left loses it.</summary>
    public void PublishCharter(Charter charter)
    {
        if (!(charter.PublishedAt < CharterSince + Charter.Grace)) CharterGraceFrom = CharterVersion;
        (CharterVersion, CharterSince) = (charter.Version, charter.PublishedAt);
    }

    public required Instant CreatedAt { get; init; }

    /// <summary>
    /// After so many calendar months without a sign of a person, they are erased: 12 to 36. Three years after the last contact is the CNIL's yardstick for
    /// people who are heard of no more; two, for social support (référentiels of 2021 and 2022): an association of that kind chooses 24.
    /// </summary>
    public int ForgetAfterMonths { get; private set; } = MostForgetMonths;

    /// <summary>Since when that holds, when it was ever changed: whoever it newly concerns is listed for a month first.</summary>
    public Instant? ForgetAfterSince { get; private set; }

    public const int FewestForgetMonths = 12, MostForgetMonths = 36;

    public void ForgetAfter(int months, Instant now) => (ForgetAfterMonths, ForgetAfterSince) = (months, now);

    /// <summary>When the demand on its volunteers was last measured; null before the first night.</summary>
    public Instant? DemandMeasuredAt { get; init; }

    /// <summary>How many decisions about people were recorded: the length of the chain.</summary>
    public int Decisions { get; private set; }

    /// <summary>Since when its coordinators stopped every SMS of the association; null while they leave.</summary>
    public Instant? SmsStoppedAt { get; set; }

    /// <summary>What they wrote when they stopped them, at most 200 characters.</summary>
    public string? SmsStoppedBecause { get; set; }

    /// <summary>When a person answers its telephone, in its local time; by default weekdays from 9:00 to 12:00 and from 14:00 to 17:00.</summary>
    public Time.WeeklyAvailability OpeningHours { get; set; } = DefaultOpeningHours;

    public static readonly Time.WeeklyAvailability DefaultOpeningHours = new(
        Enumerable.Range(1, 5).SelectMany(day => new[]
        {
            new Time.WeeklySlot((IsoDayOfWeek)day, new(9, 0), new(12, 0)),
            new Time.WeeklySlot((IsoDayOfWeek)day, new(14, 0), new(17, 0)),
        }));

    public Time.Region Region => Time.Regions.OfZone(TimeZone);
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
}

/// <summary>Where an association works: a circle, or a list of communes (or both: either is enough).</summary>
/// <param name="Center">Null when only communes are given; then distances are measured from the volunteers themselves.</param>
/// <param name="RadiusMetres">Null exactly when the centre is.</param>
/// <param name="CommuneCodes">INSEE codes.</param>
public sealed record Territory(Coordinates? Center, int? RadiusMetres, IReadOnlyList<string> CommuneCodes)
{
    public bool Contains(Place place) =>
        (Center is { } center && RadiusMetres is { } radius && center.MetresTo(place.Coordinates) <= radius)
        || CommuneCodes.Contains(place.CommuneCode);
}

/// <summary>How volunteers are asked. Defaults and bounds: docs/architecture.md.</summary>
/// <param name="WaveSize">How many are asked at once, 1 to 200; an urgent search may ask more (<see cref="Matching.OnlinePolicy"/>).</param>
/// <param name="OfferExpiryMinutes">After this an unanswered offer lets the next wave go; a later yes still counts while nobody else said it. Waking minutes (8:00 to 22:00), 15 to 4,320.</param>
/// <param name="MaximumRadiusMetres">Where the widening ring stops, 500 to 100,000.</param>
/// <param name="MinimumNoticeMinutes">A visit is not proposed sooner than this, 60 to 2,880.</param>
/// <param name="RotationLimit">How often the same two may meet within 90 days, 1 to 20; null is no limit.</param>
/// <param name="MaximumCarryOverMinutes">Unused minutes of a month that are good in the next one, 0 to 120; by default none.</param>
public sealed record AskingPolicy(
    int WaveSize = 1, int OfferExpiryMinutes = 720, int MaximumRadiusMetres = 10_000, int MinimumNoticeMinutes = 180, int? RotationLimit = null,
    int MaximumCarryOverMinutes = 0)
{
    public static readonly AskingPolicy Default = new();
}
