using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Scams;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>Errors, labels and SMS say the same things in both languages, and each has its words.</summary>
public sealed partial class TheWords
{
    public static TheoryData<string> Files => ["Sms", "Voice", "Errors", "Labels"];

    private static ResourceManager File(string name) => name switch { "Sms" => Sms, "Voice" => Words.Words.Voice, "Errors" => Errors, _ => Labels };

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
            .. Of<Mandate>("MANDATE"), .. Of<ConsentPurpose>("CONSENT"), .. Of<MessageKind>("MESSAGE"), "NEEDS_WORRY", "NEEDS_ENDING", "NEEDS_VISIT_WORD_NOBODY", "NEEDS_VISIT_WORD_NO", "NEEDS_VISIT_WORD_YES", "ENDING_SENTENCE", .. Of<AutonomyQuestion>("QUESTION"), .. Of<AutonomyLevel>("AUTONOMY"), "NEEDS_SCAM_WORDS", .. Of<ScamSign>("SCAM"), .. Of<LookalikeReason>("LOOKALIKE"), "NEEDS_CALL", "NEEDS_REJECTED", "NEEDS_UNDELIVERED", "NEEDS_EXPIRED", "NEEDS_UNCERTAIN", "NEEDS_UNCLEAR_SMS", "NEEDS_DRAFT", "NEEDS_DRAFT_PASSED", "NEEDS_TO_MEET", "NEEDS_VOUCHING_ENDS", "NEEDS_VOUCHING_ENDED", "WHO_VOLUNTEER", "WHO_RESIDENT", "WHO_RELATIVE", "NEEDS_CONFLICT", "NEEDS_QUARANTINED",
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
    internal static IEnumerable<string> Keys(ResourceManager words, CultureInfo culture) =>
        words.GetResourceSet(culture.Name == "fr" ? CultureInfo.InvariantCulture : culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key);

    private static string Figures(ResourceManager words, CultureInfo culture, string key) =>
        string.Concat(Placeholder().Matches(words.GetString(key, culture)!).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
