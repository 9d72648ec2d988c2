using System.Globalization;
using System.Text;

namespace CyberVoisins.Server.Geocoding;

/// <summary>
/// One spelling for a name of place, whoever typed it: no accents, no capitals, words between single spaces, "St" in full,
/// "17e", "17ème" and "17e arrondissement" as "17", without "Cedex".
/// </summary>
internal static class PlaceName
{
    private static readonly Dictionary<string, string> InFull = new()
    {
        ["st"] = "saint", ["ste"] = "sainte", ["s"] = "sur", ["sr"] = "sur", ["lez"] = "les",
    };

    private static readonly HashSet<string> Arrondissement = ["arrondissement", "arrondissements", "arrdt", "ardt", "arrt", "arr"];
    private static readonly HashSet<string> OrdinalEndings = ["e", "er", "eme", "ieme", "ere"];

    public static string Normalize(string text) => string.Join(' ', Words(text));

    public static IReadOnlyList<string> Words(string text)
    {
        List<string> words = [];
        foreach (var raw in Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var word = Cardinal(raw);
            if (word == "cedex" || Arrondissement.Contains(word) || (OrdinalEndings.Contains(word) && words is [.., var last] && IsShortNumber(last)))
                continue;
            words.Add(InFull.GetValueOrDefault(word, word));
        }
        return words;
    }

    /// <summary>Whether an arrondissement is named as such ("17e arrondissement"), without its town.</summary>
    public static bool SaysArrondissement(string text) =>
        Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(Arrondissement.Contains);

    /// <summary>"17eme" as "17"; anything else unchanged.</summary>
    private static string Cardinal(string word)
    {
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        return digits is 1 or 2 && digits < word.Length && OrdinalEndings.Contains(word[digits..])
            ? WithoutZeros(word[..digits])
            : IsShortNumber(word) ? WithoutZeros(word) : word;
    }

    /// <summary>"07" is 7, and "0" stays: a word is never empty.</summary>
    private static string WithoutZeros(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";

    private static bool IsShortNumber(string word) => word.Length is 1 or 2 && word.All(char.IsAsciiDigit);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (c == 'œ')
                plain.Append("oe");
            else if (c == 'æ')
                plain.Append("ae");
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsLetterOrDigit(c) ? c : ' ');
        }
        return plain.ToString();
    }
}
