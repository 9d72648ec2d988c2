using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Autonomies;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

/// <summary>The way of residents who are the caller, or the caller's association's; of nobody else, whoever asked for them.</summary>
internal sealed class AutonomyLoader(AppDb db, CurrentUser user) : BatchLoader<ResidentId, AutonomyOf>
{
    protected override async Task<IReadOnlyDictionary<ResidentId, AutonomyOf>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation)
    {
        var mine = await OwnResidents.Of(db, user, keys, cancellation);
        var history = (await db.Assessments.AsNoTracking().Where(a => mine.Contains(a.ResidentId)).OrderBy(a => a.Id).ToListAsync(cancellation)).ToLookup(a => a.ResidentId);
        var endings = (await db.Endings.AsNoTracking().Where(e => mine.Contains(e.ResidentId)).OrderByDescending(e => e.Id).ToListAsync(cancellation)).ToLookup(e => e.ResidentId);
        var visits = (await db.Visits.AsNoTracking().Where(v => mine.Contains(v.ResidentId) && v.State == VisitState.Completed).Select(v => new { v.ResidentId, v.Start }).ToListAsync(cancellation)).ToLookup(v => v.ResidentId, v => v.Start);
        return mine.ToDictionary(id => id, id => new AutonomyOf([.. history[id]], [.. endings[id]], visits[id].Count(start => history[id].LastOrDefault() is not { } last || start > last.At)));
    }
}

/// <summary>Who came to see a resident in the last 90 days, the most often first; for the person and the association.</summary>
internal sealed class NeighboursMetLoader(AppDb db, CurrentUser user, TimeProvider clock) : BatchLoader<ResidentId, IReadOnlyList<NeighbourMet>>
{
    protected override async Task<IReadOnlyDictionary<ResidentId, IReadOnlyList<NeighbourMet>>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation)
    {
        var mine = await OwnResidents.Of(db, user, keys, cancellation);
        var since = clock.Now() - Candidate.RotationMemory;
        var met = await (from visit in db.Visits
                         where mine.Contains(visit.ResidentId) && visit.Start >= since && (visit.State == VisitState.Completed || visit.State == VisitState.Planned)
                         join volunteer in db.Volunteers on visit.VolunteerId equals volunteer.Id
                         join association in db.Associations on visit.AssociationId equals association.Id
                         select new { visit.ResidentId, visit.VolunteerId, volunteer.FirstName, association.Policy }).ToListAsync(cancellation);
        return mine.ToDictionary(id => id, id => (IReadOnlyList<NeighbourMet>)
            [.. met.Where(m => m.ResidentId == id).GroupBy(m => m.VolunteerId).Select(g => new NeighbourMet(g.Key, g.First().FirstName, g.Count(), g.First().Policy.RotationLimit)).OrderByDescending(n => n.Visits).ThenBy(n => n.FirstName, StringComparer.Ordinal)]);
    }
}

internal static class OwnResidents
{
    public static async Task<List<ResidentId>> Of(AppDb db, CurrentUser user, IReadOnlyCollection<ResidentId> keys, CancellationToken cancel)
    {
        var (tenant, me) = (user.CoordinatorOf, user.UserId);
        return await db.Residents.Where(r => keys.Contains(r.Id) && (r.AssociationId == tenant || (me != null && r.UserId == me && r.AddedByUserId == null))).Select(r => r.Id).ToListAsync(cancel);
    }
}
