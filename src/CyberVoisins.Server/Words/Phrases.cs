using System.Globalization;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Words;

/// <summary>Dates, distances and kinds of help in the words of an SMS: short, and without a letter that GSM-7 lacks.</summary>
internal static class Phrases
{
    /// <summary>"mar. 24/11 à 14h30".</summary>
    public static string When(Instant at, DateTimeZone zone, CultureInfo culture)
    {
        var local = at.InZone(zone);
        return Labels.Say(culture, "WHEN",
            Labels.Say(culture, $"DAY_{(int)local.DayOfWeek}"), local.Day.ToString("00", null), local.Month.ToString("00", null), local.Hour, local.Minute.ToString("00", null));
    }

    public static string Band(DistanceBand band, CultureInfo culture) => Labels.Say(culture, $"BAND_{band.UpperSnake()}");
    public static string Category(HelpCategory category, CultureInfo culture) => Labels.Say(culture, $"CATEGORY_{category.UpperSnake()}");
    public static string Mode(MeetingMode mode, CultureInfo culture) => Labels.Say(culture, $"MODE_{mode.UpperSnake()}");

    /// <summary>What a volunteer may do, and what never.</summary>
    public static string Mandate(Mandate mandate, CultureInfo culture) => Labels.Say(culture, $"MANDATE_{mandate.UpperSnake()}");

    /// <summary>A first name as an SMS says it: at most 15 letters, so that two of them leave room for a place.</summary>
    public static string FirstName(string written) => Short(written, 15);

    /// <summary>"15/01/2027".</summary>
    public static string Day(LocalDate day) => $"{day.Day:00}/{day.Month:00}/{day.Year:0000}";

    /// <summary>
    /// A text in one SMS: the place gives way, and nothing else; never below <paramref name="least"/> letters, from where the text
    /// may cost a second SMS.
    /// </summary>
    public static string Fit(Func<string, string> say, string place, int least)
    {
        var text = Gsm7.Normalize(say(place));
        for (var room = Gsm7.Normalize(place).Length - 1; room >= least && Gsm7.Segments(text) > 1; room--) text = Gsm7.Normalize(say(Short(place, room)));
        return text;
    }

    /// <summary>Cut at a word, with "..", so that what follows (the code, the hour) is never lost; counted as an SMS will spell it.</summary>
    public static string Short(string written, int maximum)
    {
        var text = Gsm7.Normalize(written);
        if (text.Length <= maximum) return text;
        var cut = text.LastIndexOf(' ', maximum - 2);
        return string.Concat(text.AsSpan(0, cut > maximum / 2 ? cut : maximum - 2).TrimEnd([' ', ',']), "..");
    }
}
