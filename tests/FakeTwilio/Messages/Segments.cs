using System.Globalization;

namespace FakeTwilio;

/// <summary>How many SMS a text costs, counted again and apart from the service (3GPP TS 23.038 and 23.040).</summary>
public static class Segments
{
    private static readonly HashSet<char> One = [.. "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà",
        .. Enumerable.Range('0', 10).Select(c => (char)c), .. Enumerable.Range('A', 26).Select(c => (char)c), .. Enumerable.Range('a', 26).Select(c => (char)c)];

    private static readonly HashSet<char> Two = [.. "\f^{}\\[~]|€"];

    public static int Of(string text)
    {
        var gsm = text.All(c => One.Contains(c) || Two.Contains(c));
        // A letter is never cut, however many units it takes.
        var places = gsm ? text.Select(c => Two.Contains(c) ? 2 : 1).ToList() : Letters(text);
        var (single, part) = gsm ? (160, 153) : (70, 67);
        if (places.Sum() <= single) return 1;
        var (count, free) = (0, 0);
        foreach (var place in places)
        {
            if (place > free) (count, free) = (count + 1, part);
            free -= place;
        }
        return count;
    }

    private static List<int> Letters(string text)
    {
        int[] starts = [.. StringInfo.ParseCombiningCharacters(text), text.Length];
        // The two characters that end a line are two letters here, and one in Unicode.
        return [.. starts.Zip(starts.Skip(1)).SelectMany(s => text[s.First] == '\r' ? Enumerable.Repeat(1, s.Second - s.First) : [s.Second - s.First])];
    }
}
