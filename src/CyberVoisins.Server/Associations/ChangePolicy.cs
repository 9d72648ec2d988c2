using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Associations;

/// <summary>A coordinator changes how volunteers are asked; requests already under way follow at their next wave.</summary>
internal sealed class ChangePolicy(AppDb db, Transactions transactions, CurrentUser user)
{
    public Task<Association> Run(AskingPolicyInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var association = await db.Associations.SingleAsync(a => a.Id == id, cancel);
            association.Policy = CreateAssociation.PolicyOf(association.Policy, input);
            return association;
        }, cancel);
    }
}
