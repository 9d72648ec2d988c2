using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>The association's word for a volunteer, given once: a renewal is another one. Never changed afterwards.</summary>
public sealed class Vouching
{
    public required VouchingId Id { get; init; }
    public required VolunteerId VolunteerId { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required Instant At { get; init; }

    /// <summary>The account of the coordinator who vouched.</summary>
    public required Guid ByUserId { get; init; }

    public required VouchLevel Level { get; init; }

    /// <summary>After this the volunteer is asked nothing more until the association renews its word; visits already fixed stay.</summary>
    public required Instant Until { get; init; }

    /// <summary>Which document was shown this time; null when none was.</summary>
    public DocumentType? Document { get; init; }

    /// <summary>On which day; null exactly when <see cref="Document"/> is.</summary>
    public LocalDate? DocumentSeenOn { get; init; }
}

/// <summary>What an association demands of its volunteers before they are asked. Defaults and bounds: docs/trust.md.</summary>
/// <param name="ValidMonths">How long its word holds, 1 to 60 months; by default two years.</param>
/// <param name="Levels">The least level for each way to meet.</param>
/// <param name="RecordsBulletin3">It may note that a volunteer showed the bulletin n° 3; off unless the association decides it.</param>
public sealed record VouchingPolicy(int ValidMonths, ModeLevels Levels, bool RecordsBulletin3)
{
    public static readonly VouchingPolicy Default = new(24, ModeLevels.Default, RecordsBulletin3: false);

    /// <summary>How long before its end the association is reminded.</summary>
    public static readonly Duration ReminderAhead = Duration.FromDays(30);

    /// <summary>Until when a word given now holds: the same day of the month, so many months later, at the end of that day.</summary>
    public Instant Until(Instant now, DateTimeZone zone) => zone.AtStartOfDay(now.InZone(zone).Date.PlusMonths(ValidMonths).PlusDays(1)).ToInstant();
}

/// <summary>The least level for each way to meet.</summary>
public sealed record ModeLevels(VouchLevel AtHome, VouchLevel PublicPlace, VouchLevel ByPhone)
{
    /// <summary>Nobody goes to somebody's home before the association has seen who they are.</summary>
    public static readonly ModeLevels Default = new(VouchLevel.IdentitySeen, VouchLevel.PhoneConfirmed, VouchLevel.PhoneConfirmed);

    public VouchLevel Of(Requests.MeetingMode mode) => mode switch
    {
        Requests.MeetingMode.AtHome => AtHome,
        Requests.MeetingMode.PublicPlace => PublicPlace,
        Requests.MeetingMode.ByPhone => ByPhone,
    };
}
