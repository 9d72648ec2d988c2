namespace CyberVoisins.Server.Geocoding;

/// <summary>An address as typed, taken apart the French way: what comes before, the postcode, the town.</summary>
/// <param name="Postcode">Five digits, or null.</param>
/// <param name="Town">Spelled by <see cref="PlaceName"/>; null when nothing stands where the town should.</param>
/// <param name="HasStreet">Something else than a town and a postcode was typed.</param>
/// <param name="IsClear">False with two postcodes.</param>
internal sealed record AddressText(string? Postcode, string? Town, bool HasStreet, bool IsClear)
{
    private static readonly char[] Separators = [',', ';', '\n', '\r', '(', ')', '–', '—'];

    private static readonly HashSet<string> StreetWords =
    [
        "rue", "avenue", "av", "ave", "boulevard", "bd", "bld", "boul", "place", "pl", "impasse", "imp", "chemin", "ch", "che", "route", "rte",
        "allee", "allees", "cours", "quai", "square", "sq", "passage", "pass", "villa", "cite", "residence", "res", "lotissement", "lot", "hameau",
        "sentier", "ruelle", "faubourg", "fbg", "esplanade", "promenade", "appartement", "appt", "apt", "batiment", "bat", "escalier", "etage", "porte", "lieu",
    ];

    public static AddressText Read(string text)
    {
        var segments = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(segment => PlaceName.Words(segment).ToList())
            .Where(words => words.Count > 0)
            .ToList();
        DropCountry(segments);

        var postcodes = segments.SelectMany(words => words.Where(IsPostcode)).Distinct().ToList();
        return postcodes.Count switch
        {
            0 => WithoutPostcode(segments),
            1 => WithPostcode(segments, postcodes[0]),
            _ => new(null, null, true, false),
        };
    }

    /// <summary>The text as typed, on one line.</summary>
    public static string OnOneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static bool LooksLikeAStreet(IEnumerable<string> words) =>
        words.Any(word => char.IsAsciiDigit(word[0]) || StreetWords.Contains(word));

    private static AddressText WithoutPostcode(List<List<string>> segments) =>
        segments is [.., var last] ? new(null, string.Join(' ', last), segments.Count > 1, true) : new(null, null, false, true);

    private static AddressText WithPostcode(List<List<string>> segments, string postcode)
    {
        var at = segments.FindIndex(words => words.Contains(postcode));
        var before = segments[at].TakeWhile(word => word != postcode).ToList();
        var after = segments[at].Skip(before.Count + 1).Where(word => word != postcode).ToList();
        var left = segments.Take(at).Append(before).Where(words => words.Count > 0).ToList();

        if (after.Count == 0 && at + 1 < segments.Count)
            after = segments[at + 1];
        if (after.Count > 0)
            return new(postcode, string.Join(' ', after), left.Count > 0, true);
        // "Paris 75017" and "rue de Lévis, Paris, 75017": the town stands before its postcode.
        return left is [.., var last] && (!LooksLikeAStreet(last) || IsArrondissement(last))
            ? new(postcode, string.Join(' ', last), left.Count > 1, true)
            : new(postcode, null, left.Count > 0, true);
    }

    private static bool IsArrondissement(List<string> words) => words is [var town, { Length: <= 2 }] && !char.IsAsciiDigit(town[0]) && !StreetWords.Contains(town);

    /// <summary>"France" at the end says nothing new; "Roissy-en-France" and "Île-de-France" are names.</summary>
    private static void DropCountry(List<List<string>> segments)
    {
        if (segments is not [.., { } last] || last[^1] != "france" || last is [.., "en" or "de", _])
            return;
        last.RemoveAt(last.Count - 1);
        if (last.Count == 0)
            segments.Remove(last);
    }

    private static bool IsPostcode(string word) => word.Length == 5 && word.All(char.IsAsciiDigit);
}
