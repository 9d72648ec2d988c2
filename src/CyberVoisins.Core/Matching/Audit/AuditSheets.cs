namespace CyberVoisins.Core.Matching.Audit;

/// <summary>What became of one request, for counting; nothing of who asked.</summary>
/// <param name="Commune">INSEE code, or any name that stands for one: only equality is used.</param>
/// <param name="WaitedDays">Until the first visit was fixed, or until we no longer know.</param>
/// <param name="Served">A visit was fixed.</param>
/// <param name="TermOver">It could be observed for <see cref="PeriodAudit.GoalDays"/>.</param>
/// <param name="HasHelper">Somebody could help at all.</param>
/// <param name="HasVisit">A visit took place.</param>
/// <param name="SameNeighbourAgain">This resident had been helped by this neighbour within 90 days.</param>
public sealed record Outcome(string Commune, int WaitedDays, bool Served, bool TermOver, bool HasHelper, bool HasVisit, bool SameNeighbourAgain)
{
    public static Outcome Of(AuditRow row) =>
        new(row.Commune, row.WaitedDays, row.Served, row.ObservableDays >= PeriodAudit.GoalDays, row.EligibleHelpers > 0, row.Visits > 0, row.SameNeighbourAgain);
}

/// <summary>The requests of one group of one dimension.</summary>
public sealed record Sheet(string Dimension, string Group, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>Stands for the groups that may not be shown, put together: under <see cref="SmallNumbers.Shown"/>, or to be had by subtraction.</summary>
    public const string OtherGroups = "Others";
}

/// <summary>
/// What a report is computed from, by the association and by an outsider alike: the requests once for each dimension, cut from one
/// another, so that nobody's age stands beside their language or their commune.
/// </summary>
/// <param name="Everybody">All requests.</param>
/// <param name="Groups">By dimension; small groups are already together in <see cref="Sheet.OtherGroups"/>.</param>
/// <param name="Helpers">Without order.</param>
/// <param name="WhiteZones">Communes in which no request had a reachable minute, by code.</param>
/// <param name="SmallWhiteZones">How many more there are, with under 5 requests each, that an outsider is not told by code.</param>
public sealed record AuditSheets(
    IReadOnlyList<Outcome> Everybody, IReadOnlyList<Sheet> Groups, IReadOnlyList<HelperRow> Helpers, IReadOnlyList<WhiteZone> WhiteZones, int SmallWhiteZones)
{
    public static AuditSheets Of(IReadOnlyCollection<AuditRow> rows, IReadOnlyCollection<HelperRow> helpers)
    {
        var zones = WhiteZonesOf(rows);
        return new(
            [.. rows.Select(Outcome.Of)],
            [.. rows.Count < SmallNumbers.Shown ? [] : Dimension.All.SelectMany(dimension => SheetsOf(dimension, rows))],
            [.. helpers], zones, zones.Count(zone => zone.Requests is null));
    }

    private static IEnumerable<Sheet> SheetsOf(Dimension dimension, IReadOnlyCollection<AuditRow> rows)
    {
        var small = SmallNumbers.Hidden(rows.CountBy(dimension.GroupOf).ToDictionary());
        return rows.GroupBy(row => dimension.GroupOf(row) is var group && small.Contains(group) ? Sheet.OtherGroups : group)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Sheet(dimension.Key, g.Key, [.. g.Select(Outcome.Of)]));
    }

    private static List<WhiteZone> WhiteZonesOf(IEnumerable<AuditRow> rows) =>
    [
        .. rows.GroupBy(row => row.Commune, StringComparer.Ordinal)
            .Where(commune => commune.All(row => row.ReachableMinutes == 0))
            .OrderBy(commune => commune.Key, StringComparer.Ordinal)
            .Select(commune => new WhiteZone(commune.Key, commune.Count() < SmallNumbers.Shown ? null : commune.Count())),
    ];
}
