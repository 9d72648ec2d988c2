using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CyberVoisins.Core.Messages;

namespace CyberVoisins.Core.Scams;

/// <summary>
/// A text as a reader hears it: small letters without accents, letters of other alphabets that look like ours, "c0de" and "c.o.d.e"
/// as code, nothing invisible. Words stand one space apart, sentences are parted by "|".
/// </summary>
internal static partial class Spelled
{
    private const string Lookalikes = "аaеeоoрpсcхxуyіiјjѕsһhкkмmтtвbнhαaοoρpνvιiκkτtυuχxεeβbηnμmıiłløođd";

    private static readonly Dictionary<char, char> Alike = Enumerable.Range(0, Lookalikes.Length / 2).ToDictionary(i => Lookalikes[2 * i], i => Lookalikes[2 * i + 1]);

    public static string Plain(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in PlainText.Clean(text).Normalize(NormalizationForm.FormKD))
            switch (CharUnicodeInfo.GetUnicodeCategory(c))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.Format:
                    break;
                default:
                    var small = char.ToLowerInvariant(c);
                    letters.Append(Alike.GetValueOrDefault(small, small));
                    break;
            }
        var joined = Letters().Replace(letters.Replace("€", " euros ").Replace("@", "a").ToString(), spaced => spaced.Value.Replace(spaced.Groups["by"].Value, "", StringComparison.Ordinal));
        var words = new StringBuilder(joined.Length);
        foreach (Match token in Tokens().Matches(joined)) words.Append(char.IsLetterOrDigit(token.Value[0]) ? WithoutFigures(token.Value) : "|").Append(' ');
        return words.ToString();
    }

    /// <summary>"c0de", "urg3nt": figures inside a word that begins with a letter stand for letters.</summary>
    private static string WithoutFigures(string word) => !char.IsAsciiLetter(word[0]) || !word.Any(char.IsAsciiDigit) ? word
        : string.Concat(word.Select(c => c switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', _ => c }));

    // The same sign between each letter, and a letter at both ends: "c.o.d.e", "C O D E".
    [GeneratedRegex(@"(?<![a-z0-9])[a-z](?<by>[ .\-_*])([a-z]\k<by>)+[a-z](?![a-z0-9])")]
    private static partial Regex Letters();

    [GeneratedRegex(@"[a-z][a-z0-9]*|[0-9]+|[.!?;\n]+")]
    private static partial Regex Tokens();
}
