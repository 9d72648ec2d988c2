using System.Globalization;
using System.Text;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Server;

/// <summary>What every use case asks of what people type: each check refuses with its own code and the field's name.</summary>
internal static class Check
{
    /// <summary>Trimmed, of a stated length, without control or invisible characters and without markup: it will be read in an SMS and on a page.</summary>
    public static string Text(string? text, string field, int minimum, int maximum)
    {
        var trimmed = text?.Trim() ?? "";
        // The length first: what is far too long is not read.
        return trimmed.Length >= minimum && trimmed.Length <= maximum && trimmed.EnumerateRunes().All(MayBeWritten) && trimmed.EnumerateRunes().Any(IsSeen)
            ? trimmed
            : throw new Refusal(ErrorCode.InvalidText, field, minimum, maximum);
    }

    /// <summary>A name is read in an SMS under the association's name: no address of a site, no link, no e-mail, and no number stands in it.</summary>
    public static string FirstName(string? text, string field)
    {
        var name = Text(text, field, 1, 40);
        return ContactInText.InName(name) ? throw new Refusal(ErrorCode.InvalidName, field) : name;
    }

    /// <summary>Where to meet, or an address that nobody looked up: it is read in an SMS as it is written.</summary>
    public static string? MeetingPlace(string? text, string field, int maximum) =>
        OptionalText(text, field, maximum) is var place && place is not null && ContactInText.InAddress(place) ? throw new Refusal(ErrorCode.ContactInAddress, field) : place;

    /// <summary>Half a surrogate pair comes as U+FFFD, the sign for broken text. Joiners and direction marks belong to Persian, Arabic and emoji.</summary>
    private static bool MayBeWritten(Rune rune) =>
        rune.Value is >= 0x200C and <= 0x200F
        || (rune.Value is not ('<' or '>' or 0xFFFD)
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));

    private static bool IsSeen(Rune rune) => rune.Value is not (>= 0x200C and <= 0x200F) && !Rune.IsWhiteSpace(rune);

    public static string? OptionalText(string? text, string field, int maximum) =>
        string.IsNullOrWhiteSpace(text) ? null : Text(text, field, 1, maximum);

    public static int Minutes(int value, string field, int minimum, int maximum) =>
        value >= minimum && value <= maximum ? value : throw new Refusal(ErrorCode.InvalidMinutes, field, $"{minimum}-{maximum}");

    /// <summary>A visit is half an hour or an hour.</summary>
    public static int VisitMinutes(int value, string field) =>
        value is 30 or 60 ? value : throw new Refusal(ErrorCode.InvalidMinutes, field, "30, 60");

    public static int Metres(int value, string field, int minimum, int maximum) =>
        value >= minimum && value <= maximum ? value : throw new Refusal(ErrorCode.InvalidDistance, field, minimum, maximum);

    public static string Language(string? code, string field) =>
        code is not null && Core.People.Languages.Known.Contains(code) ? code : throw new Refusal(ErrorCode.UnknownLanguage, field);

    public static IReadOnlyList<string> Languages(IReadOnlyList<string> codes, string field) =>
        [.. List(codes, field, 1, 10).Select(code => Language(code, field))];

    public static IReadOnlyList<T> List<T>(IReadOnlyList<T>? items, string field, int minimum, int maximum)
    {
        var count = items?.Count ?? 0;
        return count >= minimum && count <= maximum && (items ?? []).Distinct().Count() == count
            ? items ?? []
            : throw new Refusal(ErrorCode.InvalidList, field, minimum, maximum);
    }

    public static WeeklyAvailability Availability(IReadOnlyList<WeeklySlotInput> slots, string field)
    {
        List(slots, field, 1, 50);
        return new(slots.Select((slot, i) =>
            slot.End == LocalTime.Midnight || slot.End > slot.Start
                ? new WeeklySlot(slot.Day, slot.Start, slot.End)
                : throw new Refusal(ErrorCode.InvalidSlot, $"{field}.{i}.end")));
    }

    /// <summary>The day of something that took place: today at the latest, and not before 2000.</summary>
    public static LocalDate NotLater(LocalDate day, LocalDate today, string field) =>
        day <= today && day.Year >= 2000 ? day : throw new Refusal(ErrorCode.InvalidDate, field);

    /// <summary>How far ahead a visit may be asked for.</summary>
    public const int HorizonDays = 90;

    /// <summary>How long one window may be.</summary>
    public const int LongestWindowDays = 31;

    /// <summary>Windows that can still hold a visit of this length, in order; those that touch or overlap stay as they are.</summary>
    /// <param name="notice">How long before a visit it must be asked for.</param>
    public static IReadOnlyList<TimeWindow> Windows(IReadOnlyList<TimeWindowInput> windows, string field, int minutes, Instant now, Duration notice)
    {
        List(windows, field, 1, 20);
        return [.. windows.Select((w, i) => Window(w, $"{field}.{i}", minutes, now, now + notice)).OrderBy(w => w.Start)];
    }

    // Bounded at both ends: each day of a window is looked at for each neighbour.
    private static TimeWindow Window(TimeWindowInput window, string field, int minutes, Instant now, Instant earliest)
    {
        var (length, latest) = (Duration.FromMinutes(minutes), earliest + Duration.FromDays(HorizonDays));
        if (window.End < window.Start || window.End - window.Start < length)
            throw new Refusal(ErrorCode.InvalidSlot, $"{field}.end");
        if (window.End - length < earliest || window.Start < now - Duration.FromDays(1))
            throw new Refusal(ErrorCode.SlotInThePast, $"{field}.start", earliest.ToString("yyyy-MM-dd HH:mm'Z'", null));
        if (window.Start > latest || window.End > latest)
            throw new Refusal(ErrorCode.SlotTooFarAhead, window.Start > latest ? $"{field}.start" : $"{field}.end", HorizonDays);
        // One hour more: October has it.
        if (window.End - window.Start > Duration.FromDays(LongestWindowDays) + Duration.FromHours(1))
            throw new Refusal(ErrorCode.SlotTooLong, $"{field}.end", LongestWindowDays);
        return new(window.Start, window.End);
    }
}

/// <summary>A stretch of a weekday in the association's local time.</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Start">From this time of day.</param>
/// <param name="End">Midnight (00:00) means the end of the day.</param>
public sealed record WeeklySlotInput(IsoDayOfWeek Day, LocalTime Start, LocalTime End);

/// <summary>A stretch of time of at most 31 days; it must hold the minutes asked for.</summary>
/// <param name="Start">From this instant, yesterday at the earliest.</param>
/// <param name="End">To this instant, at most 90 days ahead.</param>
public sealed record TimeWindowInput(Instant Start, Instant End);

/// <summary>Where: an address as people write it, or exact coordinates, or both (the coordinates win, the text is shown).</summary>
/// <param name="Text">3 to 200 characters.</param>
/// <param name="Latitude">Degrees north, -90 to 90; goes with the longitude.</param>
/// <param name="Longitude">Degrees east, -180 to 180; goes with the latitude.</param>
public sealed record AddressInput(string? Text, double? Latitude, double? Longitude);
