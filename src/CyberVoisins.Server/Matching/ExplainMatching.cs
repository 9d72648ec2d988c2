using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Matching;

/// <summary>For the association: who would be asked now, and why not the others. Asks nobody anything.</summary>
internal sealed class ExplainMatching(AppDb db, CurrentUser user, FindCandidates find)
{
    public async Task<Considered> Run(RequestId id, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var request = await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.AssociationId == associationId, cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "requestId");
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
        var considered = await find.Run(request, association, association.Policy.WaveSize, cancel);
        return considered with { Assessments = await find.WithThoseFartherAway(considered, request, association, cancel) };
    }
}
