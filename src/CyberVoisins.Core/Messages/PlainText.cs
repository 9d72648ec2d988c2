using System.Globalization;
using System.Text;

namespace CyberVoisins.Core.Messages;

/// <summary>What a text from outside may hold. Unicode keeps 66 code points out of all text, and the normalizer throws at one of them.</summary>
public static class PlainText
{
    /// <summary>U+FDD0 to U+FDEF, and the last two code points of each plane.</summary>
    public static bool IsNoncharacter(Rune rune) => rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE;

    /// <summary>Without noncharacters; half a surrogate pair becomes U+FFFD. The result can be normalized and stored.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune => !IsNoncharacter(rune)));

    /// <summary>The words of it, in order, in small letters and without accents: "Jean-Pierre É." is jean, pierre, e.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in Clean(text).Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
