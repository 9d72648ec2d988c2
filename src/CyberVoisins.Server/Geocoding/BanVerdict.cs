using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>What to make of the service's answers: it always has one, and the best of them may still be wrong.</summary>
internal static class BanVerdict
{
    /// <summary>Practice of the service's users: from 0.6 on an answer may be taken without asking again.</summary>
    public const double LowestScore = 0.6;

    /// <summary>A second answer this close in score, elsewhere, makes the first one a guess.</summary>
    private const double ClearLead = 0.05;

    /// <summary>Two answers this near each other are the same door, or the next one.</summary>
    private const int SamePlaceMetres = 300;

    /// <param name="communeAt">Finds the commune when the service does not name it; null when it is not known.</param>
    public static AddressAnswer Of(string text, IReadOnlyList<BanFeature> features, Func<Coordinates, Commune?> communeAt)
    {
        var french = features.Where(f => France.Contains(f.Point)).ToList();
        if (french is [var best, .. var others]
            && best.Score >= LowestScore
            && AgreesWithPostcode(text, best)
            && others.All(o => o.Score < best.Score - ClearLead || IsSamePlace(best, o)))
            return new AddressAnswer.Found(ToPlace(best, communeAt, KeptText(text, best)));
        return new AddressAnswer.NotFound([.. french.Select(f => ToPlace(f, communeAt)).DistinctBy(p => p.Label).Take(AddressAnswer.NotFound.MostSuggestions)]);
    }

    /// <summary>The service weighs a postcode like any word; we hold that whoever typed one meant it.</summary>
    private static bool AgreesWithPostcode(string text, BanFeature found) => AddressText.Read(text) switch
    {
        { IsClear: false } => false,
        { Postcode: { } typed } => found.Postcode == typed,
        _ => true,
    };

    private static bool IsSamePlace(BanFeature a, BanFeature b) =>
        a.Point.MetresTo(b.Point) <= SamePlaceMetres || (a.Precision == PlacePrecision.Commune && a.CommuneCode != "" && a.CommuneCode == b.CommuneCode);

    /// <summary>
    /// What was typed, when the service knows less of it: a number it lacks in the street, a street it lacks in the commune.
    /// The volunteer will need it at the door. Null otherwise.
    /// </summary>
    private static string? KeptText(string text, BanFeature found)
    {
        var words = PlaceName.Words(text);
        var saysMore = found.Precision switch
        {
            PlacePrecision.Street => words is [var first, ..] && char.IsAsciiDigit(first[0]) && first.Length < 5,
            PlacePrecision.Commune => words.Count > 1 && AddressText.LooksLikeAStreet(words.Where(w => !char.IsAsciiDigit(w[0]))),
            PlacePrecision.HouseNumber or PlacePrecision.Given => false,
        };
        return saysMore ? AddressText.OnOneLine(text) : null;
    }

    private static Place ToPlace(BanFeature f, Func<Coordinates, Commune?> communeAt, string? label = null) =>
        new(label ?? f.Label, f.CommuneCode != "" ? f.CommuneCode : communeAt(f.Point)?.Code ?? "", f.Point, f.Precision);
}
