using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Privacy;

/// <summary>
/// What follows when somebody's telephone number is corrected, in the same transaction: the old number may be a stranger's. Nothing more about the person
/// leaves for it, its links end, no call list names it, and its account sees nothing of them. What the person still must know is written again to the new one.
/// An SMS that is in flight at that moment is beyond reach.
/// </summary>
internal sealed class AnotherNumber(AppDb db, Outbox outbox, VisitWords words, TimeProvider clock)
{
    /// <summary>Who is written to, and where.</summary>
    private sealed record Reader(AssociationId Association, VisitParty End, PhoneNumber Phone, PhoneNumber? SmsPhone, Region Region)
    {
        public PhoneNumber To => SmsPhone ?? Phone;
    }

    /// <param name="resident">With the new number.</param>
    /// <param name="was">The number that was written down before.</param>
    /// <param name="wasRead">Where messages went before: the same, or the relative's.</param>
    /// <param name="alone">Whether the old number was this person's alone.</param>
    public async Task Of(Resident resident, PhoneNumber was, PhoneNumber wasRead, bool alone, CancellationToken cancel)
    {
        await Retell(resident, was, wasRead, alone, cancel);
        if (resident.UserId is not { } account || await db.Proves(account, resident.Phone, cancel) || (resident.OtherPhone is { } other && await db.Proves(account, other, cancel))) return;
        resident.UserId = null;
        // What that account asked as this person was this person's: it is not the account's to read any more.
        foreach (var request in await db.Requests.Where(r => r.ResidentId == resident.Id && r.AuthorUserId == account && r.Author == RequestAuthor.Resident).ToListAsync(cancel))
            request.AuthorUserId = Guid.Empty;
    }

    /// <summary>What waits is told where the person is reached now; the account stays.</summary>
    /// <inheritdoc cref="Of(Resident, PhoneNumber, PhoneNumber, bool, CancellationToken)"/>
    public async Task Retell(Resident resident, PhoneNumber was, PhoneNumber wasRead, bool alone, CancellationToken cancel)
    {
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == resident.AssociationId, cancel);
        var reader = new Reader(association.Id, VisitParty.Resident, resident.Phone, resident.SmsPhone, resident.SmsRegionIn(association));
        var visits = await db.Visits.Where(v => v.ResidentId == resident.Id).ToListAsync(cancel);
        var requests = await db.Requests.Where(r => r.ResidentId == resident.Id).Select(r => r.Id).ToListAsync(cancel);
        var own = (await db.Endings.Where(e => e.ResidentId == resident.Id).Select(e => e.Id).ToListAsync(cancel)).Select(e => e.ToString())
            .Concat((await db.Contests.Where(c => db.Decisions.Any(d => d.Id == c.DecisionId && d.VolunteerId == null && requests.Contains(d.RequestId))).Select(c => c.Id).ToListAsync(cancel)).Select(c => c.ToString()));
        List<PhoneNumber> stale = wasRead == reader.To ? [was] : [was, wasRead];
        await Redirect(reader, stale, alone ? was : null, visits, [.. requests], [], [.. own], retell: wasRead != reader.To, cancel);
        await db.AnswerLinks.Where(l => stale.Contains(l.Phone) && l.Purpose == LinkPurpose.CancelVisit && db.Visits.Any(v => v.Id == l.VisitId && v.ResidentId == resident.Id)).ExecuteDeleteAsync(cancel);
    }

    /// <param name="volunteer">With the new number.</param>
    /// <param name="was">The number that was written down before.</param>
    /// <param name="alone">Whether the old number was this person's alone.</param>
    /// <returns>The requests for which the volunteer was asked at the old number, for others to be asked after the transaction.</returns>
    public async Task<List<RequestId>> Of(Volunteer volunteer, PhoneNumber was, bool alone, CancellationToken cancel)
    {
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == volunteer.AssociationId, cancel);
        var reader = new Reader(association.Id, VisitParty.Volunteer, volunteer.Phone, volunteer.Phone, volunteer.RegionIn(association));
        // Asked at a number that is not theirs, nobody answers: the search goes on, and may ask again at the right one.
        var offers = await db.Offers.Where(o => o.VolunteerId == volunteer.Id && (o.State == OfferState.Pending || o.State == OfferState.Expired)).ToListAsync(cancel);
        foreach (var offer in offers) offer.Withdraw();
        var asked = await db.Offers.Where(o => o.VolunteerId == volunteer.Id).Select(o => o.Id).ToListAsync(cancel);
        var visits = await db.Visits.Where(v => v.VolunteerId == volunteer.Id).ToListAsync(cancel);
        await Redirect(reader, [was], alone ? was : null, visits, [], [.. asked], [volunteer.Id.ToString()], retell: true, cancel);
        await db.AnswerLinks.Where(l => l.Phone == was && ((l.OfferId != null && asked.Contains(l.OfferId.Value)) || db.Visits.Any(v => v.Id == l.VisitId && v.VolunteerId == volunteer.Id))).ExecuteDeleteAsync(cancel);
        if (volunteer.UserId is { } account && !await db.Proves(account, volunteer.Phone, cancel)) volunteer.UserId = null;
        return offers.ConvertAll(o => o.RequestId);
    }

    /// <param name="alone">A number whose messages of the association are all this person's; null when others read there too.</param>
    /// <param name="own">Ids that only messages to this person are about.</param>
    private async Task Redirect(
        Reader reader, List<PhoneNumber> stale, PhoneNumber? alone, List<Visit> visits, HashSet<RequestId> requests, HashSet<OfferId> offers, List<string> own, bool retell, CancellationToken cancel)
    {
        // Held, so that none of them takes off between being read and being stopped.
        await db.LockGate(cancel);
        var now = clock.Now();
        var visitIds = visits.ConvertAll(v => v.Id).ToHashSet();
        var names = visitIds.Select(v => v.ToString()).Concat(own).ToList();
        // What waits; that nobody comes, even if it left: whoever read it there, the person did not; and what may still climb to a call.
        var found = (await db.Messages.Where(m => m.AssociationId == reader.Association && stale.Contains(m.To) && m.SettledAt == null && m.State != MessageState.Cancelled && m.State != MessageState.Called
                && m.Kind != MessageKind.Reply && m.Kind != MessageKind.ContactTold && (m.About == null || m.About > now || m.State == MessageState.Queued || m.State == MessageState.ToCall)).ToListAsync(cancel))
            .Where(m => IsFor(reader.End, m) && (m.To == alone || (m.VisitId is { } visit && visitIds.Contains(visit)) || (m.RequestId is { } request && requests.Contains(request))
                || (m.OfferId is { } offer && offers.Contains(offer)) || names.Exists(name => m.DedupKey.Contains(name, StringComparison.Ordinal)))).ToList();
        foreach (var message in found)
        {
            var waits = message.State is MessageState.Queued or MessageState.ToCall;
            if (waits) message.State = MessageState.Cancelled;
            else message.SettledAt = now;
            if (message.Kind == MessageKind.Offer || (message.VisitId is not null && !IsConnecting(message))) continue;
            if (waits || (message.Kind == MessageKind.VisitCancelled && message.About > now)) Copy(message, reader);
        }
        if (!retell) return;
        foreach (var visit in visits.Where(v => v.State == VisitState.Planned)) words.ToAnotherNumber(visit, await PeopleOf(visit, cancel), reader.End, clock.NewId<MessageId>().ToString());
    }

    /// <summary>A household may be both ends of the service at one number: what was for the other end stays.</summary>
    private static bool IsFor(VisitParty end, Message message) =>
        !message.DedupKey.Contains(end == VisitParty.Volunteer ? ":resident" : ":volunteer", StringComparison.Ordinal)
        && (end == VisitParty.Resident || message.Kind is not (MessageKind.RequestReceived or MessageKind.RequestEscalated or MessageKind.RequestCancelled) && !IsConnecting(message));

    /// <summary>A call to the resident before a visit by telephone.</summary>
    private static bool IsConnecting(Message message) => message.DedupKey.StartsWith("connect:", StringComparison.Ordinal);

    private void Copy(Message message, Reader reader)
    {
        var to = IsConnecting(message) ? reader.Phone : reader.To;
        outbox.Add($"{message.DedupKey.Split('@')[0]}@{clock.NewId<MessageId>()}", message.Kind, to, reader.Region, message.Body, message.AssociationId,
            IsConnecting(message) || reader.SmsPhone is null ? MessageChannel.Call : MessageChannel.Sms, message.NotBefore, message.Deadline, message.OfferId, message.RequestId, message.VisitId, message.VisitVersion, message.OneWayBody, message.About);
    }

    /// <summary>As this transaction has changed them.</summary>
    private async Task<VisitPeople> PeopleOf(Visit visit, CancellationToken cancel) => new(
        await db.Requests.SingleAsync(r => r.Id == visit.RequestId, cancel), await db.Residents.SingleAsync(r => r.Id == visit.ResidentId, cancel),
        await db.Volunteers.SingleAsync(v => v.Id == visit.VolunteerId, cancel), await db.Associations.AsNoTracking().SingleAsync(a => a.Id == visit.AssociationId, cancel));
}
