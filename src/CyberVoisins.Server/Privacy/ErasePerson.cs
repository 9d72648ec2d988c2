using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Privacy;

/// <summary>What an erasure came to.</summary>
/// <param name="Rows">How many rows forgot something or went.</param>
internal sealed record Erased(int Rows);

/// <summary>A person is erased by themselves or by the association, on their word; refused while something is under way, since then somebody is on the road.</summary>
internal sealed class ErasePerson(AppDb db, Access access, CurrentUser user, Journal journal, Erasure erasure, Transactions transactions)
{
    public Task<Erased> Resident(ResidentId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return transactions.Run(async () =>
        {
            var me = user.UserId;
            var row = await access.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && (r.AssociationId == user.CoordinatorOf || r.UserId == me), cancel) ?? throw new Refusal(ErrorCode.NotFound, "residentId");
            if (await erasure.IsEngaged(row, cancel)) throw new Refusal(ErrorCode.StillEngaged);
            return Tell(row.AssociationId, await erasure.Of(row, cancel));
        }, cancel);
    }

    public Task<Erased> Volunteer(VolunteerId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return transactions.Run(async () =>
        {
            var row = await access.Volunteers.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel) ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            await db.Lock(id, cancel);
            if (await erasure.IsEngaged(row, cancel)) throw new Refusal(ErrorCode.StillEngaged);
            return Tell(row.AssociationId, await erasure.Of(row, cancel));
        }, cancel);
    }

    private Erased Tell(AssociationId association, Forgotten forgotten)
    {
        journal.Doing(null);
        journal.Add(association, "erasePerson", [], facts: new Dictionary<string, string> { ["rows"] = forgotten.Rows.ToString(CultureInfo.InvariantCulture) }, unsigned: forgotten.People.Contains(user.UserId ?? Guid.Empty));
        return new(forgotten.Rows);
    }
}
