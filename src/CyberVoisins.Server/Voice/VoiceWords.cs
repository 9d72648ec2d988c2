using System.Globalization;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Words;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Voice;

/// <summary>The sentences of the telephone, for the ear: days and months in full, short sentences, one thing each.</summary>
internal static class VoiceWords
{
    public static string Say(string key, params object?[] figures) => Words.Words.Voice.Say(French, key, figures);

    /// <summary>"mardi 24 novembre à 14 heures 30".</summary>
    public static string When(Instant at, DateTimeZone zone) => Say("WHEN", Day(at, zone), Hour(at, zone));

    private static string Day(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone);
        return Say("DATE", Say($"DAY_{(int)local.DayOfWeek}"), local.Day == 1 ? Say("FIRST") : local.Day.ToString(CultureInfo.InvariantCulture), Say($"MONTH_{local.Month}"));
    }

    private static string Hour(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone);
        return local.Minute == 0 ? Say("HOUR", local.Hour) : Say("HOUR_MINUTES", local.Hour, local.Minute);
    }

    /// <summary>The day, the hour, the kind of place, a first name and the word of the door, and nothing else: no address, no number.</summary>
    public static string Visit(Visit visit, string volunteer, Association association) =>
        Say("VISIT", When(visit.Start, association.Zone), Say($"MODE_{visit.Mode.UpperSnake()}"), volunteer)
        + "|" + Say(visit.Mode == MeetingMode.AtHome ? "VISIT_WORD_AT_HOME" : "VISIT_WORD", visit.CodeWord.ToLowerInvariant());
}
