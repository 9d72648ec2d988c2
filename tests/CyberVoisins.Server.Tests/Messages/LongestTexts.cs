using System.Globalization;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Conversations;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Visits;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>Every text of Sms.resx with the longest names that the service lets in, as it is sent.</summary>
internal static class LongestTexts
{
    private const string Association = "Voisins en Tintéania"; // 20 letters, the most
    private const string Phone = "+689 40 12 34 56"; // the longest that we print
    private const string Name = "Marie-Antoinett"; // 15, where first names are cut
    private const string Place = "12 boulevard du Général de Gaulle, 35190 Tinténiac-le-Vieux"; // 60, where places are cut before they give way
    private const string MeetingPoint = "Médiathèque Edmond Rostand, 11 rue Nicolas Chuquet, au fond"; // of the residents, who read no address
    private const string Code = "4821";
    public const string Word = "ARTICHAUT"; // 9 letters, the longest
    private const string Link = "https://voisins.exemple.fr/r/3vKq8ZpA7mT2xWcD"; // of an address of 26 letters
    private static readonly string[] Codes = [Code, "4822", "4823", "4824", "4825"];

    public static string Of(string key, CultureInfo culture) => Gsm7.Normalize(key switch
    {
        "OFFER" or "OFFER_BY_PHONE" => OfferText.Render(culture, Offer(culture, key == "OFFER_BY_PHONE")),
        "OFFER_LINK_ONE_WAY" => OfferText.OneWay(culture, Offer(culture, byPhone: false), Link),
        "OFFER_CALL_ONE_WAY" => OfferText.OneWay(culture, Offer(culture, byPhone: false), null),
        "VISIT_REPORT_LINK_ONE_WAY" => VisitText.OneWay(culture, "VISIT_REPORT", Visit(culture, key)),
        "VISIT_REPORT_CALL_ONE_WAY" => VisitText.OneWay(culture, "VISIT_REPORT", Visit(culture, key) with { Link = null }),
        "THANKS" => ThankVolunteer.Text(culture, Association, Phone, Name, string.Join(' ', Enumerable.Repeat("Merci encore", 15))),
        _ when IsOfVisit(key) => VisitText.Render(culture, key, Visit(culture, key)),
        _ => Sms.Say(culture, key, Arguments(key, culture)),
    });

    /// <summary>The same for a sender that receives no answer; null for a text that asks for none.</summary>
    public static string? OneWay(string key, CultureInfo culture, bool link) =>
        CallsOff(key) ? Gsm7.Normalize(VisitText.OneWay(culture, key, Visit(culture, key) with { Link = link ? Link : null })) : null;

    /// <summary>A text about a visit that says how to call it off.</summary>
    public static bool CallsOff(string key) => IsOfVisit(key) && !key.EndsWith("_ONE_WAY", StringComparison.Ordinal) && !key.EndsWith("_CALL", StringComparison.Ordinal) && Sms.GetString(key, French)!.Contains("{8}", StringComparison.Ordinal);

    private static bool IsOfVisit(string key) => key == "CONNECT_CALL" || key.StartsWith("VISIT_", StringComparison.Ordinal) || key.StartsWith("REMINDER_", StringComparison.Ordinal);

    private static OfferFigures Offer(CultureInfo culture, bool byPhone) => new(Association, Phone, Longest<DistanceBand>("BAND", culture), Longest<HelpCategory>("CATEGORY", culture), LongestDate(culture), 60,
        new[] { MeetingMode.AtHome, MeetingMode.PublicPlace }.Select(m => Phrases.Mode(m, culture)).MaxBy(m => m.Length)!, Code, byPhone);

    private static VisitFigures Visit(CultureInfo culture, string key) =>
        new(Association, Phone, Name, Name, LongestDate(culture), 60, key.EndsWith("_VOLUNTEER", StringComparison.Ordinal) ? Place : MeetingPoint, Code, Word, Link) { AtHome = true };

    private static object[] Arguments(string key, CultureInfo culture) => key switch
    {
        "SIGN_IN_CODE" => ["482193", 10],
        "CHARTER" or "CHARTER_ONE_WAY" => [Association, Phone, Link],
        _ when key.StartsWith("CONTACT_VISIT", StringComparison.Ordinal) => [Association, Phone, Name, Name, LongestDate(culture)],
        "STAFF_FACTOR_RESET" => [Name],
        "RECOVERY_CODE_USED" => [9],
        "CALL_AFTER_STOP" => [Name],
        "CALL_OFF" or "CALL_OFF_SHORT" => [Code],
        "CALL_OFF_LINK_ONE_WAY" => [Link],
        "CODE_WORD_DOOR" or "CODE_WORD_VOLUNTEER" or "CODE_WORD" => [Word],
        "WHICH_CODE" => [Association, Phone, string.Join(", ", Codes)],
        "ENDING_AGREED" => [Association, Phone, Longest<HelpCategory>("CATEGORY", culture)],
        "PAUSED" or "PAUSED_ONE_WAY" => [Association, Phone, Phrases.Day(new(2027, 1, 15))],
        // As many as one SMS may answer, each with the longest that may become of it.
        "SEVERAL" => [Association, Phone, string.Join(", ", Codes.Take(SeveralAnswers.Most).Select(code => Keys(culture).Where(k => k.StartsWith("SHORT_", StringComparison.Ordinal)).Select(k => Sms.Say(culture, k, code)).MaxBy(t => t.Length)))],
        _ when key.StartsWith("SHORT_", StringComparison.Ordinal) => [Code],
        _ when key.StartsWith("REQUEST_", StringComparison.Ordinal) => [Association, Phone, "", Name],
        "OFFER_TAKEN" or "THANKS_NO_WORDS" or "WELCOME" or "WELCOME_ONE_WAY" => [Association, Phone, Name],
        _ => [Association, Phone, key == "ANSWER_DONE" ? 240 : 4821],
    };

    private static IEnumerable<string> Keys(CultureInfo culture) => TheWords.Keys(Sms, culture);

    private static string Longest<T>(string prefix, CultureInfo culture) where T : struct, Enum =>
        Enum.GetValues<T>().Select(v => Labels.Say(culture, $"{prefix}_{v.UpperSnake()}")).MaxBy(text => text.Length)!;

    private static string LongestDate(CultureInfo culture) => Enumerable.Range(0, 7)
        .Select(day => Phrases.When(Instant.FromUtc(2026, 12, 20 + day, 13, 30), DateTimeZoneProviders.Tzdb["Europe/Paris"], culture)).MaxBy(text => text.Length)!;
}
