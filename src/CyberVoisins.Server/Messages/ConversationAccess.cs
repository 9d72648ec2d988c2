using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Messages;

/// <summary>Whose conversation: coordinators their own association's; an administrator reads the figures of any that is named, never a number or a text.</summary>
internal sealed class ConversationAccess(AppDb db, CurrentUser user)
{
    /// <exception cref="Refusal">Unauthenticated, Forbidden, NotFound.</exception>
    public async Task<Association> Of(AssociationId? id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var named = id is { } given && user.IsAdministrator ? given : user.RequireCoordinator();
        if (id is not null && id != named) throw new Refusal(ErrorCode.NotFound, "associationId");
        return await db.Associations.SingleOrDefaultAsync(a => a.Id == named, cancel) ?? throw new Refusal(ErrorCode.NotFound, "associationId");
    }

    public bool MayRead(AssociationId association) => user.CoordinatorOf == association;
}
