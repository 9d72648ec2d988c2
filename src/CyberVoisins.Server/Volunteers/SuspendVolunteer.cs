using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Volunteers;

/// <summary>Set aside by the association: offers are withdrawn, planned visits cancelled and asked for again, all at once.</summary>
internal sealed class SuspendVolunteer(SetAside setAside)
{
    public Task<Volunteer> Run(VolunteerId id, CancellationToken cancel) => setAside.Run(id, volunteer =>
    {
        volunteer.Suspend();
        return Task.CompletedTask;
    }, cancel);
}

/// <summary>A volunteer may no longer come, from now on: what was fixed or asked is taken back and others are asked, in one transaction with whatever says so.</summary>
internal sealed class SetAside(AppDb db, Transactions transactions, CurrentUser user, VisitEnding ending, AskNeighbours askNeighbours, TimeProvider clock)
{
    /// <param name="change">What is written about the volunteer, who is locked and of the caller's association.</param>
    public async Task<Volunteer> Run(VolunteerId id, Func<Volunteer, Task> change, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var now = clock.Now();
        List<RequestId> touched = [];
        var volunteer = await transactions.Run(async () =>
        {
            var offers = db.Offers.Where(o => o.VolunteerId == id && (o.State == OfferState.Pending || o.State == OfferState.Expired));
            var visits = db.Visits.Where(v => v.VolunteerId == id && v.State == VisitState.Planned && v.Start > now);
            touched = await offers.Select(o => o.RequestId).Union(visits.Select(v => v.RequestId)).OrderBy(r => r).ToListAsync(cancel);
            foreach (var request in touched) await db.Lock(request, cancel);
            await db.Lock(id, cancel);

            var found = await db.Volunteers.SingleOrDefaultAsync(v => v.Id == id && v.AssociationId == associationId, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            await change(found);
            foreach (var offer in await offers.ToListAsync(cancel)) offer.Withdraw();
            foreach (var visit in await visits.ToListAsync(cancel)) await ending.Cancel(visit, VisitParty.Association, askAgain: true, cancel);
            return found;
        }, cancel);

        foreach (var request in touched) await askNeighbours.Run(request, cancel);
        return volunteer;
    }
}
