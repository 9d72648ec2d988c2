using System.Globalization;
using System.Text.RegularExpressions;

namespace CyberVoisins.Core.Messages;

/// <summary>Reads "pause jusqu'au 15 janvier". The whole text must be about the break: "oui, pendant ma pause" and "pause déjeuner" are not.</summary>
internal static partial class PauseWords
{
    private static readonly Dictionary<string, int> Months = new()
    {
        ["janvier"] = 1, ["janv"] = 1, ["jan"] = 1, ["fevrier"] = 2, ["fevr"] = 2, ["fev"] = 2, ["mars"] = 3, ["avril"] = 4, ["avr"] = 4, ["mai"] = 5, ["juin"] = 6, ["juillet"] = 7,
        ["juil"] = 7, ["aout"] = 8, ["septembre"] = 9, ["sept"] = 9, ["octobre"] = 10, ["oct"] = 10, ["novembre"] = 11, ["nov"] = 11, ["decembre"] = 12, ["dec"] = 12,
    };

    private const string MonthNames =
        "janvier|janv|jan|fevrier|fevr|fev|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec";

    private static readonly Dictionary<string, int> Counts = new()
    {
        ["un"] = 1, ["une"] = 1, ["deux"] = 2, ["trois"] = 3, ["quatre"] = 4, ["cinq"] = 5, ["six"] = 6, ["huit"] = 8, ["dix"] = 10, ["douze"] = 12, ["quinze"] = 15, ["trente"] = 30,
    };

    /// <param name="plain">Small letters without accents.</param>
    /// <returns>Null when the text is not, or not only, about a break.</returns>
    public static Reply.Pause? Of(string plain)
    {
        if (plain.Contains('?', StringComparison.Ordinal)) return null;
        var text = Spaces().Replace(Politeness().Replace(Others().Replace(plain, " "), " "), " ").Trim(' ', '.', '-', '/');
        if (Break().Match(text) is not { Success: true } said) return null;
        if (!said.Groups["end"].Success) return new(null);
        return EndOf(said) is { } end ? new(end) : null;
    }

    private static PauseEnd? EndOf(Match said)
    {
        if (said.Groups["unit"] is { Success: true } unit)
            return new PauseEnd.For(Count(said.Groups["count"].Value), unit.Value[0] switch { 'j' => PauseUnit.Days, 's' => PauseUnit.Weeks, _ => PauseUnit.Months });
        if (said.Groups["alone"] is { Success: true } alone)
            return new PauseEnd.InMonth(Months[alone.Value], said.Groups["through"].Success);
        var month = said.Groups["month"].Value;
        var number = Months.TryGetValue(month, out var named) ? named : Figure(month);
        if (number is < 1 or > 12) return null;
        int? year = said.Groups["year"] is { Success: true } written ? Figure(written.Value) + (written.Length == 2 ? 2000 : 0) : null;
        return new PauseEnd.On(Figure(said.Groups["day"].Value), number, year);
    }

    private static int Count(string text) => Counts.TryGetValue(text, out var named) ? named : Figure(text);

    private static int Figure(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex("[^a-z0-9/.-]+")]
    private static partial Regex Others();

    [GeneratedRegex(@"\b(bonjour|bonsoir|merci|svp|stp|s il vous plait|d avance|cordialement|beaucoup)\b[.-]*|(?<![0-9])[.]|[.](?![0-9])")]
    private static partial Regex Politeness();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"^(?:je (?:voudrais|veux|souhaite|prends|fais|demande|suis) )?(?:(?:faire|prendre|mettez moi|mettre) )?(?:(?:en|une|la) )?pause(?: (?:pour|pendant|de|d))?(?: (?<end>" +
        @"(?:jusqu ?(?:au|a) |au |le )?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?<day>[0-9]{1,2})(?:er)? ?[/.-]? ?(?<month>[0-9]{1,2}|" + MonthNames + @")(?: ?[/.-]? ?(?<year>20[0-9]{2}|[0-9]{2}))?(?: inclus)?" +
        @"|(?<count>[0-9]{1,3}|un|une|deux|trois|quatre|cinq|six|huit|dix|douze|quinze|trente) ?(?<unit>jours?|semaines?|mois)" +
        @"|jusqu ?(?:en|a|au) (?:(?:(?<through>la fin|fin)(?: de)?|debut|mois de|le mois de) )?(?<alone>" + MonthNames + @")))?$")]
    private static partial Regex Break();
}
