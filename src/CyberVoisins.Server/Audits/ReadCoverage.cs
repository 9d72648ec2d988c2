using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Coverage;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>Where help is missing, for the association: what was asked in the last 90 days, against what volunteers give in a month.</summary>
internal sealed class ReadCoverage(AuditAccess access, AppDb db, FindCandidates find, TimeProvider clock)
{
    /// <summary>The newest count, and their days with them: a reader waits for the answer.</summary>
    public const int MostRequests = 2_000;

    /// <param name="associationId">May be left out by a coordinator; an administrator names one.</param>
    public async Task<CoverageMap> Run(AssociationId? associationId, CancellationToken cancel)
    {
        var association = await access.Of(associationId, cancel);
        var now = clock.Now();
        var since = now - Duration.FromDays(Pressure.Days);
        var requests = await db.Requests.AsNoTracking()
            .Where(r => r.AssociationId == association.Id && r.CreatedAt >= since && r.Place.BlurredLatitude != null && !db.Residents.Any(p => p.Id == r.ResidentId && p.RestrictedAt != null))
            .OrderByDescending(r => r.CreatedAt).ThenBy(r => r.Id).Take(MostRequests).ToListAsync(cancel);

        List<CoveredNeed> needs = [];
        foreach (var some in requests.Chunk(FindCandidates.Together))
            needs.AddRange((await find.WhoCouldHelp(some, association, cancel)).Select(r => new CoveredNeed(r.Request.ResidentId, r.Request.Place.Area, r.Request.Place.Coordinates, r.Request.Minutes, r.Helpers)));
        var month = await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == association.Id).Select(v => new { v.Id, v.MinutesPerMonth }).ToDictionaryAsync(v => v.Id, v => v.MinutesPerMonth, cancel);

        // As the nightly measure of demand: a young association's first days are not taken for a whole quarter.
        var first = requests.Count == MostRequests ? requests[^1].CreatedAt : association.CreatedAt;
        return WhereHelpIsMissing.Of(needs, month, Math.Clamp((now - first).Days, Pressure.MonthDays, Pressure.Days));
    }
}
