using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Associations;

/// <summary>A coordinator says when a person answers the association's telephone; public holidays are left out by themselves.</summary>
/// <param name="Slots">1 to 50, in the association's time.</param>
public sealed record SetOpeningHoursInput(IReadOnlyList<WeeklySlotInput> Slots);

internal sealed class SetOpeningHours(AppDb db, Transactions transactions, CurrentUser user)
{
    public Task<Association> Run(SetOpeningHoursInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var association = await db.Associations.SingleAsync(a => a.Id == id, cancel);
            association.OpeningHours = Check.Availability(input.Slots, "slots");
            return association;
        }, cancel);
    }
}
