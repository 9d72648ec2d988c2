using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>What a service still has to do, read from its database.</summary>
internal static class Outstanding
{
    /// <summary>
    /// Causes are read before their effects: between two of these questions the service goes on, and what a cause became
    /// (an SMS heard, a wave asked) is in the database by the time its effect (a wave, the SMS that leave) is asked for.
    /// </summary>
    /// <param name="born">When the present life began: what an earlier one had in flight, only time will tell.</param>
    public static async Task<bool> IsNone(AppDb db, Instant now, Instant born)
    {
        var lost = now - UnknownFates.Lease;
        return !await db.InboundMessages.AnyAsync(m => m.HandledAt == null)
            && !await db.Offers.AnyAsync(o => o.State == OfferState.Pending && o.ExpiresAt <= now)
            && !await db.Requests.AnyAsync(r => r.State == RequestState.Searching && !db.Offers.Any(o => o.RequestId == r.Id && o.State == OfferState.Pending))
            && await WavesAreFull(db)
            && !await db.IndexChanges.AnyAsync()
            && !await db.Messages.AnyAsync(m => (m.State == MessageState.Queued && m.NotBefore <= now)
                || (m.State == MessageState.InFlight && (m.InFlightSince >= born || m.InFlightSince <= lost))
                || (m.State == MessageState.Uncertain && m.NotBefore <= now && m.Attempts < UnknownFates.Times));
    }

    /// <summary>As many are asked as should be, or everybody: in these stories every volunteer fits.</summary>
    private static async Task<bool> WavesAreFull(AppDb db)
    {
        var sizes = await db.Associations.AsNoTracking().ToDictionaryAsync(a => a.Id, a => a.Policy.WaveSize);
        var searches = await db.Requests.Where(r => r.State == RequestState.Searching).Select(r => new
        {
            r.AssociationId,
            Asked = db.Offers.Count(o => o.RequestId == r.Id && o.State == OfferState.Pending),
            OthersLeft = db.Volunteers.Any(v => v.AssociationId == r.AssociationId && v.State == VolunteerState.Vouched && !db.Offers.Any(o => o.RequestId == r.Id && o.VolunteerId == v.Id)),
        }).ToListAsync();
        return searches.TrueForAll(s => !s.OthersLeft || s.Asked >= sizes[s.AssociationId]);
    }

    /// <summary>When the next thing falls due; null when nothing waits.</summary>
    public static async Task<Instant?> NextDue(AppDb db, Instant now)
    {
        var message = await db.Messages.Where(m => (m.State == MessageState.Queued || (m.State == MessageState.Uncertain && m.Attempts < UnknownFates.Times)) && m.NotBefore > now)
            .MinAsync(m => (Instant?)m.NotBefore);
        var flight = await db.Messages.Where(m => m.State == MessageState.InFlight).MinAsync(m => m.InFlightSince) + UnknownFates.Lease;
        return message is null || flight < message ? flight ?? message : message;
    }
}
