namespace CyberVoisins.Core.Matching.Audit;

/// <summary>What can be said of a group against all the others of its dimension.</summary>
public enum Finding
{
    /// <summary>Groups under 5, put together: not shown.</summary>
    Hidden,
    /// <summary>Under 100 in the group or in the rest: shown, not judged.</summary>
    TooFew,
    /// <summary>Within ±5 points, shown by two one-sided tests.</summary>
    Equivalent,
    /// <summary>Different beyond chance (Holm-adjusted p under 0.05) and not shown to be within ±5 points: somebody must look.</summary>
    Disparity,
    /// <summary>Neither shown to be different nor shown to be the same.</summary>
    Open,
}

/// <summary>A share of people, the interval that holds the truth 19 times in 20, and how many it rests on.</summary>
public sealed record MeasuredRate(Proportion Counted, ConfidenceInterval Wilson95)
{
    public static MeasuredRate Of(Proportion counted) => new(counted, counted.Wilson());
}

/// <summary>This group's served rate minus that of everybody else in the dimension, as fractions of 1.</summary>
/// <param name="AdjustedP">By Holm over every judged group of the report; null when not judged.</param>
public sealed record Gap(double Difference, ConfidenceInterval Newcombe95, double? AdjustedP);

/// <summary>The figures of a group of requests. A rate is null when it counts fewer than 5, or when subtraction would give those away.</summary>
/// <param name="Requests">All of them.</param>
/// <param name="ServedIn21Days"><see cref="Measure.ServedInTerm"/>.</param>
/// <param name="ServedIn21DaysWithHelper"><see cref="Measure.ServedInTermWithHelper"/>.</param>
/// <param name="WithoutHelper"><see cref="Measure.WithoutHelper"/>.</param>
/// <param name="Waits">Kaplan–Meier median and p90.</param>
/// <param name="SameNeighbourAgain"><see cref="Measure.SameNeighbour"/>.</param>
public sealed record GroupFigures(
    int Requests,
    MeasuredRate? ServedIn21Days,
    MeasuredRate? ServedIn21DaysWithHelper,
    MeasuredRate? WithoutHelper,
    IReadOnlyList<WaitQuantile> Waits,
    MeasuredRate? SameNeighbourAgain)
{
    internal static GroupFigures Of(IReadOnlyList<Outcome> outcomes, string seedText, Func<Measure, bool> hides)
    {
        MeasuredRate? Rate(Measure measure) => !hides(measure) && measure.In(outcomes) is { } counted ? MeasuredRate.Of(counted) : null;
        return new(outcomes.Count, Rate(Measure.ServedInTerm), Rate(Measure.ServedInTermWithHelper), Rate(Measure.WithoutHelper),
            WaitQuantiles.Of([.. outcomes.Select(o => (o.Commune, new Wait(o.WaitedDays, o.Served)))], seedText), Rate(Measure.SameNeighbour));
    }
}

/// <summary>A group, what is known of it, and what that allows to say.</summary>
/// <param name="Figures">Null when hidden.</param>
/// <param name="Gap">Null when hidden or there is nobody to compare with.</param>
public sealed record AuditedGroup(string Dimension, string Group, Finding Finding, GroupFigures? Figures, Gap? Gap);

/// <summary>How the volunteers' load is shared.</summary>
/// <param name="GiniOfMinutes">Null when nobody gave any.</param>
/// <param name="NeverAsked">Share who received no offer in the period.</param>
public sealed record HelperFigures(int Helpers, double? GiniOfMinutes, double? MeanOffers, MeasuredRate? NeverAsked);

/// <summary>A commune where no request had a minute within reach. Fewer than 5 requests are not counted out.</summary>
/// <param name="Requests">Null when under 5.</param>
public sealed record WhiteZone(string Commune, int? Requests);

/// <summary>The audit of a period: groups by dimension, helpers, white zones, and the disparities first of all.</summary>
/// <param name="SmallWhiteZones">White zones with under 5 requests, whether or not they are named.</param>
public sealed record AuditReport(
    string SeedText,
    GroupFigures? Everybody,
    IReadOnlyList<AuditedGroup> Groups,
    HelperFigures? Helpers,
    IReadOnlyList<WhiteZone> WhiteZones,
    int SmallWhiteZones)
{
    /// <summary>Flagged, the widest gap first.</summary>
    public IEnumerable<AuditedGroup> Disparities =>
        Groups.Where(g => g.Finding == Finding.Disparity).OrderByDescending(g => Math.Abs(g.Gap!.Difference));
}
