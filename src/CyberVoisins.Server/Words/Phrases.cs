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

    /// <summary>Cut at a word, with "..", so that what follows (the code, the hour) is never lost; counted as an SMS will spell it.</summary>
    public static string Short(string written, int maximum)
    {
        var text = Gsm7.Normalize(written);
        if (text.Length <= maximum) return text;
        var cut = text.LastIndexOf(' ', maximum - 2);
        return string.Concat(text.AsSpan(0, cut > maximum / 2 ? cut : maximum - 2).TrimEnd([' ', ',']), "..");
    }
}
