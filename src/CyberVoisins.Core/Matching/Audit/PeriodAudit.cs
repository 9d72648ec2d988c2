namespace CyberVoisins.Core.Matching.Audit;

/// <summary>
/// The same figures from the same rows for whoever computes them: the association before it changes a weight, an outsider
/// with an anonymised export. Method: shared/design/matching.md, section 3.
/// </summary>
public static class PeriodAudit
{
    /// <summary>Days within which help should come.</summary>
    public const int GoalDays = 21;

    /// <summary>5 points: a smaller difference between groups is the same for all practical purposes.</summary>
    public const double Margin = 0.05;

    /// <summary>Chance of one false alarm over all groups of the report together.</summary>
    public const double Significance = 0.05;

    /// <param name="seedText">Public text that draws the bootstrap, for example "audit 2026-11 of " and the association's id.</param>
    public static AuditReport Of(IReadOnlyCollection<AuditRow> rows, IReadOnlyCollection<HelperRow> helpers, string seedText) =>
        new(seedText,
            rows.Count < SmallNumbers.Shown ? null : Figures(rows, seedText),
            Groups(rows, seedText),
            helpers.Count < SmallNumbers.Shown ? null : Load(helpers),
            WhiteZones(rows));

    /// <summary>Communes in which no request had a reachable minute, by code.</summary>
    public static IReadOnlyList<WhiteZone> WhiteZones(IEnumerable<AuditRow> rows) =>
    [
        .. rows.GroupBy(row => row.Commune, StringComparer.Ordinal)
            .Where(commune => commune.All(row => row.ReachableMinutes == 0))
            .OrderBy(commune => commune.Key, StringComparer.Ordinal)
            .Select(commune => new WhiteZone(commune.Key, commune.Count() < SmallNumbers.Shown ? null : commune.Count())),
    ];

    private static List<AuditedGroup> Groups(IReadOnlyCollection<AuditRow> rows, string seedText)
    {
        var groups = Dimension.All.SelectMany(d => Compared(d, rows)).ToList();
        var adjusted = Holm.Adjust([.. groups.Select(g => g.Judged ? g.P : null).OfType<double>()]);
        var next = 0;
        return [.. groups.Select(g => Conclude(g, g.Judged && g.P is not null ? adjusted[next++] : null, seedText))];
    }

    /// <summary>A group beside the rest of its dimension, before the correction for many comparisons.</summary>
    private sealed record Comparison(string Dimension, string Group, List<AuditRow> Rows, bool Hidden, Proportion? Mine, Proportion? Rest)
    {
        public bool Judged => !Hidden && Mine is { Total: >= SmallNumbers.Judged } && Rest is { Total: >= SmallNumbers.Judged };
        public double? P => Mine is { } mine && Rest is { } rest ? mine.PValueAgainst(rest) : null;
    }

    private static IEnumerable<Comparison> Compared(Dimension dimension, IReadOnlyCollection<AuditRow> rows)
    {
        var groups = rows.GroupBy(dimension.GroupOf, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var hidden = SmallNumbers.Hidden(groups.ToDictionary(g => g.Key, g => g.Count()));
        return groups.Select(g => new Comparison(
            dimension.Key, g.Key, [.. g], hidden.Contains(g.Key),
            InGoal([.. g])?.Counted,
            InGoal([.. rows.Where(row => dimension.GroupOf(row) != g.Key)])?.Counted));
    }

    private static AuditedGroup Conclude(Comparison group, double? adjustedP, string seedText)
    {
        if (group.Hidden) return new(group.Dimension, group.Group, Finding.Hidden, null, null);
        var figures = Figures(group.Rows, $"{seedText}|{group.Dimension}|{group.Group}");
        if (group is not { Mine: { } mine, Rest: { } rest }) return new(group.Dimension, group.Group, Finding.TooFew, figures, null);
        var gap = new Gap(mine.Rate - rest.Rate, mine.DifferenceFrom(rest), adjustedP);
        var finding = adjustedP is not { } p ? Finding.TooFew
            : mine.IsEquivalentTo(rest, Margin) ? Finding.Equivalent
            : p < Significance ? Finding.Disparity
            : Finding.Open;
        return new(group.Dimension, group.Group, finding, figures, gap);
    }

    private static GroupFigures Figures(IReadOnlyCollection<AuditRow> rows, string seedText) => new(
        rows.Count,
        InGoal(rows),
        InGoal([.. rows.Where(row => row.EligibleHelpers > 0)]),
        MeasuredRate.Of(rows, row => row.EligibleHelpers == 0),
        WaitQuantiles.Of([.. rows.Select(row => (row.Commune, new Wait(row.WaitedDays, row.Served)))], seedText),
        MeasuredRate.Of([.. rows.Where(row => row.Visits > 0)], row => row.SameNeighbourAgain));

    /// <summary>Only requests that are old enough to have had their 21 days: counting the young ones that were quick would flatter.</summary>
    private static MeasuredRate? InGoal(IReadOnlyCollection<AuditRow> rows) =>
        MeasuredRate.Of([.. rows.Where(row => row.ObservableDays >= GoalDays)], row => row.Served && row.WaitedDays <= GoalDays);

    private static HelperFigures Load(IReadOnlyCollection<HelperRow> helpers) => new(
        helpers.Count,
        Gini.Of(helpers.Select(h => h.Minutes)),
        (double)helpers.Sum(h => h.Offers) / helpers.Count,
        MeasuredRate.Of(new Proportion(helpers.Count(h => h.Offers == 0), helpers.Count)));
}
