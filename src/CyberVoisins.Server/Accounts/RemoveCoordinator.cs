using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>Takes the role from a coordinator and ends every session of theirs: by an administrator, or by a coordinator of the same association.</summary>
internal sealed class RemoveCoordinator(AppDb db, Transactions transactions, CurrentUser user, Phones phones)
{
    /// <exception cref="Refusal">Unauthenticated, Forbidden, InvalidPhone, MobileNeeded; NotFound when the number coordinates nothing there; LastCoordinator.</exception>
    public Task Run(AssociationId associationId, string? phone, CancellationToken cancel)
    {
        var me = user.RequireSignedIn();
        if (!user.IsAdministrator && user.CoordinatorOf != associationId) throw new Refusal(ErrorCode.Forbidden);
        var number = phones.Parse(phone, "phone");

        return transactions.Run(async () =>
        {
            // The row is taken: two who leave at the same moment must not leave nobody.
            await db.Associations.Where(a => a.Id == associationId).ExecuteUpdateAsync(s => s.SetProperty(a => a.Name, a => a.Name), cancel);
            var coordinators = await db.Users.Where(u => u.AssociationId == associationId).ToListAsync(cancel);
            var leaving = coordinators.Find(u => u.PhoneNumber == number.E164) ?? throw new Refusal(ErrorCode.NotFound, "phone");
            if (leaving.Id == me && coordinators.Count == 1) throw new Refusal(ErrorCode.LastCoordinator, "phone");
            leaving.AssociationId = null;
            await db.EndEverySession(leaving.Id, cancel);
            await db.UserRoles.Where(r => r.UserId == leaving.Id && db.Roles.Any(x => x.Id == r.RoleId && x.Name == Roles.Coordinator)).ExecuteDeleteAsync(cancel);
        }, cancel);
    }
}
