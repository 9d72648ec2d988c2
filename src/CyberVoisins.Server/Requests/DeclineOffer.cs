using CyberVoisins.Core;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Requests;

/// <summary>A volunteer says no, without giving a reason, and the next one is asked at once. A no never costs points.</summary>
internal sealed class DeclineOffer(AppDb db, Transactions transactions, AskNeighbours askNeighbours, TimeProvider clock)
{
    public async Task<Offer> Run(OfferId id, CancellationToken cancel)
    {
        var offer = await transactions.Run(async () =>
        {
            var request = await db.Offers.AsNoTracking().Where(o => o.Id == id).Select(o => o.RequestId).SingleAsync(cancel);
            await db.Lock(request, cancel);
            var found = await db.Offers.SingleAsync(o => o.Id == id, cancel);
            if (found.State != OfferState.Declined) found.Decline(clock.Now());
            return found;
        }, cancel);
        await transactions.Afterwards(() => askNeighbours.Run(offer.RequestId, cancel));
        return offer;
    }
}
