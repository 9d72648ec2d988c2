using System.Text.RegularExpressions;

namespace CyberVoisins.Core.Messages;

/// <summary>
/// Whether somebody's words hold a way to be reached: a link, an e-mail, a telephone number. They will stand in an SMS under the association's name, so they are read as
/// that SMS will show them (<see cref="Gsm7.Normalize"/> makes "." of a middle dot and "1" of a full-width one), and as they were written.
/// </summary>
public static partial class ContactInText
{
    /// <summary>A name: no figure but a few ("Zoé 2"), nothing that a telephone makes a link of.</summary>
    public static bool InName(string text) => Any(text, t => t.Count(char.IsDigit) > MostFiguresOfAName || FourFigures().IsMatch(t) || t.Contains(':', StringComparison.Ordinal) || AnyLink().IsMatch(t) || ReadOut().IsMatch(t));

    /// <summary>Words from one person to another: no link, and no six figures however they are set apart or read out.</summary>
    public static bool InWords(string text) => Any(text, t => Figures().IsMatch(t) || AnyLink().IsMatch(t) || Elsewhere().IsMatch(t) || ReadOut().IsMatch(t));

    /// <summary>An address or a meeting point, which has figures and slashes of its own ("12/14 rue …, 75017"): no link, and no ten figures in a row.</summary>
    public static bool InAddress(string text) => Any(text, t => Number().IsMatch(t) || Link().IsMatch(t) || ReadOut().IsMatch(t));

    private const int MostFiguresOfAName = 5;

    private static bool Any(string text, Func<string, bool> holds) => holds(text) || holds(Gsm7.Normalize(text));

    [GeneratedRegex(@"\d{4}", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex FourFigures();

    [GeneratedRegex(@"\d(?:[^\p{L}\d]{0,3}\d){5,}", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex Figures();

    [GeneratedRegex(@"\d(?:[^\p{L}\d]{0,3}\d){9,}", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex Number();

    // Whatever the last part is called: there are 1,400 of them, and telephones know them all.
    [GeneratedRegex(@"[\\@#]|https?|://|www\.|[\p{L}\d]\.\p{L}{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Link();

    [GeneratedRegex(@"[/\\@#]|https?|www\.|[\p{L}\d]\.\p{L}{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex AnyLink();

    [GeneratedRegex(@"\b(?:arobase|whatsapp|telegram|facebook|instagram|snapchat|messenger)\b|point (?:fr|com)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Elsewhere();

    /// <summary>"zéro six douze …": five names of figures, with at most a word between two.</summary>
    [GeneratedRegex(@"(?:\b(?:z[ée]ro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|plus trente-trois)\b[\s,.;:-]*(?:\p{L}{1,7}[\s,.;:-]+)??){5,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex ReadOut();
}
