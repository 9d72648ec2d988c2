using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Rounds;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Requests;

/// <summary>
/// What happens because time passed: unanswered offers expire and the next neighbours are asked; whoever takes a break,
/// or said STOP, holds up nobody, though a yes still counts; a search that a crash interrupted goes on.
/// </summary>
internal sealed class ExpireOffers(AppDb db, Transactions transactions, AskNeighbours askNeighbours, OneByOne oneByOne, TimeProvider clock)
{
    private const int Batch = 100;

    /// <returns>How many requests moved.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        var paused = db.Volunteers.Where(v => v.State == VolunteerState.Paused).Select(v => v.Id);
        var due = await db.Offers.AsNoTracking().Where(o => o.State == OfferState.Pending && (o.ExpiresAt <= now || paused.Contains(o.VolunteerId)))
            .Select(o => o.RequestId).Distinct().Take(Batch).ToListAsync(cancel);
        var expired = await oneByOne.Run(due, id => transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            var pending = db.Offers.Where(o => o.RequestId == id && o.State == OfferState.Pending);
            foreach (var offer in await pending.Where(o => o.ExpiresAt <= now).ToListAsync(cancel)) offer.Expire(now);
            foreach (var offer in await pending.Where(o => o.ExpiresAt > now && paused.Contains(o.VolunteerId)).ToListAsync(cancel)) offer.StopWaiting();
            return true;
        }, cancel), cancel);

        // Whose helpers are all answering others is looked at again when one of them has answered, or after a while.
        var held = now - AskNeighbours.WhileTheyAnswerOthers;
        var searching = await db.Requests.AsNoTracking()
            .Where(r => r.State == RequestState.Searching && (r.HeldSince == null || r.HeldSince <= held
                || db.Offers.Any(o => o.AssociationId == r.AssociationId && (o.AnsweredAt >= r.HeldSince || (o.State == OfferState.Expired && o.ExpiresAt >= r.HeldSince))))
                && !db.Offers.Any(o => o.RequestId == r.Id && o.State == OfferState.Pending)
                && !db.Residents.Any(p => p.Id == r.ResidentId && p.RestrictedAt != null))
            .Select(r => r.Id).Take(Batch).ToListAsync(cancel);
        return expired + await oneByOne.Run(due.Union(searching).ToList(), id => Ask(id, cancel), cancel);
    }

    /// <summary>A search that fails is held like one whose helpers are busy: it is not tried, and does not take the place of others, at every round.</summary>
    private async Task<bool> Ask(RequestId id, CancellationToken cancel)
    {
        try
        {
            return await askNeighbours.Run(id, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await askNeighbours.Hold(id, cancel);
            throw;
        }
    }

    /// <summary>
    /// Once when a process starts: a crash between a no and the search for the next neighbour leaves a wave that is
    /// short and still waits for others, which no round would see.
    /// </summary>
    public async Task TakeUp(CancellationToken cancel)
    {
        var searching = await db.Requests.AsNoTracking().Where(r => r.State == RequestState.Searching).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
        await oneByOne.Run(searching, id => Ask(id, cancel), cancel);
    }
}
