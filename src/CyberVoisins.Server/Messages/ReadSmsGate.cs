using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>What every SMS passes through, as an administrator sees it.</summary>
/// <param name="SmsThisHour">That left in the hour that is counted now.</param>
/// <param name="SmsPerHour">The limit.</param>
/// <param name="SegmentsToday">That left this UTC day.</param>
/// <param name="SegmentsPerDay">What the day's budget buys at today's price.</param>
/// <param name="Trouble">What is wrong with the providers, in English; null when nothing.</param>
/// <param name="Reconciliations">The last seven days, the newest first.</param>
internal sealed record SmsGateState(
    Instant? StoppedAt, string? StoppedBecause, int SmsThisHour, int SmsPerHour, int SegmentsToday, int SegmentsPerDay, string? Trouble, IReadOnlyList<Reconciliation> Reconciliations);

internal sealed class ReadSmsGate(AppDb db, CurrentUser user, SmsLimits limits, PriceList prices, SmsProviders providers, CatchUp catchUp, TimeProvider clock)
{
    public async Task<SmsGateState> Run(CancellationToken cancel)
    {
        user.RequireAdministrator();
        var now = clock.Now();
        var gate = await db.SmsGates.AsNoTracking().SingleAsync(cancel);
        var since = now.InUtc().Date.PlusDays(-BooksHealth.Days);
        var days = await db.Reconciliations.AsNoTracking().Where(r => r.Day >= since).OrderByDescending(r => r.Day).ThenBy(r => r.Provider).ToListAsync(cancel);
        // The gate turns its counters when the next SMS passes; an hour or a day that is over counts nothing now.
        return new(
            gate.StoppedAt, gate.StoppedBecause,
            now - gate.HourStart < Duration.FromHours(1) ? gate.HourCount : 0, limits.PerHour,
            now - gate.DayStart < Duration.FromDays(1) ? gate.DaySegments : 0, limits.SegmentsADay(prices.Current),
            providers.Trouble ?? catchUp.Trouble, days);
    }
}
