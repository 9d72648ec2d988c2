using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Rounds;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Matching;

/// <summary>What others are expected to need of a volunteer in a month: read by the "spare" points, measured once a night.</summary>
internal sealed class VolunteerDemand
{
    public required VolunteerId VolunteerId { get; init; }
    public required int ExpectedMinutes { get; set; }
}

/// <summary>Measures demand anew for each association, once a day, from the requests of the last 90 days.</summary>
internal sealed class MeasureDemand(AppDb db, Transactions transactions, FindCandidates find, OneByOne oneByOne, TimeProvider clock)
{
    /// <returns>How many associations were measured.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        var due = (await db.Associations.AsNoTracking().ToListAsync(cancel))
            .Where(a => a.DemandMeasuredAt is not { } last || now.InZone(a.Zone).Date > last.InZone(a.Zone).Date).ToList();
        return await oneByOne.Run(due, a => a.Id, async association =>
        {
            await Measure(association, now, cancel);
            return true;
        }, cancel);
    }

    private async Task Measure(Association association, Instant now, CancellationToken cancel)
    {
        var since = now - Duration.FromDays(Pressure.Days);
        var requests = await db.Requests.AsNoTracking().Where(r => r.AssociationId == association.Id && r.CreatedAt >= since && !db.Residents.Any(p => p.Id == r.ResidentId && p.RestrictedAt != null)).OrderBy(r => r.Id).ToListAsync(cancel);
        List<(int, IReadOnlyCollection<VolunteerId>)> shares = [];
        foreach (var some in requests.Chunk(FindCandidates.Together))
            shares.AddRange((await find.WhoCouldHelp(some, association, cancel)).Where(r => r.Helpers.Count > 0).Select(r => (r.Request.Minutes, r.Helpers)));
        // A young association is not taken for a quiet one, nor its first busy days for every day of a month.
        var days = Math.Clamp((now - association.CreatedAt).Days, Pressure.MonthDays, Pressure.Days);
        var expected = Pressure.Of(shares, days);

        await transactions.Run(async () =>
        {
            var volunteers = db.Volunteers.Where(v => v.AssociationId == association.Id).Select(v => v.Id);
            await db.Demand.Where(d => volunteers.Contains(d.VolunteerId)).ExecuteDeleteAsync(cancel);
            db.Demand.AddRange((await volunteers.ToListAsync(cancel))
                .Select(id => new VolunteerDemand { VolunteerId = id, ExpectedMinutes = expected.GetValueOrDefault(id) }));
            await db.Associations.Where(a => a.Id == association.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.DemandMeasuredAt, now), cancel);
        }, cancel);
    }
}
