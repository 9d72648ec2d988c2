using System.Globalization;

namespace CyberVoisins.Core.Matching.Equity;

/// <summary>An equity rule as it is stored, with its canonical head start: "0,7,14,28" or "strict".</summary>
public sealed record EquityRuleFields(int Version, string HeadStart, WhatCounts Counts, int? Interleave, WhiteZoneFloor? WhiteZones, int? TravelCapMetres)
{
    public static EquityRuleFields Of(EquityRule rule) =>
        new(rule.Version, rule.HeadStart.Canonical, rule.Counts, rule.Interleave, rule.WhiteZones, rule.TravelCapMetres);

    /// <exception cref="ArgumentException">A number is outside its bounds.</exception>
    /// <exception cref="FormatException">The head start is neither "strict" nor numbers.</exception>
    public EquityRule ToRule() => new(Version, Parsed, Counts, Interleave, WhiteZones, TravelCapMetres);

    private HeadStart Parsed => HeadStart == Equity.HeadStart.StrictlyByNeed.Canonical
        ? Equity.HeadStart.StrictlyByNeed
        : new Equity.HeadStart.Days(HeadStart.Split(',').Select(days => int.Parse(days, CultureInfo.InvariantCulture)));
}
