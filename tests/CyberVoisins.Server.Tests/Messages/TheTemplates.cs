using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>
/// The texts of SMS and what Words/Sms.resx says of each beside it: purpose, budget, variables. Both languages, with the
/// longest names. docs/messages.md is the table of it.
/// </summary>
public sealed partial class TheTemplates
{
    private static readonly string[] Purposes = ["SAFETY", "TRANSACTIONAL", "SOLICITATION", "ANSWER"];

    /// <summary>They belong to no association: a code to sign in, and what is said to a number that none knows.</summary>
    private static readonly string[] OfNoAssociation = ["SIGN_IN_CODE", "SECOND_FACTOR_ADDED", "SECOND_FACTOR_RESET", "STAFF_FACTOR_RESET", "SECOND_FACTOR_GUESSED", "RECOVERY_CODE_USED", "WHICH_POSTCODE", "NO_ASSOCIATION_THERE", "UNKNOWN_NUMBER", "STOP_DONE_UNKNOWN", "WORRY_WHICH_POSTCODE"];

    private sealed record Template(string Key, string Purpose, int Budget, string Variables)
    {
        public bool IsSms => Purposes.Contains(Purpose);
    }

    private static readonly List<Template> All = [.. XDocument.Load(Path.Combine(Repository.Server, "Words", "Sms.resx")).Root!.Elements("data").Select(Read)];

    private static Template Read(XElement entry)
    {
        var comment = Comment().Match((string?)entry.Element("comment") ?? "");
        Assert.True(comment.Success, $"{(string?)entry.Attribute("name")}: its comment says \"PURPOSE; budget N; variables; note\".");
        return new((string)entry.Attribute("name")!, comment.Groups["purpose"].Value, comment.Groups["budget"].Success ? int.Parse(comment.Groups["budget"].Value, CultureInfo.InvariantCulture) : 0, comment.Groups["variables"].Value);
    }

    public static TheoryData<string> Languages => ["fr", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_SMS_fits_GSM_7_and_its_budget(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        Assert.All(All.Where(t => t.IsSms), template =>
        {
            var texts = new[] { LongestTexts.Of(template.Key, culture), LongestTexts.OneWay(template.Key, culture, link: true), LongestTexts.OneWay(template.Key, culture, link: false) };
            Assert.All(texts.OfType<string>(), text => Assert.True(Gsm7.Fits(text) && Gsm7.Segments(text) <= template.Budget, $"{template.Key} costs {Gsm7.Segments(text)} SMS, {text.Length} letters: {text}"));
        });
    }

    [Fact]
    public void No_SMS_costs_more_than_one_segment() => Assert.Empty(All.Where(t => t.IsSms && t.Budget != 1).Select(t => t.Key));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_SMS_says_which_association_and_its_number(string language) =>
        Assert.All(All.Where(t => t.IsSms && !OfNoAssociation.Contains(t.Key)), template =>
            Assert.StartsWith("{0} {1}: ", Sms.GetString(template.Key, CultureInfo.GetCultureInfo(language)), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_code_and_the_hour_are_never_cut(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        Assert.All(All.Where(t => t.IsSms), template =>
        {
            var text = LongestTexts.Of(template.Key, culture);
            if (Sms.GetString(template.Key, culture)!.Contains("{7}", StringComparison.Ordinal) || LongestTexts.CallsOff(template.Key)) Assert.Contains("4821", text, StringComparison.Ordinal);
            if (Sms.GetString(template.Key, culture)!.Contains("{4}", StringComparison.Ordinal)) Assert.Matches(@"14h30|14:30", text);
            if (template.Key.EndsWith("_VOLUNTEER", StringComparison.Ordinal) && LongestTexts.CallsOff(template.Key)) Assert.Contains("12 boulevard du Général", text, StringComparison.Ordinal);
            else Assert.DoesNotContain("boulevard", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Who_is_told_of_a_visit_is_told_the_word_of_the_door(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var told = All.Where(t => t.IsSms && LongestTexts.CallsOff(t.Key)).ToList();
        Assert.Equal(9, told.Count);
        Assert.All(told, template => Assert.All(new[] { LongestTexts.Of(template.Key, culture), LongestTexts.OneWay(template.Key, culture, link: true)!, LongestTexts.OneWay(template.Key, culture, link: false)! },
            text => Assert.Contains(LongestTexts.Word, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_file_says_of_each_text_what_the_code_says()
    {
        Assert.All(All, template =>
        {
            var kind = KindOf(template.Key);
            if (template.IsSms && kind is { } known) Assert.Equal((template.Key, MessagePurposes.Of(known).UpperSnake()), (template.Key, template.Purpose));
            Assert.True(template.IsSms == (template.Budget > 0), template.Key);
            var written = Placeholder().Matches(Sms.GetString(template.Key, French)!).Select(m => m.Value).Distinct();
            Assert.All(written, placeholder => Assert.Contains(placeholder, template.Variables, StringComparison.Ordinal));
        });
    }

    /// <summary>The kind of message that carries a text; null for a part, or for what a person says.</summary>
    private static MessageKind? KindOf(string key) => key switch
    {
        "SIGN_IN_CODE" => MessageKind.SignInCode,
        _ when key.Contains("_FACTOR_", StringComparison.Ordinal) || key == "RECOVERY_CODE_USED" => MessageKind.AccountSecurity,
        "OFFER_TAKEN" => MessageKind.OfferTaken,
        _ when key.StartsWith("OFFER", StringComparison.Ordinal) => MessageKind.Offer,
        _ when key.StartsWith("WELCOME", StringComparison.Ordinal) => MessageKind.Welcome,
        _ when key.StartsWith("REQUEST_RECEIVED", StringComparison.Ordinal) => MessageKind.RequestReceived,
        _ when key.StartsWith("REQUEST_ESCALATED", StringComparison.Ordinal) => MessageKind.RequestEscalated,
        _ when key.StartsWith("REQUEST_CANCELLED", StringComparison.Ordinal) => MessageKind.RequestCancelled,
        _ when key.StartsWith("VISIT_CONFIRMED", StringComparison.Ordinal) => MessageKind.VisitConfirmed,
        _ when key.StartsWith("VISIT_MOVED", StringComparison.Ordinal) => MessageKind.VisitMoved,
        _ when key.StartsWith("VISIT_CANCELLED", StringComparison.Ordinal) => MessageKind.VisitCancelled,
        _ when key.StartsWith("VISIT_REPORT", StringComparison.Ordinal) => MessageKind.VisitReport,
        _ when key.StartsWith("REMINDER", StringComparison.Ordinal) => MessageKind.Reminder,
        "CHARTER" or "CHARTER_ONE_WAY" or "CHARTER_NO_PAGE" => MessageKind.CharterToAccept,
        _ when key.StartsWith("CONTACT_VISIT", StringComparison.Ordinal) => MessageKind.ContactTold,
        "CONTEST_ANSWERED" => MessageKind.ContestAnswered,
        "ENDING_AGREED" => MessageKind.EndingAgreed,
        "THANKS" or "THANKS_NO_WORDS" => MessageKind.Thanks,
        _ => MessageKind.Reply,
    };

    [Fact]
    public void The_table_of_the_docs_is_the_one_that_the_texts_make()
    {
        var file = Path.Combine(Repository.Root, "docs", "messages.md");
        var committed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var made = Document();
        if (committed == made) return;
        // On a developer's machine the file follows the texts, and the difference is reviewed; elsewhere it is a mistake.
        if (Environment.GetEnvironmentVariable("CI") is not { Length: > 0 }) File.WriteAllText(file, made);
        Assert.Fail("docs/messages.md did not follow Words/Sms.resx: it was written again, review the difference.");
    }

    private static string Document()
    {
        var text = new StringBuilder("""
            # The texts of SMS

            Made by the test `TheTemplates` from `src/CyberVoisins.Server/Words/Sms.resx`, the one file that a translator edits (English: `Sms.en.resx`).
            Each text is shown with the longest names that the service lets in: an association of 20 letters with a number of the Pacific, first names of 15,
            a place of 60 that gives way until the text is one SMS (28 letters of it stay for the volunteer, 20 for the others), a link of 45. Codes and hours are never cut.
            Every SMS costs **one** GSM-7 segment, in both languages, in its longest form. It begins with the association's name and its telephone number, except
            the code to sign in and what is said to numbers that no association knows: those belong to none.

            ê, ç, œ and typographic quotes are outside GSM-7 and would triple the price: `Gsm7.Normalize` replaces them just before the text is stored (é, è, à, ù stay).
            `_ONE_WAY` texts go out by senders that cannot receive an answer: with a signed link when it fits, else with "call us".

            | Text | Purpose | Letters fr / en | SMS fr / en | Longest, in French |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var template in All.Where(t => t.IsSms))
        {
            Row(template.Key, template.Purpose, LongestTexts.Of(template.Key, French), LongestTexts.Of(template.Key, English));
            if (LongestTexts.OneWay(template.Key, French, link: true) is { } byLink && byLink.Contains("/r/", StringComparison.Ordinal)) Row($"{template.Key}, by link", template.Purpose, byLink, LongestTexts.OneWay(template.Key, English, link: true)!);
            if (LongestTexts.OneWay(template.Key, French, link: false) is { } byCall) Row($"{template.Key}, by call", template.Purpose, byCall, LongestTexts.OneWay(template.Key, English, link: false)!);
        }
        return text.ToString();

        void Row(string key, string purpose, string french, string english) =>
            text.Append(CultureInfo.InvariantCulture, $"| {key} | {purpose} | {french.Length} / {english.Length} | {Gsm7.Segments(french)} / {Gsm7.Segments(english)} | {french} |\n");
    }

    [GeneratedRegex(@"\A(?<purpose>[A-Z]+); (budget (?<budget>\d)|spoken, no SMS|part of other texts); (?<variables>[^;]+)(; .+)?\z")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
