using CyberVoisins.Core;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Requests;

/// <summary>
/// Whoever takes a break, or says STOP, holds up nobody: the next neighbours are asked at once, not when the offer
/// would have expired. A yes to what was asked before still counts while the request is open.
/// </summary>
internal sealed class LeaveWaves(AppDb db, Transactions transactions, AskNeighbours askNeighbours)
{
    public async Task Run(IReadOnlyCollection<VolunteerId> volunteers, CancellationToken cancel)
    {
        var requests = await db.Offers.Where(o => volunteers.Contains(o.VolunteerId) && o.State == OfferState.Pending)
            .Select(o => o.RequestId).Distinct().ToListAsync(cancel);
        foreach (var request in requests)
        {
            await transactions.Run(async () =>
            {
                await db.Lock(request, cancel);
                foreach (var offer in await db.Offers.Where(o => o.RequestId == request && volunteers.Contains(o.VolunteerId) && o.State == OfferState.Pending).ToListAsync(cancel))
                    offer.StopWaiting();
            }, cancel);
            await askNeighbours.Run(request, cancel);
        }
    }
}
