using System.Globalization;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Visits;

/// <summary>How the reader of an SMS answers it.</summary>
internal enum AnswerWay
{
    /// <summary>By an SMS of one word.</summary>
    Reply,
    /// <summary>By a link.</summary>
    Link,
    /// <summary>By calling the association.</summary>
    Call,
}

/// <summary>What the sentences about a visit are filled with.</summary>
/// <param name="Link">Null when there is none.</param>
internal sealed record VisitFigures(string Association, string Phone, string Volunteer, string Resident, string When, int Minutes, string Place, string Code, string? Link = null);

/// <summary>The texts about a visit, in one SMS: the place gives way when names are long, the code and the hour never.</summary>
internal static class VisitText
{
    /// <summary>What must stay of a place: for the volunteer, who goes there, a street and its number; the others know it.</summary>
    private const int LeastAddress = 28, LeastMeetingPoint = 20;

    public static string Render(CultureInfo culture, string key, VisitFigures figures, AnswerWay way = AnswerWay.Reply)
    {
        if (key == "VISIT_REPORT") return Sms.Say(culture, Suffixed(key, way), Arguments(figures, figures.Place, figures.Link ?? ""));
        var callOff = Sms.Say(culture, Suffixed("CALL_OFF", way), way == AnswerWay.Link ? figures.Link : figures.Code);
        var text = Phrases.Fit(place => Sms.Say(culture, key, Arguments(figures, place, callOff)), figures.Place,
            key.EndsWith("_VOLUNTEER", StringComparison.Ordinal) ? LeastAddress : LeastMeetingPoint);
        if (!key.StartsWith("VISIT_CONFIRMED_RESIDENT", StringComparison.Ordinal) || key.EndsWith("_CALL", StringComparison.Ordinal)) return text;
        var warned = $"{text}{(text.EndsWith('.') ? "" : ".")} {Gsm7.Normalize(Sms.Say(culture, "NEVER_GIVE"))}";
        return Gsm7.Segments(warned) == 1 ? warned : text;
    }

    /// <summary>For a sender that cannot be answered: with the link when both fit in one SMS, else with the association's number.</summary>
    public static string OneWay(CultureInfo culture, string key, VisitFigures figures)
    {
        var byLink = figures.Link is null ? null : Render(culture, key, figures, AnswerWay.Link);
        return byLink is not null && Gsm7.Segments(byLink) == 1 ? byLink : Render(culture, key, figures, AnswerWay.Call);
    }

    /// <summary>One set of figures for every sentence: 0 association, 1 its number, 2 volunteer, 3 resident, 4 when, 5 minutes, 6 place, 7 code, 8 how to call it off, or the link.</summary>
    private static object[] Arguments(VisitFigures figures, string place, string way) =>
        [figures.Association, figures.Phone, figures.Volunteer, figures.Resident, figures.When, figures.Minutes, place, figures.Code, way];

    private static string Suffixed(string key, AnswerWay way) => way switch
    {
        AnswerWay.Reply => key,
        AnswerWay.Link => $"{key}_LINK_ONE_WAY",
        AnswerWay.Call => $"{key}_CALL_ONE_WAY",
    };
}
