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

    /// <summary>What Unicode does not take apart by itself.</summary>
    private static readonly Dictionary<char, string> Near = new()
    {
        ['«'] = "\"", ['»'] = "\"", ['“'] = "\"", ['”'] = "\"", ['„'] = "\"", ['″'] = "\"", ['’'] = "'", ['‘'] = "'", ['‚'] = "'", ['′'] = "'", ['ʼ'] = "'",
        ['´'] = "'", ['`'] = "'", ['‹'] = "<", ['›'] = ">", ['−'] = "-", ['•'] = "-", ['·'] = ".", ['…'] = "...", ['°'] = "o", ['²'] = "2", ['³'] = "3",
        ['½'] = "1/2", ['×'] = "x", ['№'] = "no", ['µ'] = "u", ['œ'] = "oe", ['Œ'] = "OE",
        ['ł'] = "l", ['Ł'] = "L", ['đ'] = "d", ['Đ'] = "D", ['ð'] = "d", ['Ð'] = "D", ['þ'] = "th", ['Þ'] = "Th", ['ı'] = "i", ['ħ'] = "h", ['Ħ'] = "H", ['ẞ'] = "SS",
    };

    /// <summary>True when the text costs one place a letter (two for € [ ] { } ^ ~ | \).</summary>
    public static bool Fits(string text) => text.All(c => Basic.Contains(c, StringComparison.Ordinal) || Extended.Contains(c, StringComparison.Ordinal));

    /// <summary>
    /// The same text in this alphabet, for any text at all: what it has stays (é, è, à, ù, Ç), near letters replace
    /// the others (ê becomes e, ç becomes c, œ becomes oe), what has no likeness (emoji, other scripts) is left out.
    /// </summary>
    public static string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        // Half a surrogate pair cannot be composed; composed first, "e" and a separate accent are one letter of the alphabet.
        foreach (var rune in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC).EnumerateRunes())
            result.Append(Nearest(rune));
        return result.ToString();
    }

    private static string Nearest(Rune rune)
    {
        var letter = rune.ToString();
        if (Fits(letter)) return letter;
        if (rune.IsBmp && Near.TryGetValue((char)rune.Value, out var near)) return near;
        if (Rune.IsWhiteSpace(rune)) return " ";
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation) return "-";
        if (Rune.IsDigit(rune)) return ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture);
        return Rune.IsLetter(rune) ? string.Concat(letter.Normalize(NormalizationForm.FormKD).Where(c => Basic.Contains(c, StringComparison.Ordinal))) : "";
    }

    /// <summary>How many SMS the text costs: 160 places in one or 153 in each of several; 70 or 67 UTF-16 units in UCS-2.</summary>
    public static int Segments(string text)
    {
        if (text.Length == 0) return 1;
        return Fits(text)
            ? Count(text.Select(c => Extended.Contains(c, StringComparison.Ordinal) ? 2 : 1), 160, 153)
            : Count(Units(text), 70, 67);
    }

    /// <summary>
    /// What a reader takes for one letter is never cut: a surrogate pair, a letter with its accents, an emoji of several.
    /// Twilio's calculator counts so (npm sms-segments-calculator); for it, the end of a line in Windows is two letters.
    /// </summary>
    private static IEnumerable<int> Units(string text)
    {
        for (int at = 0, length; at < text.Length; at += length)
            yield return length = text[at] == '\r' ? 1 : StringInfo.GetNextTextElementLength(text, at);
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
