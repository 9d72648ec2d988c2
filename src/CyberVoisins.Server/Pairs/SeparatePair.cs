using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Pairs;

/// <summary>Keeps two people apart: the block, the open offers, the visits to come. Always inside a transaction, whoever wanted it.</summary>
internal sealed class SeparatePair(AppDb db, VisitEnding ending, TimeProvider clock)
{
    /// <param name="end">How a visit to come ends.</param>
    /// <returns>The requests that the two shared, for the next neighbours to be asked after the transaction.</returns>
    public async Task<List<RequestId>> Run(PairBlock pair, Func<Visit, VisitEnding, Task> end, CancellationToken cancel)
    {
        var now = clock.Now();
        var visits = db.Visits.Where(v => v.VolunteerId == pair.VolunteerId && v.ResidentId == pair.ResidentId && v.State == VisitState.Planned && v.Start > now);
        var offers = db.Offers.Where(o => o.VolunteerId == pair.VolunteerId && (o.State == OfferState.Pending || o.State == OfferState.Expired)
            && db.Requests.Any(r => r.Id == o.RequestId && r.ResidentId == pair.ResidentId));
        var touched = await visits.Select(v => v.RequestId).Union(offers.Select(o => o.RequestId)).OrderBy(r => r).ToListAsync(cancel);
        // Every open request of the resident, not only those that asked this volunteer: one that is being asked just now looks again.
        var open = await db.Requests.Where(r => r.ResidentId == pair.ResidentId && (r.State == RequestState.Searching || r.State == RequestState.Escalated)).Select(r => r.Id).ToListAsync(cancel);
        foreach (var request in touched.Union(open).OrderBy(r => r.Value)) await db.Lock(request, cancel);
        await db.Lock(pair.VolunteerId, cancel);

        if (!await db.PairBlocks.AnyAsync(b => b.VolunteerId == pair.VolunteerId && b.ResidentId == pair.ResidentId, cancel)) db.PairBlocks.Add(pair);
        foreach (var offer in await offers.ToListAsync(cancel)) offer.Withdraw();
        foreach (var visit in await visits.ToListAsync(cancel)) await end(visit, ending);
        return touched;
    }
}
