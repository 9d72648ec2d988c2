using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Audits;

/// <summary>Who audits: the association's coordinators their own, an administrator any that is named.</summary>
internal sealed class AuditAccess(AppDb db, CurrentUser user)
{
    public async Task<Association> Of(AssociationId? id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var named = id is null || !user.IsAdministrator ? user.RequireCoordinator() : id.Value;
        return id is null || named == id
            ? await db.Associations.AsNoTracking().SingleOrDefaultAsync(a => a.Id == named, cancel) ?? throw NotFound()
            : throw NotFound();
    }

    /// <summary>An administrator of another reads counts, never which request.</summary>
    public bool IsOwn(Association association) => user.CoordinatorOf == association.Id;

    private static Refusal NotFound() => new(ErrorCode.NotFound, "associationId");
}
