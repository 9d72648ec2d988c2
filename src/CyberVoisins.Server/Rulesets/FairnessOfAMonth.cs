using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Audits;
using CyberVoisins.Server.Geocoding;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;

namespace CyberVoisins.Server.Rulesets;

/// <summary>How fair a month was, for everybody.</summary>
/// <param name="FirstDay">Of the month.</param>
internal sealed record MonthsFairness(LocalDate FirstDay, AuditReport Report);

/// <summary>
/// The audit of the last month that is wholly known: every request had its 21 days. A younger month would change from day to day, and two readings of it would
/// tell what happened in between. Counted once and kept for a day: the page is public, and an audit reads a whole month.
/// </summary>
internal sealed class FairnessOfAMonth(ReadPast past, DensityTable densities, IMemoryCache kept, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task<MonthsFairness> Of(Association association, CancellationToken cancel)
    {
        var first = LastWhollyKnown(clock.Now().InZone(association.Zone).Date);
        return (await kept.GetOrCreateAsync((nameof(FairnessOfAMonth), association.Id, first), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Kept;
            var period = AuditPeriod.Of(association, first, first.PlusMonths(1).PlusDays(-1), clock.Now());
            var rows = await past.AskedIn(association, period.Start, period.End, cancel);
            var report = PeriodAudit.Of(AuditRows.Of(rows, period, densities), AuditFile.Seed);
            // What anybody may read: as an administrator, not as the association.
            return new MonthsFairness(first, report with { WhiteZones = [.. report.WhiteZones.Where(zone => zone.Requests is not null)] });
        }))!;
    }

    /// <summary>On the 22nd of November, October; on the 21st, September still.</summary>
    internal static LocalDate LastWhollyKnown(LocalDate today)
    {
        var seen = today.PlusDays(-PeriodAudit.GoalDays);
        return new LocalDate(seen.Year, seen.Month, 1).PlusMonths(-1);
    }
}
