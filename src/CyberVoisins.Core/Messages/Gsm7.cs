using System.Globalization;
using System.Text;

namespace CyberVoisins.Core.Messages;

/// <summary>
/// The alphabet of SMS (3GPP TS 23.038, "GSM 7 bit"). One letter outside it, such as ê or a typographic
/// apostrophe, turns the whole SMS into UCS-2 and divides its length by more than two.
/// </summary>
public static class Gsm7
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>These cost two places: an escape, then the character.</summary>
    private const string Extended = "\f^{}\\[~]|€";

    private static readonly Dictionary<char, string> Near = new()
    {
        ['«'] = "\"", ['»'] = "\"", ['“'] = "\"", ['”'] = "\"", ['„'] = "\"", ['’'] = "'", ['‘'] = "'", ['ʼ'] = "'", ['´'] = "'", ['`'] = "'",
        ['–'] = "-", ['—'] = "-", ['−'] = "-", ['‑'] = "-", ['…'] = "...", ['•'] = "-", ['·'] = ".", ['°'] = "o", ['º'] = "o", ['ª'] = "a",
        ['²'] = "2", ['³'] = "3", ['½'] = "1/2", ['×'] = "x", ['œ'] = "oe", ['Œ'] = "OE", ['№'] = "no", ['µ'] = "u", ['‹'] = "<", ['›'] = ">",
        ['\t'] = " ", ['\u00A0'] = " ", ['\u202F'] = " ", ['\u2009'] = " ", ['\u2007'] = " ",
    };

    /// <summary>True when the text costs one place a letter (two for € [ ] { } ^ ~ | \).</summary>
    public static bool Fits(string text) => text.All(c => Basic.Contains(c, StringComparison.Ordinal) || Extended.Contains(c, StringComparison.Ordinal));

    /// <summary>
    /// The same text in this alphabet: what it has stays (é, è, à, ù, Ç), near letters replace the others (ê becomes
    /// e, ç becomes c, œ becomes oe), what has no likeness (emoji, other scripts) is left out.
    /// </summary>
    public static string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        // Composed first: "e" and a separate accent are one letter of the alphabet.
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (Basic.Contains(c, StringComparison.Ordinal) || Extended.Contains(c, StringComparison.Ordinal)) result.Append(c);
            else if (Near.TryGetValue(c, out var near)) result.Append(near);
            else if (char.IsLetterOrDigit(c) && !char.IsSurrogate(c))
                foreach (var part in c.ToString().Normalize(NormalizationForm.FormKD))
                    if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark && Basic.Contains(part, StringComparison.Ordinal))
                        result.Append(part);
        }
        return result.ToString();
    }

    /// <summary>How many SMS the text costs: 160 places in one or 153 in each of several; 70 or 67 UTF-16 units in UCS-2.</summary>
    public static int Segments(string text)
    {
        if (text.Length == 0) return 1;
        return Fits(text)
            ? Count(text.Select(c => Extended.Contains(c, StringComparison.Ordinal) ? 2 : 1), 160, 153)
            : Count(Units(text), 70, 67);
    }

    /// <summary>A surrogate pair is never cut.</summary>
    private static IEnumerable<int> Units(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair) i++;
            yield return pair ? 2 : 1;
        }
    }

    private static int Count(IEnumerable<int> costs, int single, int several)
    {
        var all = costs.ToList();
        if (all.Sum() <= single) return 1;
        var (segments, used) = (1, 0);
        foreach (var cost in all)
        {
            if (used + cost > several) (segments, used) = (segments + 1, 0);
            used += cost;
        }
        return segments;
    }
}
