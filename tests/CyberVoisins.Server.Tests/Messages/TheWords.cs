using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>Every SMS in its longest form, in both languages: what it costs, and that GSM-7 can spell it.</summary>
public sealed partial class TheWords(ITestOutputHelper output)
{
    /// <summary>How many segments each text may cost at most. A call costs none.</summary>
    private static readonly Dictionary<string, int> Budgets = new()
    {
        ["SIGN_IN_CODE"] = 1,
        ["OFFER"] = 1,
        ["OFFER_BY_PHONE"] = 1,
        ["OFFER_TAKEN"] = 1,
        ["WELCOME"] = 2,
        ["REQUEST_RECEIVED"] = 1,
        ["REQUEST_RECEIVED_RELATIVE"] = 1,
        ["REQUEST_ESCALATED"] = 1,
        ["REQUEST_ESCALATED_RELATIVE"] = 1,
        ["REQUEST_CANCELLED"] = 1,
        ["REQUEST_CANCELLED_RELATIVE"] = 1,
        ["CONTEST_ANSWERED"] = 1,
        ["VISIT_CONFIRMED_VOLUNTEER"] = 2,
        ["VISIT_CONFIRMED_RESIDENT"] = 2,
        ["VISIT_CONFIRMED_RESIDENT_RELATIVE"] = 2,
        ["VISIT_CONFIRMED_RESIDENT_CALL"] = 2, // said, never sent
        ["VISIT_MOVED_VOLUNTEER"] = 2,
        ["VISIT_MOVED_RESIDENT"] = 2,
        ["VISIT_MOVED_RESIDENT_RELATIVE"] = 2,
        ["VISIT_MOVED_RESIDENT_CALL"] = 2,
        ["VISIT_CANCELLED_VOLUNTEER"] = 1,
        ["VISIT_CANCELLED_RESIDENT"] = 1,
        ["VISIT_CANCELLED_RESIDENT_RELATIVE"] = 1,
        ["VISIT_CANCELLED_ASKING_AGAIN"] = 1,
        ["VISIT_CANCELLED_ASKING_AGAIN_RELATIVE"] = 2,
        ["REMINDER_VOLUNTEER"] = 1,
        ["REMINDER_RESIDENT"] = 2,
        ["REMINDER_RESIDENT_RELATIVE"] = 2,
        ["REMINDER_RESIDENT_CALL"] = 2,
        ["VISIT_REPORT"] = 2,
        ["HELP"] = 2,
        ["UNCLEAR"] = 1,
        ["UNKNOWN_NUMBER"] = 1,
        ["UNKNOWN_CODE"] = 1,
        ["NOTHING_OPEN"] = 1,
        ["WHICH_CODE"] = 1,
        ["SAY_CANCEL"] = 1,
        ["NOTHING_TO_CANCEL"] = 1,
        ["NOTHING_TO_REPORT"] = 1,
        ["HOW_LONG"] = 1,
        ["ANSWER_ALREADY_TAKEN"] = 1,
        ["ANSWER_NO_LONGER_OPEN"] = 1,
        ["ANSWER_TOO_LATE"] = 1,
        ["ANSWER_NO_MINUTES_LEFT"] = 1,
        ["ANSWER_BUSY_THEN"] = 1,
        ["ANSWER_NOT_ASKABLE"] = 1,
        ["ANSWER_DECLINED"] = 1,
        ["ANSWER_CANCELLED"] = 1,
        ["ANSWER_DONE"] = 1,
        ["ANSWER_ABSENT"] = 1,
        ["ANSWER_DID_NOT_HAPPEN"] = 1,
        ["STOP_DONE"] = 1,
        ["STOP_DONE_UNKNOWN"] = 1,
        ["START_DONE"] = 1,
        ["CONNECT_CALL"] = 1, // said by a person: it costs none
        ["CALL_AFTER_STOP"] = 1,
    };

    private const string Association = "Voisins en Tintéania"; // 20 letters, the most
    private const string Phone = "+689 40 12 34 56"; // the longest that we print
    private const string Name = "Marie-Antoinette-Léa"; // 20, where first names are cut
    private const string Place = "12 boulevard du Général de Gaulle, 35190 Tint"; // 45, where places are cut

    public static TheoryData<string> Languages => ["fr", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_SMS_fits_GSM_7_and_its_budget(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var lines = new List<(string Key, string Text, int Places, int Segments)>();
        foreach (var key in Keys(Sms, culture).Order(StringComparer.Ordinal))
        {
            var text = Sms.Say(culture, key, Longest(key, culture));
            lines.Add((key, text, text.Length, Gsm7.Segments(text)));
            output.WriteLine($"{language} {key,-38} {text.Length,3} letters, {Gsm7.Segments(text)} of {Budgets.GetValueOrDefault(key)} SMS");
        }
        Assert.Equal(Budgets.Keys.Order(StringComparer.Ordinal), lines.Select(l => l.Key));
        Assert.All(lines, line => Assert.True(Gsm7.Fits(line.Text), $"{line.Key} is mangled in an SMS: {line.Text}"));
        Assert.All(lines, line => Assert.True(line.Segments <= Budgets[line.Key], $"{line.Key} costs {line.Segments} SMS, {line.Places} letters: {line.Text}"));
    }

    /// <summary>As OfferWords, VisitWords and Conversation fill them.</summary>
    private static object[] Longest(string key, CultureInfo culture) => key switch
    {
        "SIGN_IN_CODE" => ["482193", 10],
        "OFFER" or "OFFER_BY_PHONE" =>
            [Association, Longest<DistanceBand>("BAND", culture), Longest<HelpCategory>("CATEGORY", culture), 60, LongestDate(culture),
             new[] { MeetingMode.AtHome, MeetingMode.PublicPlace }.Select(m => Phrases.Mode(m, culture)).MaxBy(m => m.Length)!, "4821"],
        "OFFER_TAKEN" => [Association, Name],
        "WELCOME" => [Association, Name, Phone],
        "CALL_AFTER_STOP" => [Name],
        "CONNECT_CALL" => [Association, Phone, Name, Name, LongestDate(culture), 60],
        "CONTEST_ANSWERED" => [Association, Phone],
        _ when key.StartsWith("REQUEST_", StringComparison.Ordinal) => [Association, Phone, Name],
        _ when key.StartsWith("VISIT_", StringComparison.Ordinal) || key.StartsWith("REMINDER_", StringComparison.Ordinal) =>
            // The resident is not told their own address; "where" is then the longest of what is said instead.
            [Association, Phone, Name, Name, LongestDate(culture), 60, Place, "4821"],
        "WHICH_CODE" => [Association, Phone, "4821, 4822, 4823, 4824, 4825"],
        _ => [Association, Phone, key == "ANSWER_DONE" ? 240 : 4821],
    };

    private static string Longest<T>(string prefix, CultureInfo culture) where T : struct, Enum =>
        Enum.GetValues<T>().Select(v => Labels.Say(culture, $"{prefix}_{v.UpperSnake()}")).MaxBy(text => text.Length)!;

    private static string LongestDate(CultureInfo culture) => Enumerable.Range(0, 7)
        .Select(day => Phrases.When(Instant.FromUtc(2026, 12, 20 + day, 13, 30), DateTimeZoneProviders.Tzdb["Europe/Paris"], culture)).MaxBy(text => text.Length)!;

    public static TheoryData<string> Files => ["Sms", "Errors", "Labels"];

    private static ResourceManager File(string name) => name switch { "Sms" => Sms, "Errors" => Errors, _ => Labels };

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_languages_say_the_same_things_with_the_same_figures(string file)
    {
        var words = File(file);
        Assert.Equal(Keys(words, French).Order(StringComparer.Ordinal), Keys(words, English).Order(StringComparer.Ordinal));
        Assert.All(Keys(words, French), key => Assert.Equal((key, Figures(words, French, key)), (key, Figures(words, English, key))));
    }

    [Fact]
    public void Every_error_has_its_words_and_nothing_else_has() =>
        Assert.Equal(Enum.GetValues<ErrorCode>().Select(c => c.UpperSnake()).Order(StringComparer.Ordinal), Keys(Errors, French).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_label_has_its_words_and_nothing_else_has()
    {
        string[] expected =
        [
            "WHEN", "AT_YOUR_HOME", "VISIT_BY_PHONE", "MEETING_POINT_TO_AGREE", .. Enumerable.Range(1, 7).Select(day => $"DAY_{day}"),
            .. Of<DistanceBand>("BAND"), .. Of<MeetingMode>("MODE"), .. Of<HelpCategory>("CATEGORY"), .. Of<Rule>("RULE"), .. Of<Rule>("REASON"), .. Of<Rule>("CHANGE"), .. Of<EscalationReason>("ESCALATION"),
            .. Of<EquityWarning>("EQUITY"), .. Of<SentenceKey>("WHY"), .. Of<Criterion>("CRITERION"), .. Of<Criterion>("POINTS"), .. Of<Constraint>("CONSTRAINT"), .. Of<NewOutcome>("OUTCOME"),
            .. Of<LeverKind>("LEVER").Except(["LEVER_RULE"]), "LEVER_WAITED_A_DAY", .. Of<Durations>("DURATIONS"), "AND", "A_FEW", "MENTION_PURPOSE", "MENTION_RIGHTS", "MENTION_APPEAL",
            .. DataCatalogue.NotUsed.Select(n => $"NOT_USED_{n.ToUpperInvariant().Replace(' ', '_')}"), "PLAN_SERVED", "PLAN_NOBODY", "PLAN_NOT_FREE", "PLAN_FULL", "PLAN_FULL_OTHERWISE",
            .. Of<DensityClass>("DENSITY"), .. Of<RequestChannel>("CHANNEL"), .. Of<AgeBand>("AGE"), "AGE_UNKNOWN", .. Of<Finding>("FINDING"), .. Dimension.All.Select(d => $"AUDIT_DIMENSION_{d.Key.ToUpperInvariant()}"),
            .. Of<MessageKind>("MESSAGE"), "NEEDS_CALL", "NEEDS_REJECTED", "NEEDS_UNDELIVERED", "NEEDS_EXPIRED", "NEEDS_UNCERTAIN", "NEEDS_UNCLEAR_SMS", "NEEDS_DRAFT", "NEEDS_CONFLICT", "NEEDS_QUARANTINED",
            .. Keys(Labels, French).Where(key => key.StartsWith("PAGE_", StringComparison.Ordinal) || (key.StartsWith("AUDIT_", StringComparison.Ordinal) && !key.StartsWith("AUDIT_DIMENSION_", StringComparison.Ordinal))),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Keys(Labels, French).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("123456789012345678901", "123456789012345678..")]
    [InlineData("Marie Antoinette Charlotte", "Marie Antoinette..")]
    [InlineData("12345678901234567😊901", "12345678901234567901")] // an emoji is not sent, so it is not counted
    [InlineData("œœœœœœœœœœœœ", "oeoeoeoeoeoeoeoeoe..")]
    public void A_long_name_is_cut_as_an_SMS_spells_it(string text, string cut) => Assert.Equal(cut, Phrases.Short(text, 20));

    private static IEnumerable<string> Of<T>(string prefix) where T : struct, Enum => Enum.GetValues<T>().Select(v => $"{prefix}_{v.UpperSnake()}");

    /// <summary>The keys of one file: French is the neutral one.</summary>
    private static IEnumerable<string> Keys(ResourceManager words, CultureInfo culture) =>
        words.GetResourceSet(culture.Name == "fr" ? CultureInfo.InvariantCulture : culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key);

    private static string Figures(ResourceManager words, CultureInfo culture, string key) =>
        string.Concat(Placeholder().Matches(words.GetString(key, culture)!).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
