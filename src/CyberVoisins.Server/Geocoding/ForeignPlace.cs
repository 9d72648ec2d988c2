using System.Text.RegularExpressions;

namespace CyberVoisins.Server.Geocoding;

/// <summary>
/// Recognises an address abroad by its last words, so that "Genève" is not taken for a rue de Genève. Names that are also
/// French communes (Mons, Dinant…) are left out: in doubt an address is merely not found.
/// </summary>
internal static partial class ForeignPlace
{
    private static readonly HashSet<string> Countries =
    [
        "belgique", "belgium", "belgie", "suisse", "switzerland", "schweiz", "svizzera", "luxembourg", "grand duche de luxembourg", "allemagne",
        "germany", "deutschland", "espagne", "spain", "espana", "italie", "italy", "italia", "portugal", "royaume uni", "united kingdom", "uk",
        "angleterre", "england", "ecosse", "irlande", "ireland", "pays bas", "netherlands", "nederland", "andorre", "andorra", "monaco",
        "pologne", "roumanie", "autriche", "maroc", "algerie", "tunisie", "senegal", "mali", "cote d ivoire", "cameroun", "turquie", "canada", "quebec",
        "etats unis", "usa", "united states", "bresil", "chine", "japon", "inde",
    ];

    private static readonly HashSet<string> Towns =
    [
        "bruxelles", "brussels", "brussel", "geneve", "geneva", "genf", "lausanne", "zurich", "berne", "bale", "basel", "charleroi", "tournai",
        "chimay", "namur", "liege", "anvers", "antwerpen", "gand", "gent", "courtrai", "kortrijk", "mouscron", "erquelinnes", "beaumont hainaut",
        "sarrebruck", "saarbrucken", "fribourg en brisgau", "cologne", "berlin", "francfort", "munich", "londres", "london", "douvres", "turin", "torino",
        "milan", "rome", "barcelone", "barcelona", "madrid", "lisbonne", "amsterdam", "rotterdam", "dublin", "montreal", "alger", "tunis", "casablanca", "dakar",
    ];

    private static readonly HashSet<string> Links = ["de", "du", "des", "d", "la", "le", "les", "l", "en", "et"];

    public static bool Names(string text)
    {
        if (ForeignCode().IsMatch(text))
            return true;
        var segments = text.Split([',', ';', '\n', '(', ')', '–', '—'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (segments.Length == 0)
            return false;
        var last = PlaceName.Normalize(segments[^1]);
        if (Countries.Contains(last) || Towns.Contains(last))
            return true;
        var words = last.Split(' ');
        // "1000 Bruxelles" and "Bruxelles Belgique"; but a "jardin du Luxembourg" or an "avenue d'Italie" is at home.
        return words is [.., var before, var end]
            && !words.Any(IsFrenchPostcode) && !Links.Contains(before) && !AddressText.LooksLikeAStreet(words.Where(w => !char.IsAsciiDigit(w[0])))
            && (Countries.Contains(end) || (IsFourDigits(words[0]) && Towns.Contains(end)));
    }

    /// <summary>"7000 Mons": perhaps Belgian, perhaps a postcode with a digit missing; in neither case an address to guess.</summary>
    public static bool MayHaveForeignPostcode(string text) =>
        PlaceName.Words(text) is [var first, ..] words && IsFourDigits(first)
        && !words.Any(IsFrenchPostcode) && !AddressText.LooksLikeAStreet(words.Skip(1));

    private static bool IsFourDigits(string word) => word.Length == 4 && word.All(char.IsAsciiDigit);

    private static bool IsFrenchPostcode(string word) => word.Length == 5 && word.All(char.IsAsciiDigit);

    /// <summary>"B-1000", "CH-1204", "L-2449", "D-66111": a country letter before the code.</summary>
    [GeneratedRegex(@"\b(B|CH|L|LU|D|DE|BE|I|IT|E|ES|NL|A|AT)-\s?\d{4,5}\b", RegexOptions.CultureInvariant)]
    private static partial Regex ForeignCode();
}
