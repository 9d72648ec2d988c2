using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Requests;

/// <summary>What became of a yes, and the visit when there is one.</summary>
internal sealed record Acceptance(AcceptOutcome Outcome, Offer Offer, Visit? Visit);

/// <summary>
/// A volunteer says yes. One transaction holds the request, then the volunteer: exactly one wins, and minutes
/// and hours are checked and taken together. Who may call it is checked before, by the door it came through.
/// </summary>
internal sealed class AcceptOffer(
    AppDb db, Transactions transactions, MinutesBook book, VisitWords visitWords, ContactWords contactWords, OfferWords offerWords, AskNeighbours askNeighbours, DrawCodeWord draw, TimeProvider clock)
{
    /// <summary>A yes this close to the visit comes too late to tell anybody.</summary>
    public static readonly Duration LastMoment = Duration.FromHours(1);

    /// <param name="bySms">The volunteer wrote: the confirmation answers at once, at whatever hour.</param>
    public async Task<Acceptance> Run(OfferId id, bool bySms, CancellationToken cancel)
    {
        var acceptance = await transactions.Run(() => Decide(id, bySms, cancel), cancel);
        if (acceptance.Outcome is AcceptOutcome.TooLate or AcceptOutcome.NoMinutesLeft or AcceptOutcome.BusyThen)
            await transactions.Afterwards(() => askNeighbours.Run(acceptance.Offer.RequestId, cancel));
        return acceptance;
    }

    private async Task<Acceptance> Decide(OfferId id, bool bySms, CancellationToken cancel)
    {
        var now = clock.Now();
        var seen = await db.Offers.AsNoTracking().SingleAsync(o => o.Id == id, cancel);
        await db.Lock(seen.RequestId, cancel);
        await db.Lock(seen.VolunteerId, cancel);
        var offer = await db.Offers.SingleAsync(o => o.Id == id, cancel);
        var request = await db.Requests.SingleAsync(r => r.Id == offer.RequestId, cancel);
        var volunteer = await db.Volunteers.AsNoTracking().SingleAsync(v => v.Id == offer.VolunteerId, cancel);
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == offer.AssociationId, cancel);

        var outcome = await OutcomeOf(offer, request, volunteer, association, now, cancel);
        switch (outcome)
        {
            case AcceptOutcome.Accepted:
                return new(outcome, offer, await Book(offer, request, volunteer, association, bySms, now, cancel));
            case AcceptOutcome.AlreadyYours:
                return new(outcome, offer, await db.Visits.AsNoTracking().SingleAsync(v => v.OfferId == id, cancel));
            case AcceptOutcome.TooLate or AcceptOutcome.NoMinutesLeft or AcceptOutcome.BusyThen:
                offer.Withdraw(); // this volunteer cannot: the place in the wave is free for the next
                return new(outcome, offer, null);
            default:
                return new(outcome, offer, null);
        }
    }

    private async Task<AcceptOutcome> OutcomeOf(Offer offer, HelpRequest request, Volunteer volunteer, Association association, Instant now, CancellationToken cancel)
    {
        if (offer.State == OfferState.Accepted)
            return request.State is RequestState.Booked or RequestState.Fulfilled && await db.Visits.AnyAsync(v => v.OfferId == offer.Id && (v.State == VisitState.Planned || v.State == VisitState.Completed), cancel)
                ? AcceptOutcome.AlreadyYours
                : AcceptOutcome.NoLongerOpen;
        if (!offer.IsOpen || !request.IsOpen)
            return request.State is RequestState.Booked or RequestState.Fulfilled ? AcceptOutcome.AlreadyTaken : AcceptOutcome.NoLongerOpen;
        // Whoever keeps two people apart holds the volunteer too; the answer does not say that somebody did.
        if (await db.PairBlocks.AnyAsync(b => b.VolunteerId == volunteer.Id && b.ResidentId == request.ResidentId, cancel)) return AcceptOutcome.NoLongerOpen;
        // Paused means "ask me nothing new"; a yes to what was asked before still counts.
        if (volunteer.State is VolunteerState.Suspended or VolunteerState.Registered || volunteer.RestrictedAt is not null) return AcceptOutcome.NotAskable;
        // The association no longer stands by what was asked while it did.
        if (!(volunteer.VouchedUntil > now) || (volunteer.IsMinorOn(now.InZone(association.Zone).Date) && volunteer.GuardianConsentAt is null)) return AcceptOutcome.NotAskable;
        if (offer.Start - now < LastMoment) return AcceptOutcome.TooLate;
        if (await IsBusy(volunteer.Id, offer.Start, offer.Minutes, null, cancel)) return AcceptOutcome.BusyThen;
        var left = await book.Left(volunteer, association, MinutesLedger.MonthOf(offer.Start, association.Zone), cancel);
        return offer.Minutes <= left ? AcceptOutcome.Accepted : AcceptOutcome.NoMinutesLeft;
    }

    private async Task<Visit> Book(Offer offer, HelpRequest request, Volunteer volunteer, Association association, bool bySms, Instant now, CancellationToken cancel)
    {
        offer.Accept(now);
        request.Book(now);
        var visit = new Visit
        {
            Id = clock.NewId<VisitId>(),
            AssociationId = offer.AssociationId,
            RequestId = offer.RequestId,
            OfferId = offer.Id,
            VolunteerId = offer.VolunteerId,
            ResidentId = request.ResidentId,
            Mode = offer.Mode,
            Code = offer.Code,
            CodeWord = await draw.For(request.ResidentId, offer.VolunteerId, cancel),
            Minutes = offer.Minutes,
            Start = offer.Start,
            CreatedAt = now,
        };
        db.Visits.Add(visit);
        await book.Reserve(visit, volunteer, association, cancel);
        await ThankTheOthers(offer, association, cancel);
        var resident = await db.Residents.AsNoTracking().SingleAsync(r => r.Id == request.ResidentId, cancel);
        visitWords.Confirmed(visit, request, resident, volunteer, association, bySms);
        await contactWords.Confirmed(visit, resident, volunteer, association, cancel);
        return visit;
    }

    private async Task ThankTheOthers(Offer won, Association association, CancellationToken cancel)
    {
        var others = await db.Offers.Where(o => o.RequestId == won.RequestId && o.Id != won.Id
            && (o.State == OfferState.Pending || o.State == OfferState.Expired)).ToListAsync(cancel);
        var ids = others.Select(o => o.Id).ToList();
        // Whoever has not yet been written to hears nothing at all.
        var unsent = (await db.Messages.Where(m => m.Kind == MessageKind.Offer && m.State == MessageState.Queued && m.RequestId == won.RequestId)
            .Select(m => m.OfferId).ToListAsync(cancel)).ToHashSet();
        var people = await db.Volunteers.AsNoTracking().Where(v => others.Select(o => o.VolunteerId).Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
        foreach (var other in others)
        {
            var waits = other.State == OfferState.Pending;
            other.Withdraw();
            if (waits && !unsent.Contains(other.Id)) offerWords.Taken(other, people[other.VolunteerId], association);
        }
    }

    /// <summary>The volunteer, and the same telephone as a volunteer of other associations.</summary>
    private IQueryable<VolunteerId> SamePerson(VolunteerId id) =>
        db.Volunteers.Where(v => v.Phone == db.Volunteers.Where(x => x.Id == id).Select(x => x.Phone).Single()).Select(v => v.Id);

    /// <summary>Another planned visit of this person at that time, for whichever association: nobody is in two places.</summary>
    public Task<bool> IsBusy(VolunteerId volunteer, Instant start, int minutes, VisitId? except, CancellationToken cancel)
    {
        // No visit is longer than an hour: what starts an hour before or more has ended.
        var from = start - Duration.FromMinutes(60);
        var to = start + Duration.FromMinutes(minutes);
        return db.Visits.Where(v => SamePerson(volunteer).Contains(v.VolunteerId) && v.State == VisitState.Planned && v.Start > from && v.Start < to
                && (except == null || v.Id != except))
            .AsAsyncEnumerable()
            .AnyAsync(v => v.End > start && v.Start < to, cancel).AsTask();
    }
}
