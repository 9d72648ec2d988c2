using System.Text.RegularExpressions;

namespace CyberVoisins.Core.Messages;

/// <summary>
/// Several codes in one SMS: understood when every code belongs to exactly one word. Either all words come before their
/// codes ("oui 4821 non 4822") or all after ("4821 oui 4822 non"); codes that share a word stand side by side. "oui 4821
/// 4822 non" may be read both ways, and any word that is neither an answer nor politeness may change the sense: a person reads those.
/// </summary>
public static partial class SeveralAnswers
{
    /// <summary>What one SMS can answer.</summary>
    public const int Most = 4;

    /// <param name="plain">Small letters without accents.</param>
    /// <returns>Null when in doubt.</returns>
    internal static Reply? Of(string plain)
    {
        if (plain.Contains('?', StringComparison.Ordinal)) return null;
        var groups = new List<Group>();
        var joined = false;
        foreach (Match token in Tokens().Matches(plain))
        {
            var text = token.Value;
            if (char.IsAsciiDigit(text[0]))
            {
                if (text.Length != 4) return null; // a time, a price, a code mistyped
                Add(groups, new(null, [text], false), joined);
                joined = false;
            }
            else if (ReplyWords.AnswerOf(text) is { } answer) Add(groups, new(answer, [], false), joined = false);
            else if (text is "et" or "&" or "+") joined = true;
            else if (!ReplyWords.IsPolite(text) && !IsFiller(text)) return null;
        }
        return Assign(groups);
    }

    /// <summary>Words, or codes, that stand side by side.</summary>
    /// <param name="Answer">Null for codes.</param>
    /// <param name="Loose">Codes that no "et" holds together.</param>
    private sealed record Group(Func<string?, Reply>? Answer, List<string> Codes, bool Loose);

    private static void Add(List<Group> groups, Group next, bool joined)
    {
        if (groups is [.., var last])
        {
            if (next.Answer is null && last.Answer is null)
            {
                last.Codes.AddRange(next.Codes);
                if (!joined) groups[^1] = last with { Loose = true };
                return;
            }
            // "non pas possible 4821" says no twice.
            if (next.Answer is { } one && last.Answer is { } other && one(null) == other(null)) return;
        }
        groups.Add(next);
    }

    private static Reply? Assign(List<Group> groups)
    {
        if (groups.Count < 2 || groups.Count % 2 != 0 || groups.Zip(groups.Skip(1)).Any(pair => pair.First.Answer is null == pair.Second.Answer is null)) return null;
        // With one word, all codes are its own; with several, a code between two of them needs its "et".
        if (groups.Count > 2 && groups.Any(g => g.Loose)) return null;
        var wordFirst = groups[0].Answer is not null;
        var answers = new Dictionary<string, Reply>();
        foreach (var pair in groups.Chunk(2))
        {
            var (word, codes) = wordFirst ? (pair[0], pair[1]) : (pair[1], pair[0]);
            foreach (var code in codes.Codes)
                if (!answers.TryAdd(code, word.Answer!(code)) && answers[code] != word.Answer(code))
                    return null;
        }
        return answers.Count <= Most ? new Reply.Several([.. answers.Values]) : null;
    }

    private static bool IsFiller(string word) => word is "pour" or "le" or "la" or "les" or "code" or "codes" or "demande" or "demandes" or "au" or "aux" or "avec" or "plaisir" or "j" or "je" or "desole" or "desolee";

    [GeneratedRegex("[a-z]+|[0-9]+|[&+]")]
    private static partial Regex Tokens();
}
