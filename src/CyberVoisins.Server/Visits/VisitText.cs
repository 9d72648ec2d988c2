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
internal sealed record VisitFigures(string Association, string Phone, string Volunteer, string Resident, string When, int Minutes, string Place, string Code, string CodeWord, string? Link = null)
{
    /// <summary>Somebody stands at the resident's door.</summary>
    public bool AtHome { get; init; }
}

/// <summary>The texts about a visit, in one SMS: the place gives way when names are long, the code and the hour never.</summary>
internal static class VisitText
{
    /// <summary>What must stay of a place: for the volunteer, who goes there, a street and its number; the others know it.</summary>
    private const int LeastAddress = 28, LeastMeetingPoint = 20;

    /// <summary>The same where the word of the door would not fit otherwise.</summary>
    private const int BareAddress = 25, BareMeetingPoint = 12;

    public static string Render(CultureInfo culture, string key, VisitFigures figures, AnswerWay way = AnswerWay.Reply)
    {
        if (key == "VISIT_REPORT") return Sms.Say(culture, Suffixed(key, way), Arguments(figures, figures.Place, figures.Link ?? ""));
        var toVolunteer = key.EndsWith("_VOLUNTEER", StringComparison.Ordinal);
        var text = WithWord(culture, key, figures, way, toVolunteer);
        if (!key.StartsWith("VISIT_CONFIRMED_RESIDENT", StringComparison.Ordinal) || key.EndsWith("_CALL", StringComparison.Ordinal)) return text;
        var warned = Ended(text, Gsm7.Normalize(Sms.Say(culture, "NEVER_GIVE")));
        return Gsm7.Segments(warned) == 1 ? warned : text;
    }

    /// <summary>The word of the door, as long as one SMS allows: first in a sentence, then alone, then with a shorter way to call off.</summary>
    private static string WithWord(CultureInfo culture, string key, VisitFigures figures, AnswerWay way, bool toVolunteer)
    {
        var (long_, word) = (Sms.Say(culture, toVolunteer ? "CODE_WORD_VOLUNTEER" : figures.AtHome ? "CODE_WORD_DOOR" : "CODE_WORD", figures.CodeWord), Sms.Say(culture, "CODE_WORD", figures.CodeWord));
        string Say(string callOff, string? said, bool bare = false) => Phrases.Fit(place => With(Sms.Say(culture, key, Arguments(figures, place, Sms.Say(culture, Suffixed(callOff, way), way == AnswerWay.Link ? figures.Link : figures.Code))), said),
            figures.Place, toVolunteer ? bare ? BareAddress : LeastAddress : bare ? BareMeetingPoint : LeastMeetingPoint);
        // A full stop after a link may be taken for a part of it.
        string With(string text, string? said) => said is not null && way == AnswerWay.Link ? $"{text} {said}" : Ended(text, said);
        if (!TellsTheWord(key)) return Say("CALL_OFF", null);
        var brief = way == AnswerWay.Link ? "CALL_OFF" : "CALL_OFF_SHORT";
        var texts = new[] { Say("CALL_OFF", long_), Say(brief, long_), Say("CALL_OFF", word), Say(brief, word, bare: true) };
        return texts.FirstOrDefault(t => Gsm7.Segments(t) == 1) ?? Say("CALL_OFF", null);
    }

    /// <summary>What is read out by a person says it in its own sentence; what is cancelled or over has none.</summary>
    private static bool TellsTheWord(string key) => !key.EndsWith("_CALL", StringComparison.Ordinal)
        && (key.StartsWith("VISIT_CONFIRMED", StringComparison.Ordinal) || key.StartsWith("VISIT_MOVED", StringComparison.Ordinal) || key.StartsWith("REMINDER", StringComparison.Ordinal));

    private static string Ended(string text, string? more) => more is null ? text : $"{text}{(text.EndsWith('.') ? "" : ".")} {more}";

    /// <summary>For a sender that cannot be answered: with the link when both fit in one SMS, else with the association's number.</summary>
    public static string OneWay(CultureInfo culture, string key, VisitFigures figures)
    {
        var byLink = figures.Link is null ? null : Render(culture, key, figures, AnswerWay.Link);
        // Who comes to the door matters more than a link: the association's number stands in every SMS.
        return byLink is not null && Gsm7.Segments(byLink) == 1 && (!TellsTheWord(key) || byLink.Contains(figures.CodeWord, StringComparison.Ordinal)) ? byLink : Render(culture, key, figures, AnswerWay.Call);
    }

    /// <summary>One set of figures for every sentence: 0 association, 1 its number, 2 volunteer, 3 resident, 4 when, 5 minutes, 6 place, 7 code, 8 how to call it off, or the link, 9 the word of the door.</summary>
    private static object[] Arguments(VisitFigures figures, string place, string way) =>
        [figures.Association, figures.Phone, figures.Volunteer, figures.Resident, figures.When, figures.Minutes, place, figures.Code, way, figures.CodeWord];

    private static string Suffixed(string key, AnswerWay way) => way switch
    {
        AnswerWay.Reply => key,
        AnswerWay.Link => $"{key}_LINK_ONE_WAY",
        AnswerWay.Call => $"{key}_CALL_ONE_WAY",
    };
}
