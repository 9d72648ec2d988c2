using System.Globalization;
using System.Text;
using CyberVoisins.Core.Matching.Audit;

namespace CyberVoisins.Server.Audits;

/// <summary>The report as plain text: the same rows give the same bytes, whoever prints them.</summary>
internal sealed class AuditText(AuditWords words)
{
    private readonly StringBuilder _text = new();

    public string Of(AuditReport report)
    {
        Line(words.Say("AUDIT_TITLE"));
        if (report.Everybody is { } everybody)
        {
            Line(words.Say("AUDIT_REQUESTS", everybody.Requests));
            Figures(everybody, "  ");
        }
        else Line(words.Say("AUDIT_NOTHING"));
        Disparities(report);
        WhiteZones(report);
        foreach (var dimension in report.Groups.GroupBy(g => g.Dimension))
        {
            Title(words.Dimension(dimension.Key));
            // One group is everybody: the figures stand at the top already.
            if (dimension.ToList() is [{ Finding: not Finding.Hidden } only]) Line("  " + words.Say("AUDIT_ONE_GROUP", words.Group(only.Dimension, only.Group)));
            else foreach (var group in dimension) Group(group);
        }
        Helpers(report.Helpers);
        Line("");
        Line(words.Say("AUDIT_LIMITS", report.SeedText));
        return _text.ToString();
    }

    private void Disparities(AuditReport report)
    {
        Title(words.Say("AUDIT_DISPARITIES"));
        var flagged = report.Disparities.ToList();
        if (flagged.Count == 0) Line("  " + words.Say("AUDIT_NO_DISPARITY"));
        foreach (var group in flagged)
            Line("  ! " + words.Say("AUDIT_DISPARITY", words.Dimension(group.Dimension), words.Group(group.Dimension, group.Group), words.Gap(group.Gap!), words.Rate(group.Figures!.ServedIn21Days), P(group.Gap!)));
    }

    /// <summary>Communes with under 5 requests are counted, not named: this text may be handed on.</summary>
    private void WhiteZones(AuditReport report)
    {
        Title(words.Say("AUDIT_WHITE_ZONES"));
        var named = report.WhiteZones.Where(zone => zone.Requests is not null).ToList();
        if (named.Count == 0 && report.SmallWhiteZones == 0) Line("  " + words.Say("AUDIT_NO_WHITE_ZONE"));
        foreach (var zone in named) Line("  " + words.Say("AUDIT_WHITE_ZONE", zone.Commune, zone.Requests));
        if (report.SmallWhiteZones > 0) Line("  " + words.Say("AUDIT_SMALL_WHITE_ZONES", report.SmallWhiteZones));
    }

    private void Group(AuditedGroup group)
    {
        Line($"  {words.Group(group.Dimension, group.Group)} : {words.Finding(group.Finding)}");
        if (group.Figures is not { } figures) return;
        Line("    " + words.Say("AUDIT_REQUESTS", figures.Requests));
        Figures(figures, "    ");
        if (group.Gap is { AdjustedP: not null } gap) Line("    " + words.Say("AUDIT_COMPARED", words.Gap(gap), P(gap)));
    }

    private void Figures(GroupFigures figures, string indent)
    {
        Line(indent + words.Say("AUDIT_SERVED", words.Rate(figures.ServedIn21Days)));
        Line(indent + words.Say("AUDIT_SERVED_WITH_HELPER", words.Rate(figures.ServedIn21DaysWithHelper)));
        Line(indent + words.Say("AUDIT_WITHOUT_HELPER", words.Rate(figures.WithoutHelper)));
        foreach (var wait in figures.Waits) Line(indent + words.Wait(wait));
        Line(indent + words.Say("AUDIT_SAME_NEIGHBOUR", words.Rate(figures.SameNeighbourAgain)));
    }

    private void Helpers(HelperFigures? helpers)
    {
        Title(words.Say("AUDIT_HELPERS"));
        if (helpers is null)
        {
            Line("  " + words.Say("AUDIT_TOO_FEW"));
            return;
        }
        Line("  " + words.Say("AUDIT_HELPER_COUNT", helpers.Helpers, helpers.MeanOffers is { } offers ? words.Number(offers, "0.0") : "–"));
        Line("  " + words.Say("AUDIT_GINI", helpers.GiniOfMinutes is { } gini ? words.Number(gini, "0.00") : "–"));
        Line("  " + words.Say("AUDIT_NEVER_ASKED", words.Rate(helpers.NeverAsked)));
    }

    private string P(Gap gap) => gap.AdjustedP is < 0.0001 ? "p < " + words.Number(0.0001, "0.0000") : "p = " + words.Number(gap.AdjustedP ?? 1, "0.0000");

    private void Title(string title)
    {
        Line("");
        Line(title.ToUpper(CultureInfo.InvariantCulture));
    }

    /// <summary>The same end of line everywhere, or the bytes would differ from machine to machine.</summary>
    private void Line(string line) => _text.Append(line).Append('\n');
}
