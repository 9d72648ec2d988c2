using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Vouchings;

/// <summary>What the association demands of its volunteers; what is left out stays.</summary>
/// <param name="ValidMonths">How long its word holds, 1 to 60; words already given keep their end.</param>
/// <param name="AtHome">The least level for a visit at somebody's home.</param>
/// <param name="PublicPlace">The least level for a meeting in a public place.</param>
/// <param name="ByPhone">The least level for help by telephone.</param>
/// <param name="RecordsBulletin3">Whether it may note that a volunteer showed the bulletin n° 3. Turning it off deletes every such mark.</param>
public sealed record VouchingPolicyInput(int? ValidMonths, VouchLevel? AtHome, VouchLevel? PublicPlace, VouchLevel? ByPhone, bool? RecordsBulletin3);

internal sealed class ChangeVouchingPolicy(AppDb db, Transactions transactions, CurrentUser user)
{
    public Task<Association> Run(VouchingPolicyInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        if (input.ValidMonths is < 1 or > 60) throw new Refusal(ErrorCode.InvalidPolicy, "validMonths", "validMonths", 1, 60);
        return transactions.Run(async () =>
        {
            var association = await db.Associations.SingleAsync(a => a.Id == id, cancel);
            var current = association.Vouching;
            association.Vouching = new(
                input.ValidMonths ?? current.ValidMonths,
                new(input.AtHome ?? current.Levels.AtHome, input.PublicPlace ?? current.Levels.PublicPlace, input.ByPhone ?? current.Levels.ByPhone),
                input.RecordsBulletin3 ?? current.RecordsBulletin3);
            if (current.RecordsBulletin3 && !association.Vouching.RecordsBulletin3)
                foreach (var volunteer in await db.Volunteers.Where(v => v.AssociationId == id && v.Bulletin3SeenOn != null).ToListAsync(cancel))
                    volunteer.ForgetBulletin3();
            return association;
        }, cancel);
    }
}
