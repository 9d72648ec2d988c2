using System.Text.Json;
using CyberVoisins.Core.Matching.Equity;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CyberVoisins.Server.Rulesets;

/// <summary>An equity rule as JSON with its canonical head start: "0,7,14,28" or "strict".</summary>
internal sealed class EquityRuleConverter() : ValueConverter<EquityRule, string>(rule => Write(rule), text => Read(text))
{
    private sealed record Stored(int Version, string HeadStart, WhatCounts Counts, int? Interleave, WhiteZoneFloor? WhiteZones, int? TravelCapMetres);

    private static string Write(EquityRule rule) => JsonSerializer.Serialize(
        new Stored(rule.Version, rule.HeadStart.Canonical, rule.Counts, rule.Interleave, rule.WhiteZones, rule.TravelCapMetres), JsonSerializerOptions.Default);

    private static EquityRule Read(string text)
    {
        var stored = JsonSerializer.Deserialize<Stored>(text, JsonSerializerOptions.Default)!;
        var headStart = stored.HeadStart == HeadStart.StrictlyByNeed.Canonical
            ? HeadStart.StrictlyByNeed
            : new HeadStart.Days(stored.HeadStart.Split(',').Select(days => int.Parse(days, System.Globalization.CultureInfo.InvariantCulture)));
        return new(stored.Version, headStart, stored.Counts, stored.Interleave, stored.WhiteZones, stored.TravelCapMetres);
    }
}
