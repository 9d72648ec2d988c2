namespace CyberVoisins.Core.Matching;

/// <summary>What points are given for, in the order in which they are added up.</summary>
public enum Criterion
{
    /// <summary>The nearer, the more; none for help by phone.</summary>
    Distance,
    /// <summary>Days since last asked, 30 or more being full.</summary>
    Rest,
    /// <summary>What the month still holds.</summary>
    Minutes,
    /// <summary>Common times, three or more being full.</summary>
    Slots,
    /// <summary>How little others are expected to need this volunteer.</summary>
    Spare,
    /// <summary>Speaks the resident's own language.</summary>
    Language,
    /// <summary>Points off for each visit that the two had in the last 90 days.</summary>
    Rotation,
}

/// <summary>One line of the sum: weight × part ÷ whole, rounded towards zero.</summary>
/// <param name="Weight">What the criterion is worth; negative takes off.</param>
/// <param name="Whole">At least 1.</param>
public readonly record struct PointsLine(Criterion Criterion, int Weight, int Part, int Whole)
{
    public int Points => Weight * Part / Whole;
}

/// <summary>What the points are counted from: whole numbers only, so that everybody finds the same sum.</summary>
/// <param name="Metres">To the resident; null by phone.</param>
/// <param name="LimitMetres">The widest ring.</param>
/// <param name="RestDays">Whole days since last asked; null is never.</param>
/// <param name="MinutesLeft">In the month of the visit.</param>
/// <param name="Slots">Common times.</param>
/// <param name="ExpectedMinutes">What others are expected to need of this volunteer in a month (<see cref="Pressure"/>); null is unknown, half of the points.</param>
/// <param name="VisitsTogether">Of the two, in the last 90 days.</param>
public readonly record struct Measures(
    int? Metres, int LimitMetres, int? RestDays, int MinutesLeft, int MinutesPerMonth, int Slots, int? ExpectedMinutes, bool SpeaksTheirLanguage, int VisitsTogether);

/// <summary>Points that a person can add up by hand, line by line.</summary>
public sealed record Points(
    PointsLine Distance, PointsLine Rest, PointsLine Minutes, PointsLine Slots, PointsLine Spare, PointsLine Language, PointsLine Rotation)
{
    public const int FullRestDays = 30;
    public const int FullSlots = 3;

    /// <summary>The sum of the lines; below zero when the two have met often.</summary>
    public int Total { get; } =
        Distance.Points + Rest.Points + Minutes.Points + Slots.Points + Spare.Points + Language.Points + Rotation.Points;

    public IReadOnlyList<PointsLine> Lines => [Distance, Rest, Minutes, Slots, Spare, Language, Rotation];

    public static Points Of(in Measures m, RankingWeights weights) => new(
        new(Criterion.Distance, weights.Distance, m.Metres is { } metres ? Math.Max(0, m.LimitMetres - metres) : 0, Math.Max(1, m.LimitMetres)),
        new(Criterion.Rest, weights.Rest, Math.Clamp(m.RestDays ?? FullRestDays, 0, FullRestDays), FullRestDays),
        new(Criterion.Minutes, weights.Minutes, Math.Clamp(m.MinutesLeft, 0, Math.Max(1, m.MinutesPerMonth)), Math.Max(1, m.MinutesPerMonth)), // carried over, it may be more than a month: no more than all
        new(Criterion.Slots, weights.Slots, Math.Min(m.Slots, FullSlots), FullSlots),
        Spared(m, weights),
        new(Criterion.Language, weights.Language, m.SpeaksTheirLanguage ? 1 : 0, 1),
        new(Criterion.Rotation, -weights.Rotation, m.VisitsTogether, 1));

    /// <summary>
    /// All of the points when nobody else needs the volunteer, half when others need as much as is given in a month, none from
    /// twice as much: the straight line that did best of six formulas (docs/matching.md, "The points").
    /// </summary>
    private static PointsLine Spared(in Measures m, RankingWeights weights)
    {
        var gives = Math.Max(1, m.MinutesPerMonth);
        return new(Criterion.Spare, weights.Spare, Math.Max(0, 2 * gives - (m.ExpectedMinutes ?? gives)), 2 * gives);
    }

    public override string ToString() => string.Join(' ', Lines.Select(l => $"{l.Criterion.ToString().ToLowerInvariant()}={l.Points}"));
}
