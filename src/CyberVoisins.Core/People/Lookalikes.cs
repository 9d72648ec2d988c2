using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using F23.StringSimilarity;

namespace CyberVoisins.Core.People;

/// <summary>Why two records look like one person.</summary>
public enum LookalikeReason
{
    /// <summary>The same first name, whatever the accents, capitals, hyphens and titles ("Mme Jeanne").</summary>
    SameName,
    /// <summary>Nearly the same first name: one letter mistyped, or one word more.</summary>
    SimilarName,
    /// <summary>A number of their own in common.</summary>
    SamePhone,
    /// <summary>A relative's number is that of the other's relative, or the other's own.</summary>
    SameRelative,
    /// <summary>House numbers at most <see cref="Lookalikes.SamePlaceMetres"/> apart.</summary>
    SamePlace,
}

/// <summary>How much two records look like one person. Never certain: a person decides.</summary>
public enum Likelihood
{
    /// <summary>The same name and a number in common.</summary>
    Likely,
    /// <summary>Less than that.</summary>
    Possible,
}

/// <summary>What of a record is compared.</summary>
/// <param name="Phones">Their own numbers, one or two.</param>
/// <param name="Relative">The number of whoever asked for them; null when nobody did.</param>
/// <param name="AgeBand">Null when the person did not say, and for volunteers.</param>
public sealed record LookalikeFacts(Guid Id, string FirstName, IReadOnlyList<PhoneNumber> Phones, PhoneNumber? Relative, Place Place, AgeBand? AgeBand);

/// <summary>Two records that may be one person.</summary>
/// <param name="First">The older one.</param>
/// <param name="Reasons">The name first.</param>
public sealed record Lookalike(Guid First, Guid Second, Likelihood Likelihood, IReadOnlyList<LookalikeReason> Reasons);

/// <summary>
/// Which records may be one person, by rules that anybody can read (docs/trust.md): a number in common is a household, and two people, unless the
/// names are alike; so are two of one name in one building, unless their ages differ. Only suggestions come of it.
/// </summary>
public static class Lookalikes
{
    /// <summary>Geocoders put the same door at different ends of a building.</summary>
    public const int SamePlaceMetres = 60;

    /// <summary>
    /// Jaro–Winkler (W. E. Winkler, "String Comparator Metrics", 1990), made for names of persons. At 0.9 "jeane" and "jeanne" are
    /// alike (0.97), "paul" and "paule" too (0.96), "jeanne" and "paul" are not (0.47).
    /// </summary>
    private const double AlikeFrom = 0.9;

    /// <summary>About 110 m of latitude, and never less than <see cref="SamePlaceMetres"/> of longitude south of 57° N: neighbours stand in the same cell or the next.</summary>
    private const double CellDegrees = 0.001;

    private static readonly HashSet<string> Titles = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"];
    private static readonly JaroWinkler Names = new();

    /// <summary>Each pair once, the likely ones first, then the older ones. As fast as people are many: only those who share a number or a place are compared.</summary>
    public static IReadOnlyList<Lookalike> Among(IReadOnlyCollection<LookalikeFacts> people)
    {
        var names = people.ToDictionary(p => p.Id, p => Words(p.FirstName));
        var pairs = Meetings(people).Select(pair => pair.First.Id.CompareTo(pair.Second.Id) <= 0 ? pair : (First: pair.Second, Second: pair.First)).DistinctBy(pair => (pair.First.Id, pair.Second.Id));
        return [.. pairs.Select(pair => Of(pair.First, names[pair.First.Id], pair.Second, names[pair.Second.Id])).OfType<Lookalike>()
            .OrderBy(l => l.Likelihood).ThenBy(l => l.First).ThenBy(l => l.Second)];
    }

    private static IEnumerable<(LookalikeFacts First, LookalikeFacts Second)> Meetings(IReadOnlyCollection<LookalikeFacts> people)
    {
        foreach (var sharers in people.SelectMany(p => NumbersOf(p).Distinct().Select(number => (number, p))).GroupBy(x => x.number, x => x.p))
            foreach (var pair in Pairs([.. sharers])) yield return pair;
        var cells = people.Where(IsExact).GroupBy(p => CellOf(p.Place.Coordinates)).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var ((row, column), here) in cells)
        {
            foreach (var pair in Pairs(here)) yield return pair;
            foreach (var next in new[] { (row, column + 1), (row + 1, column - 1), (row + 1, column), (row + 1, column + 1) })
                foreach (var other in cells.GetValueOrDefault(next) ?? [])
                    foreach (var one in here) yield return (one, other);
        }
    }

    private static IEnumerable<(LookalikeFacts, LookalikeFacts)> Pairs(List<LookalikeFacts> people)
    {
        for (var i = 0; i < people.Count; i++)
            for (var j = i + 1; j < people.Count; j++) yield return (people[i], people[j]);
    }

    private static Lookalike? Of(LookalikeFacts a, List<string> nameOfA, LookalikeFacts b, List<string> nameOfB)
    {
        var sameName = nameOfA.SequenceEqual(nameOfB);
        if (!sameName && !AreAlike(nameOfA, nameOfB)) return null;
        var samePhone = a.Phones.Intersect(b.Phones).Any();
        var sameNumber = samePhone || NumbersOf(a).Intersect(NumbersOf(b)).Any();
        var samePlace = IsExact(a) && IsExact(b) && a.Place.Coordinates.MetresTo(b.Place.Coordinates) <= SamePlaceMetres;
        Likelihood? likelihood = (sameName, sameNumber) switch
        {
            (true, true) => Likelihood.Likely,
            (false, true) => Likelihood.Possible,
            (true, false) when samePlace => Likelihood.Possible,
            _ => null,
        };
        // Two of one name in one family, or in one building, are most often told apart by their age.
        if (a.AgeBand is { } age && b.AgeBand is { } other && age != other) likelihood = likelihood == Likelihood.Likely ? Likelihood.Possible : null;
        if (likelihood is not { } found) return null;
        List<LookalikeReason> reasons = [sameName ? LookalikeReason.SameName : LookalikeReason.SimilarName];
        if (samePhone) reasons.Add(LookalikeReason.SamePhone);
        else if (sameNumber) reasons.Add(LookalikeReason.SameRelative);
        if (samePlace) reasons.Add(LookalikeReason.SamePlace);
        return new(a.Id, b.Id, found, reasons);
    }

    private static bool AreAlike(List<string> a, List<string> b) =>
        a.Count > 0 && b.Count > 0 && (a.TrueForAll(b.Contains) || b.TrueForAll(a.Contains) || Names.Similarity(string.Join(' ', a), string.Join(' ', b)) >= AlikeFrom);

    private static List<string> Words(string name)
    {
        var words = PlainText.Words(name);
        return [.. words.Where(w => !Titles.Contains(w)).DefaultIfEmpty(words.Count > 0 ? words[0] : "")];
    }

    private static IEnumerable<PhoneNumber> NumbersOf(LookalikeFacts person) => person.Relative is { } relative ? person.Phones.Append(relative) : person.Phones;

    private static bool IsExact(LookalikeFacts person) => person.Place.Precision is PlacePrecision.Given or PlacePrecision.HouseNumber;

    private static (int, int) CellOf(Coordinates place) => ((int)Math.Floor(place.Latitude / CellDegrees), (int)Math.Floor(place.Longitude / CellDegrees));
}
