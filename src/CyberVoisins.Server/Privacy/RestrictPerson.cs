using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Privacy;

/// <summary>
/// Restriction (GDPR, article 18): what is known of a person is kept and not used. No request is made or searched for, nobody is asked anything, figures leave
/// them out; the record is still seen, told (export), corrected and erased. It has no end of its own, since the person is told before it is lifted
/// (paragraph 3): a person lifts it, and nobody else is told.
/// </summary>
internal sealed class RestrictPerson(AppDb db, Transactions transactions, Access access, CurrentUser user, AskNeighbours askNeighbours, TimeProvider clock)
{
    /// <exception cref="Refusal">NotFound; StillEngaged while a visit is planned, so that nobody is left waiting at a door.</exception>
    public Task<Resident> Resident(ResidentId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return transactions.Run(async () =>
        {
            var resident = await OneResident(id, cancel);
            if (resident.RestrictedAt is not null) return resident;
            var open = await db.Requests.Where(r => r.ResidentId == id && (r.State == RequestState.Searching || r.State == RequestState.Escalated || r.State == RequestState.Booked))
                .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
            foreach (var request in open) await db.Lock(request, cancel);
            if (await db.Visits.AnyAsync(v => v.ResidentId == id && v.State == VisitState.Planned, cancel)) throw new Refusal(ErrorCode.StillEngaged, "residentId");
            resident.RestrictedAt = clock.Now();
            await db.Offers.Where(o => open.Contains(o.RequestId)).WithdrawOpen(cancel);
            // That nobody comes is still told: it has no request of its own.
            await db.Messages.Where(m => m.RequestId != null && open.Contains(m.RequestId.Value) && m.OfferId == null && (m.State == MessageState.Queued || m.State == MessageState.ToCall))
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.Cancelled), cancel);
            return resident;
        }, cancel);
    }

    /// <exception cref="Refusal">NotFound; InformFirst.</exception>
    public async Task<Resident> LiftResident(ResidentId id, bool informed, CancellationToken cancel)
    {
        user.RequireSignedIn();
        List<RequestId> waiting = [];
        var resident = await transactions.Run(async () =>
        {
            var found = await OneResident(id, cancel);
            if (!informed) throw new Refusal(ErrorCode.InformFirst, "personInformed");
            (found.RestrictedAt, found.ActiveAt) = (null, clock.Now());
            waiting = await db.Requests.Where(r => r.ResidentId == id && r.State == RequestState.Searching).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
            return found;
        }, cancel);
        foreach (var request in waiting) await askNeighbours.Run(request, cancel);
        return resident;
    }

    /// <inheritdoc cref="Resident"/>
    public async Task<Volunteer> Volunteer(VolunteerId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        List<RequestId> asked = [];
        var volunteer = await transactions.Run(async () =>
        {
            // Seen before anything is held: somebody else's holds nothing.
            await access.Volunteer(id, cancel);
            var offers = db.Offers.Where(o => o.VolunteerId == id && (o.State == OfferState.Pending || o.State == OfferState.Expired));
            asked = await offers.Select(o => o.RequestId).Distinct().OrderBy(r => r).ToListAsync(cancel);
            foreach (var request in asked) await db.Lock(request, cancel);
            await db.Lock(id, cancel);
            db.ChangeTracker.Clear();
            var found = await access.Volunteer(id, cancel);
            if (await db.Visits.AnyAsync(v => v.VolunteerId == id && v.State == VisitState.Planned, cancel)) throw new Refusal(ErrorCode.StillEngaged, "volunteerId");
            found.RestrictedAt ??= clock.Now();
            foreach (var offer in await offers.ToListAsync(cancel)) offer.Withdraw();
            return found;
        }, cancel);
        foreach (var request in asked) await askNeighbours.Run(request, cancel);
        return volunteer;
    }

    /// <inheritdoc cref="LiftResident"/>
    public Task<Volunteer> LiftVolunteer(VolunteerId id, bool informed, CancellationToken cancel) => transactions.Run(async () =>
    {
        var found = await access.Volunteer(id, cancel);
        if (!informed) throw new Refusal(ErrorCode.InformFirst, "personInformed");
        (found.RestrictedAt, found.ActiveAt) = (null, clock.Now());
        return found;
    }, cancel);

    /// <summary>Oneself, or of the association: whoever asked for somebody is not that person.</summary>
    private async Task<Resident> OneResident(ResidentId id, CancellationToken cancel)
    {
        var me = user.UserId;
        return await access.Residents.SingleOrDefaultAsync(r => r.Id == id && (r.AssociationId == user.CoordinatorOf || r.UserId == me), cancel) ?? throw new Refusal(ErrorCode.NotFound, "residentId");
    }
}

/// <summary>What several of a person's rights do to what is under way.</summary>
internal static class UnderWay
{
    /// <exception cref="Refusal">Restricted.</exception>
    public static async Task RefuseRestricted(this AppDb db, ResidentId id, CancellationToken cancel)
    {
        if (await db.Residents.AnyAsync(r => r.Id == id && r.RestrictedAt != null, cancel)) throw new Refusal(ErrorCode.Restricted, "residentId");
    }

    /// <summary>Takes back, in silence, what was asked of neighbours: "somebody else was faster" would not be true, and a yes is answered as no longer open.</summary>
    public static async Task WithdrawOpen(this IQueryable<Offer> offers, CancellationToken cancel)
    {
        foreach (var offer in await offers.Where(o => o.State == OfferState.Pending || o.State == OfferState.Expired).ToListAsync(cancel)) offer.Withdraw();
    }
}
