using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CyberVoisins.Core.Worries;

namespace CyberVoisins.Core.Messages;

/// <summary>
/// What an SMS says. Tolerant of accents, capitals, punctuation and politeness; strict about doubt: a text that
/// could be read both ways is <see cref="Unclear"/>, never a yes and never a no. STOP comes before everything.
/// </summary>
public abstract partial record Reply
{
    public sealed record Yes(string? Code) : Reply;
    public sealed record No(string? Code) : Reply;

    /// <summary>"ANNULER 4821".</summary>
    public sealed record Cancel(string? Code) : Reply;

    /// <summary>"FAIT 4821 45": the visit took place, and how many minutes when said.</summary>
    public sealed record Done(string? Code, int? Minutes) : Reply;

    /// <summary>"ABSENT 4821": nobody was there.</summary>
    public sealed record Absent(string? Code) : Reply;

    /// <summary>"CHARTE": the charter is accepted.</summary>
    public sealed record Charter : Reply;

    public sealed record Stop : Reply;
    public sealed record Start : Reply;

    /// <summary>"AIDE": which words may be sent.</summary>
    public sealed record Help : Reply;

    /// <summary>"CONTACT": whom to call.</summary>
    public sealed record Contact : Reply;

    /// <summary>"PAUSE", "pause jusqu'au 15 janvier": no new demands for a while.</summary>
    /// <param name="End">Null when none was said.</param>
    public sealed record Pause(PauseEnd? End) : Reply;

    /// <summary>"OUI 4821 NON 4822": each with its code, in the order in which they were said.</summary>
    public sealed record Several(IReadOnlyList<Reply> Answers) : Reply;

    /// <summary>"INQUIET", "je suis inquiète 4821": something is wrong.</summary>
    /// <param name="Code">Of the visit, when one was said.</param>
    /// <param name="OfAThing">It speaks of a machine or a paper, and of nobody.</param>
    public sealed record Worry(string? Code, bool OfAThing) : Reply;

    public sealed record Unclear : Reply;

    /// <summary>What the provider's own filter heard counts whatever the text, since the provider acts on it: STOP and START.</summary>
    /// <param name="optOutType">Twilio's OptOutType; null when nothing was filtered.</param>
    public static Reply Parse(string? text, string? optOutType) => optOutType?.ToUpperInvariant() switch
    {
        "STOP" => new Stop(),
        "START" => new Start(),
        _ => Parse(text),
    };

    /// <summary>Reads an SMS; never throws.</summary>
    public static Reply Parse(string? text)
    {
        var plain = Plain(text ?? "");
        var words = Words().Matches(plain).Select(m => m.Value).ToList();
        var numbers = Numbers().Matches(plain).Select(m => m.Value).ToList();

        var stop = StopOf(plain, words);
        if (stop is Stop) return stop;
        if (WorryWords.Are(plain)) return new Worry(numbers.Where(n => n.Length == 4).Distinct().ToList() is [var about] ? about : null, WorryWords.AreOfAThing(plain));
        if (stop is not null) return stop;

        if (words.Contains("pause") && !words.Any(w => ReplyWords.AnswerOf(w) is not null)) return (Reply?)PauseWords.Of(plain) ?? new Unclear();
        var codes = numbers.Where(n => n.Length == 4).Distinct().ToList();
        if (codes.Count > 1) return SeveralAnswers.Of(plain) ?? new Unclear();
        var code = codes.FirstOrDefault();
        var asks = plain.Contains('?', StringComparison.Ordinal); // "ok pour 15h ?" is no yes

        // "j'accepte la charte" holds a word of yes, and is not the yes to a demand.
        if (numbers.Count == 0 && !asks && ReplyWords.OnlyCharter(words)) return new Charter();

        var said = new[]
        {
            (Is: words.Any(ReplyWords.IsYes), Reply: (Reply)new Yes(code)),
            (Is: words.Any(ReplyWords.IsNo), Reply: new No(code)),
            (Is: words.Any(ReplyWords.IsCancel), Reply: new Cancel(code)),
            (Is: words.Any(ReplyWords.IsDone), Reply: new Done(code, MinutesOf(plain, numbers))),
            (Is: words.Any(ReplyWords.IsAbsent), Reply: new Absent(code)),
        }.Where(s => s.Is).Select(s => s.Reply).ToList();

        // "oui 918", "OUI%204821": a code mistyped. A yes with any other number may be meant for another hour; a no may name the day.
        if (code is null && (words.Any(ReplyWords.IsYes) ? numbers.Count > 0 : BesideANumber().IsMatch(plain))) return new Unclear();

        return said switch
        {
            // "non pas possible 4821" and "non merci pas cette fois" only say no more clearly.
            [No no] => asks || words.Any(ReplyWords.IsDoubtOfANo) || IsTurnedRound(plain) ? new Unclear() : no,
            // "ok je vois avec mon mari": a word that is neither a yes nor politeness may put it off.
            [Yes yes] => asks || words.Any(ReplyWords.IsDoubt) || !words.All(ReplyWords.GoesWithAYes) ? new Unclear() : yes,
            [var only] => asks || words.Any(ReplyWords.IsDoubt) ? new Unclear() : only,
            [] when code is null && words.Count <= 3 && words.Any(ReplyWords.IsStart) => new Start(),
            [] when code is null && words.Count <= 3 && words.Any(ReplyWords.IsHelp) => new Help(),
            [] when code is null && words.Count <= 3 && words.Any(ReplyWords.IsContact) => new Contact(),
            [] when code is null && numbers is ["1"] && words.Count == 0 => new Yes(null),
            [] when code is null && numbers is ["2"] && words.Count == 0 => new No(null),
            // A picture alone (👍) says that it was read, or liked, or yes: nobody knows which.
            _ => new Unclear(),
        };
    }

    /// <summary>
    /// "stop" and its like, said anywhere, are obeyed: "Bonjour, STOP aux SMS merci". "Arrêt" is also where a bus stops: said first,
    /// in a few words, or of messages, it is a STOP; elsewhere a person reads it. Null when there is none.
    /// </summary>
    private static Reply? StopOf(string plain, List<string> words)
    {
        if (Words().Matches(NonStop().Replace(plain, "")).Any(m => ReplyWords.IsPlainStop(m.Value))) return new Stop();
        if (WantsNoMore().IsMatch(plain)) return new Stop();
        if (!words.Any(ReplyWords.IsStop)) return null;
        var answers = words.Any(w => ReplyWords.AnswerOf(w) is not null);
        return !answers && !words.Any(ReplyWords.IsTransport) && (ReplyWords.IsStop(words[0]) || words.Count <= 4 || OfMessages().IsMatch(plain)) ? new Stop()
            : answers ? null
            : new Unclear(); // "à l'arrêt de bus", "non-stop"
    }

    /// <summary>A STOP is obeyed, and may say besides that something is wrong: "je suis inquiète, STOP".</summary>
    public static bool IsWorried(string? text) => WorryWords.Are(Plain(text ?? ""));

    /// <summary>"merci", "ok merci", "bonne journée": nobody asks for anything.</summary>
    public static bool IsOnlyThanks(string? text)
    {
        var plain = Plain(text ?? "");
        return !plain.Contains('?', StringComparison.Ordinal) && !Numbers().IsMatch(plain) && ReplyWords.OnlyThanks([.. Words().Matches(plain).Select(m => m.Value)]);
    }

    /// <summary>
    /// Somebody's own words, as "je n'arrive pas à aller sur ameli", rather than an answer gone wrong, as "annuler 918" or "oui
    /// non": it holds a word of four letters that is none of the answers, and no figures as long as a code.
    /// </summary>
    public static bool IsOwnWords(string? text)
    {
        var plain = Plain(text ?? "");
        return !Numbers().Matches(plain).Any(n => n.Length is 3 or 4)
            && Words().Matches(plain).Any(m => m.Length >= 4 && ReplyWords.AnswerOf(m.Value) is null && !ReplyWords.IsPolite(m.Value) && m.Value != "peut");
    }

    /// <summary>Long enough that a word of an answer in it ("impossible d'aller sur Internet") may not be one.</summary>
    public static bool IsSentence(string? text) => IsOwnWords(text) && Words().Count(Plain(text!)) >= 4;

    /// <summary>Somebody may want a visit called off or moved, in words that are no answer: "je ne peux pas vendredi".</summary>
    public static bool MayCallOff(string? text) => CallsOff().IsMatch(Plain(text ?? ""));

    /// <summary>The five digits of a postcode, with or without a few words around; null when the text holds another number or none.</summary>
    public static string? Postcode(string? text) => Numbers().Matches(Plain(text ?? "")) is [{ Length: 5 } only] && text!.Length <= 60 ? only.Value : null;

    /// <summary>"je ne dis pas non", "je refuse pas": the words that negate come first in the clause, or right after the verb.</summary>
    private static bool IsTurnedRound(string plain) => RefusesNot().IsMatch(plain) || Clauses().Split(plain).Any(clause =>
    {
        var words = Words().Matches(clause).Select(m => m.Value).ToList();
        var no = words.FindIndex(ReplyWords.IsNo);
        return no >= 0 && words.Take(no).Any(ReplyWords.IsNegation);
    });

    /// <summary>"1h15" is 75; else the number beside the code; several, and nobody knows which.</summary>
    private static int? MinutesOf(string plain, List<string> numbers) =>
        Hours().Match(plain) is { Success: true } said ? 60 * Figure(said.Groups["hours"].Value) + (said.Groups["minutes"] is { Success: true } more ? Figure(more.Value) : 0)
        : numbers.Where(n => n.Length is >= 1 and <= 3).ToList() is [var only] ? Figure(only)
        : null;

    private static int Figure(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>Small letters without accents; "d'accord" and "pas possible" are one word each; digits of other scripts are digits.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in PlainText.Clean(text).EnumerateRunes())
        {
            if (rune.Value is 0x2753 or 0x2754) plain.Append('?'); // ❓ ❔
            else if (Rune.IsDigit(rune) && Rune.GetNumericValue(rune) is >= 0 and <= 9 and var value) plain.Append((char)('0' + (int)value));
            else foreach (var c in rune.ToString().Normalize(NormalizationForm.FormKD))
                if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.ToLowerInvariant(c));
        }
        return NumberSign().Replace(NoTrouble().Replace(NotPossible().Replace(Agreed().Replace(plain.ToString(), "daccord"), "impossible"), "bien"), "n ");
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Words();

    // "NON STOP" alone says no, and then stop; "je travaille non stop" says neither.
    // Of the messages themselves: "je ne peux plus envoyer de messages" asks for help.
    [GeneratedRegex(@"\b(veux|voudrais|souhaite|desire)\b.{0,20}\bplus\b.{0,20}\b(sms|messages?|textos?)\b|\bn\W?(envoyez|ecrivez)\b.{0,8}\bplus\b", RegexOptions.Singleline)]
    private static partial Regex WantsNoMore();

    [GeneratedRegex(@"\b(annul|decaler|reporter|empech)|\bne (peux|pourrai|pourrais|serai|suis) (pas|plus)\b|\b(impossible|absente?|malade|hopital)\b|\bpas la\b|\bchanger (l.|d.|de )?(heure|jour|date)\b")]
    private static partial Regex CallsOff();

    [GeneratedRegex(@"\bpas de (soucis?|problemes?|pb)\b")]
    private static partial Regex NoTrouble();

    [GeneratedRegex(@"\bnon-stop\b|(?<=[a-z0-9] )non stop\b")]
    private static partial Regex NonStop();

    [GeneratedRegex(@"\barret\w*\b.*\b(sms|messages?|textos?|envoyer|envois?|ecrire)\b", RegexOptions.Singleline)]
    private static partial Regex OfMessages();

    [GeneratedRegex(@"\bd\W{0,2}accord\b")]
    private static partial Regex Agreed();

    [GeneratedRegex(@"\bpas (possible|dispo|disponible|libre)\b")]
    private static partial Regex NotPossible();

    // "nº 4821" and "№ 4821" say which, not no.
    [GeneratedRegex(@"\bno\W{0,2}(?=[0-9])")]
    private static partial Regex NumberSign();

    [GeneratedRegex(@"\brefuse (pas|plus|jamais|rien)\b|\bno (problem|probleme|souci)s?\b")]
    private static partial Regex RefusesNot();

    [GeneratedRegex("[.,;:!?\n]+")]
    private static partial Regex Clauses();

    // Four digits would be the code.
    [GeneratedRegex(@"\b(non|nan|no|refuse|impossible|indisponible|annuler|annulez?|annulation|cancel|absente?)[^a-z0-9]{0,3}[0-9]|[0-9][^a-z0-9]{0,3}(non|nan|refuse|impossible|indisponible|annuler|annulez?|absente?)\b")]
    private static partial Regex BesideANumber();

    // At most four hours: "à 14h30" is a time of day.
    [GeneratedRegex(@"(?<![0-9a-z])(?<hours>[1-4]) ?h(eures?)?( ?(?<minutes>[0-5][0-9]))?(?![0-9a-z])")]
    private static partial Regex Hours();

    // "48 21" is said in pairs on the telephone; four digits in a row are the code.
    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
