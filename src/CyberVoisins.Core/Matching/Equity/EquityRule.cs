using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CyberVoisins.Core.Matching.Equity;

/// <summary>What is made as large as possible when not everybody can be served.</summary>
public enum WhatCounts
{
    /// <summary>Half-hours of help; a visit of 60 minutes is neither before nor after one of 30.</summary>
    Minutes,
    /// <summary>People helped: visits of 30 minutes go before visits of 60, and those of 60 pay for it.</summary>
    Requests,
}

/// <summary>A least head start for communes where few can help.</summary>
/// <param name="FewerHelpersThan">The floor holds in communes with fewer eligible helpers than this, 1 to 20.</param>
/// <param name="Days">The least head start there, 1 to 180 days; a need class that has more keeps more.</param>
public sealed record WhiteZoneFloor(int FewerHelpersThan, int Days);

/// <summary>
/// Who is served when not everybody can be, as an association voted it: the head start by need, what counts, and three
/// options. An order is all that a rule says, so by the theorem of matroids (docs/equity.md) every rule gives the
/// same number of half-hours; only who gets them, and how far helpers go, changes.
/// </summary>
public sealed record EquityRule
{
    public const int MaximumInterleave = 9;
    public const int MaximumWhiteZoneHelpers = 20;
    public const int MinimumTravelCapMetres = 500;
    public const int MaximumTravelCapMetres = 100_000;

    /// <param name="version">1 for the first rule of an association, one more at each vote.</param>
    /// <param name="interleave">k from 1 to 9: after k places by the rule, one place by waiting time alone; null for none.</param>
    /// <param name="travelCapMetres">No helper goes farther, 500 to 100,000 m as the crow flies, not counted by phone; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its bounds.</exception>
    public EquityRule(
        int version, HeadStart headStart, WhatCounts counts = WhatCounts.Minutes, int? interleave = null,
        WhiteZoneFloor? whiteZones = null, int? travelCapMetres = null)
    {
        Within(version, 1, int.MaxValue, nameof(version));
        Within(interleave, 1, MaximumInterleave, nameof(interleave));
        Within(whiteZones?.FewerHelpersThan, 1, MaximumWhiteZoneHelpers, nameof(whiteZones));
        Within(whiteZones?.Days, 1, Equity.HeadStart.Days.Maximum, nameof(whiteZones));
        Within(travelCapMetres, MinimumTravelCapMetres, MaximumTravelCapMetres, nameof(travelCapMetres));
        (Version, HeadStart, Counts) = (version, headStart, counts);
        (Interleave, WhiteZones, TravelCapMetres) = (interleave, whiteZones, travelCapMetres);
    }

    /// <summary>What an association starts with: 0/7/14/28 days, minutes count, no option.</summary>
    public static EquityRule Default { get; } = new(1, HeadStart.Default);

    public int Version { get; }
    public HeadStart HeadStart { get; }
    public WhatCounts Counts { get; }
    public int? Interleave { get; }
    public WhiteZoneFloor? WhiteZones { get; }
    public int? TravelCapMetres { get; }

    /// <summary>What must be read, and is shown, before this rule is voted. With <see cref="Interleave"/> nobody waits without end: places by waiting alone come round.</summary>
    public IReadOnlyList<EquityWarning> Warnings =>
    [
        .. HeadStart is HeadStart.Strict && Interleave is null ? [EquityWarning.OrdinaryRequestsMayWaitWithoutEnd] : Array.Empty<EquityWarning>(),
        .. Counts == WhatCounts.Requests ? [EquityWarning.LongVisitsComeLast] : Array.Empty<EquityWarning>(),
    ];

    /// <summary>Days of head start of a request: its class's, raised to the floor in a white zone. Under strict priority only the floor counts here.</summary>
    public int HeadStartDays(NeedClass need, int helpersInCommune)
    {
        var floor = WhiteZones is { } zones && helpersInCommune < zones.FewerHelpersThan ? zones.Days : 0;
        return Math.Max(floor, HeadStart is HeadStart.Days days ? days[need] : 0);
    }

    /// <summary>B max: no request has a larger head start in days. Null under strict priority, which has no bound.</summary>
    public int? LargestHeadStartDays =>
        HeadStart is HeadStart.Days days ? Math.Max(days.Largest, WhiteZones?.Days ?? 0) : null;

    /// <summary>The rule as one line of public text; the version is left out, so that two votes for the same rule read the same.</summary>
    public string Canonical => string.Join('|',
        "equity-rule/1",
        $"headStart={HeadStart.Canonical}",
        $"counts={(Counts == WhatCounts.Minutes ? "minutes" : "requests")}",
        $"interleave={Plain(Interleave)}",
        $"whiteZones={(WhiteZones is { } zones ? $"{Plain(zones.Days)} days under {Plain(zones.FewerHelpersThan)} helpers" : "none")}",
        $"travelCapMetres={Plain(TravelCapMetres)}");

    /// <summary>SHA-256 of <see cref="Canonical"/> in UTF-8, 64 small hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)));

    private static string Plain(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static void Within(int? value, int lowest, int highest, string name)
    {
        if (value < lowest || value > highest)
            throw new ArgumentOutOfRangeException(name, value, $"From {lowest} to {highest}.");
    }
}
