using CyberVoisins.Core.Messages;
using NodaTime;
using NodaTime.TimeZones;

namespace CyberVoisins.Core.Time;

/// <summary>
/// When a message may reach somebody, by its purpose, in the recipient's own region:
/// a solicitation from 9:00 to 20:00, neither on a Sunday nor on a public holiday; news of one's own visit at the same
/// hours, on such a day only when it cannot wait (<see cref="Urgent"/>); safety from 7:00 to 22:00 every day; an answer at
/// once. Source: operators forbid 20:00 or 22:00 to 8:00, Sundays and holidays for marketing, and nothing for
/// transactions; ours are narrower (shared/design/sms-facts.md, section 4).
/// </summary>
/// <param name="EveryDay">True when Sundays and holidays count too.</param>
public readonly record struct CivilHours(Region Region, LocalTime Opening, LocalTime Closing, bool EveryDay)
{
    private static readonly LocalTime Nine = new(9, 0), Twenty = new(20, 0);

    /// <summary>Something that happens sooner than this does not wait for a working day.</summary>
    public static readonly Duration Urgent = Duration.FromHours(24);

    /// <summary>Where a message that had to go earlier lands: half an hour before closing, so that it is read the same evening.</summary>
    private LocalTime Evening => Closing.PlusMinutes(-30);

    /// <summary>9:00 to 20:00.</summary>
    public static CivilHours Daytime(Region region, bool everyDay) => new(region, Nine, Twenty, everyDay);

    /// <summary>The hours of a purpose; null when it keeps none.</summary>
    public static CivilHours? Of(MessagePurpose purpose, Region region) => purpose switch
    {
        MessagePurpose.Answer => null,
        MessagePurpose.Safety => new(region, new(7, 0), new(22, 0), EveryDay: true),
        MessagePurpose.Transactional or MessagePurpose.Solicitation => Daytime(region, everyDay: false),
    };

    /// <summary>
    /// When a message may leave: at or after an instant, in the hours of its purpose. What speaks of an hour less than a
    /// day after its working morning goes on the Sunday or holiday before it.
    /// </summary>
    /// <param name="about">When what it speaks of happens; null when at no hour.</param>
    public static Instant Next(Instant at, MessagePurpose purpose, Region region, Instant? about)
    {
        if (Of(purpose, region) is not { } hours) return at;
        var next = hours.AtOrAfter(at);
        return purpose == MessagePurpose.Transactional && about is { } event_ && next > event_ - Urgent ? (hours with { EveryDay = true }).AtOrAfter(at) : next;
    }

    /// <summary>May a message leave at this instant?</summary>
    public bool Open(Instant at)
    {
        var local = at.InZone(Region.Zone()).LocalDateTime;
        return local.TimeOfDay >= Opening && local.TimeOfDay < Closing && MayBe(local.Date);
    }

    /// <summary>The first civil instant at or after this one.</summary>
    public Instant AtOrAfter(Instant at)
    {
        if (Open(at)) return at;
        var local = at.InZone(Region.Zone()).LocalDateTime;
        var date = local.TimeOfDay < Opening ? local.Date : local.Date.PlusDays(1);
        while (!MayBe(date)) date = date.PlusDays(1);
        return Region.Zone().ResolveLocal(date.At(Opening), Resolvers.LenientResolver).ToInstant();
    }

    /// <summary>The last civil instant at or before this one: a reminder is better early than at night.</summary>
    public Instant AtOrBefore(Instant at)
    {
        if (Open(at)) return at;
        var local = at.InZone(Region.Zone()).LocalDateTime;
        var date = local.TimeOfDay >= Closing ? local.Date : local.Date.PlusDays(-1);
        while (!MayBe(date)) date = date.PlusDays(-1);
        return Region.Zone().ResolveLocal(date.At(Evening), Resolvers.LenientResolver).ToInstant();
    }

    private bool MayBe(LocalDate date) => EveryDay || (date.DayOfWeek != IsoDayOfWeek.Sunday && !FrenchHolidays.Contains(date, Region));
}
