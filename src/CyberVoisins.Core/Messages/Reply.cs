using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

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

    public sealed record Stop : Reply;
    public sealed record Start : Reply;
    public sealed record Help : Reply;
    public sealed record Unclear : Reply;

    private static readonly HashSet<string> YesWords = ["oui", "ouii", "ouiii", "ok", "okay", "dac", "daccord", "accepte", "volontiers", "yes", "ouais"];
    private static readonly HashSet<string> NoWords = ["non", "nan", "no", "refuse", "impossible", "indisponible"];
    private static readonly HashSet<string> CancelWords = ["annuler", "annule", "annulez", "annulation", "cancel"];
    private static readonly HashSet<string> DoneWords = ["fait", "faite", "fini", "termine"];
    private static readonly HashSet<string> AbsentWords = ["absent", "absente"];
    private static readonly HashSet<string> HelpWords = ["aide", "contact", "help", "info", "infos"];
    private static readonly HashSet<string> StopWords =
    [
        "stop", "stopper", "stoppez", "arret", "arrete", "arreter", "arretez", "desabonner", "desabonnez", "desabonnement", "desinscrire", "desinscrivez", "desinscription",
        "stopall", "unsubscribe", "optout", "quit", "revoke", // Twilio blocks the number at these, whatever we answer
    ];
    private static readonly HashSet<string> StartWords = ["reprendre", "start", "reprise"];

    /// <summary>What doubts or turns round what it stands beside: "pas d'accord", "oui mais", "peut-être".</summary>
    private static readonly HashSet<string> DoubtWords =
        ["pas", "plus", "mais", "peut", "jamais", "ni", "sauf", "si", "aucun", "aucune", "quand", "sais", "demain", "plutot", "ou", "pourquoi", "sinon"];

    /// <summary>A no bears "pas" and "jamais", but not these.</summary>
    private static readonly HashSet<string> DoubtOfANo = ["mais", "peut", "si", "sauf", "pourquoi"];

    private static readonly HashSet<string> Negations = ["pas", "plus", "jamais", "ni", "aucun", "aucune", "sans", "rien", "guere"];

    /// <summary>Reads an SMS; never throws.</summary>
    public static Reply Parse(string? text)
    {
        var plain = Plain(text ?? "");
        var words = Words().Matches(plain).Select(m => m.Value).ToList();
        var numbers = Numbers().Matches(plain).Select(m => m.Value).ToList();

        // "stop svp", "STOP 36111": said anywhere in a short text, first in a longer one, or as its last word.
        if (words.Any(StopWords.Contains))
            return StopWords.Contains(words[0]) || words.Count <= 4 || words is [.., not "non", "stop"]
                ? new Stop()
                : new Unclear(); // "à l'arrêt de bus", "non-stop": a person reads it

        var codes = numbers.Where(n => n.Length == 4).Distinct().ToList();
        if (codes.Count > 1) return new Unclear();
        var code = codes.FirstOrDefault();
        var asks = plain.Contains('?', StringComparison.Ordinal); // "ok pour 15h ?" is no yes

        var said = new[]
        {
            (Is: words.Any(YesWords.Contains), Reply: (Reply)new Yes(code)),
            (Is: words.Any(NoWords.Contains), Reply: new No(code)),
            (Is: words.Any(CancelWords.Contains), Reply: new Cancel(code)),
            (Is: words.Any(DoneWords.Contains), Reply: new Done(code, MinutesOf(plain, numbers))),
            (Is: words.Any(AbsentWords.Contains), Reply: new Absent(code)),
        }.Where(s => s.Is).Select(s => s.Reply).ToList();

        // "oui 918", "OUI%204821": a code mistyped. A yes with any other number may be meant for another hour; a no may name the day.
        if (code is null && (words.Any(YesWords.Contains) ? numbers.Count > 0 : BesideANumber().IsMatch(plain))) return new Unclear();

        return said switch
        {
            // "non pas possible 4821" and "non merci pas cette fois" only say no more clearly.
            [No no] => asks || words.Any(DoubtOfANo.Contains) || IsTurnedRound(plain) ? new Unclear() : no,
            [var only] => asks || words.Any(DoubtWords.Contains) ? new Unclear() : only,
            [] when code is null && words.Count <= 3 && words.Any(StartWords.Contains) => new Start(),
            [] when code is null && words.Count <= 3 && words.Any(HelpWords.Contains) => new Help(),
            [] when code is null && numbers is ["1"] && words.Count == 0 => new Yes(null),
            [] when code is null && numbers is ["2"] && words.Count == 0 => new No(null),
            _ => new Unclear(),
        };
    }

    /// <summary>"je ne dis pas non", "je refuse pas": the words that negate come first in the clause, or right after the verb.</summary>
    private static bool IsTurnedRound(string plain) => RefusesNot().IsMatch(plain) || Clauses().Split(plain).Any(clause =>
    {
        var words = Words().Matches(clause).Select(m => m.Value).ToList();
        var no = words.FindIndex(NoWords.Contains);
        return no >= 0 && words.Take(no).Any(Negations.Contains);
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
            if (Rune.IsDigit(rune) && Rune.GetNumericValue(rune) is >= 0 and <= 9 and var value) plain.Append((char)('0' + (int)value));
            else foreach (var c in rune.ToString().Normalize(NormalizationForm.FormKD))
                if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.ToLowerInvariant(c));
        }
        return NotPossible().Replace(Agreed().Replace(plain.ToString(), "daccord"), "impossible");
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\bd\W{0,2}accord\b")]
    private static partial Regex Agreed();

    [GeneratedRegex(@"\bpas (possible|dispo|disponible|libre)\b")]
    private static partial Regex NotPossible();

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
