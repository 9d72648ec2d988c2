namespace CyberVoisins.Core.Matching.Audit;

/// <summary>
/// The same figures from the same sheets for whoever computes them: the association before it changes a weight, an outsider
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

    /// <param name="seedText">Public text that draws the bootstrap.</param>
    public static AuditReport Of(AuditSheets sheets, string seedText) =>
        new(seedText,
            sheets.Everybody.Count < SmallNumbers.Shown ? null : Everybody(sheets.Everybody, seedText),
            Groups(sheets, seedText),
            sheets.Helpers.Count < SmallNumbers.Shown ? null : Load(sheets.Helpers),
            sheets.WhiteZones, sheets.SmallWhiteZones);

    private static GroupFigures Everybody(IReadOnlyList<Outcome> all, string seedText) =>
        GroupFigures.Of(all, seedText, measure => Measure.CountIn(all, measure) < SmallNumbers.Shown);

    private static List<AuditedGroup> Groups(AuditSheets sheets, string seedText)
    {
        var groups = sheets.Groups.GroupBy(sheet => sheet.Dimension, StringComparer.Ordinal).SelectMany(Compared).ToList();
        var adjusted = Holm.Adjust([.. groups.Select(g => g.Judged ? g.P : null).OfType<double>()]);
        var next = 0;
        return [.. groups.Select(g => Conclude(g, g.Judged && g.P is not null ? adjusted[next++] : null, seedText))];
    }

    /// <summary>A group beside the rest of its dimension, before the correction for many comparisons.</summary>
    private sealed record Comparison(Sheet Sheet, Func<Measure, bool> Hides, Proportion? Mine, Proportion? Rest)
    {
        public bool Judged => Mine is { Total: >= SmallNumbers.Judged } && Rest is { Total: >= SmallNumbers.Judged };
        public double? P => Mine is { } mine && Rest is { } rest ? mine.PValueAgainst(rest) : null;
    }

    private static IEnumerable<Comparison> Compared(IEnumerable<Sheet> dimension)
    {
        var sheets = dimension.ToList();
        // Each measure counts some requests of a group only: what may be shown is decided for each, or subtraction would give a few away.
        var hidden = Measure.All.ToDictionary(measure => measure, measure =>
            SmallNumbers.Hidden(sheets.ToDictionary(s => s.Group, s => Measure.CountIn(s.Outcomes, measure)), Sheet.OtherGroups));
        foreach (var sheet in sheets)
        {
            bool Hides(Measure measure) => hidden[measure].Contains(sheet.Group);
            var shown = !Hides(Measure.ServedInTerm);
            yield return new(sheet, Hides,
                shown ? Measure.ServedInTerm.In(sheet.Outcomes) : null,
                shown ? Measure.ServedInTerm.In([.. sheets.Where(other => other != sheet).SelectMany(other => other.Outcomes)]) : null);
        }
    }

    private static AuditedGroup Conclude(Comparison group, double? adjustedP, string seedText)
    {
        var (dimension, name, outcomes) = group.Sheet;
        if (name == Sheet.OtherGroups) return new(dimension, name, Finding.Hidden, null, null);
        var figures = GroupFigures.Of(outcomes, $"{seedText}|{dimension}|{name}", group.Hides);
        if (group is not { Mine: { } mine, Rest: { } rest }) return new(dimension, name, Finding.TooFew, figures, null);
        var gap = new Gap(mine.Rate - rest.Rate, mine.DifferenceFrom(rest), adjustedP);
        var finding = adjustedP is not { } p ? Finding.TooFew
            : mine.IsEquivalentTo(rest, Margin) ? Finding.Equivalent
            : p < Significance ? Finding.Disparity
            : Finding.Open;
        return new(dimension, name, finding, figures, gap);
    }

    private static HelperFigures Load(IReadOnlyList<HelperRow> helpers) => new(
        helpers.Count,
        Gini.Of(helpers.Select(h => h.Minutes)),
        (double)helpers.Sum(h => h.Offers) / helpers.Count,
        MeasuredRate.Of(new Proportion(helpers.Count(h => h.Offers == 0), helpers.Count)));
}
