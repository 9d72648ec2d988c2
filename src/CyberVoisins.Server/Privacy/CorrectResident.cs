using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Privacy;

/// <summary>What is corrected about a resident; what is left out stays. The relative is a contact: endContact, then addContact.</summary>
/// <param name="ResidentId">Oneself, a resident of the association, or somebody whom one wrote down on one's own word.</param>
/// <param name="FirstName">1 to 40 characters.</param>
/// <param name="Phone">French or overseas; a landline is fine. The person takes only the number that they signed in with; a coordinator writes down any.</param>
/// <param name="Address">Where help is needed. Open requests are searched for again from there; refused (STILL_ENGAGED) while somebody is to come to the old one.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="AgeBand">For the audit of fairness only.</param>
/// <param name="AgeBandUnknown">True forgets the age band.</param>
public sealed record CorrectResidentInput(ResidentId ResidentId, string? FirstName, string? Phone, AddressInput? Address, string? Language, AgeBand? AgeBand, bool? AgeBandUnknown);

/// <summary>
/// Rectification (GDPR, article 16), with what follows from it. A record that somebody wrote on their own word alone speaks for its author: only the author
/// corrects it, and the person and the association may erase it.
/// </summary>
internal sealed class CorrectResident(
    AppDb db, Transactions transactions, CurrentUser user, Phones phones, Places places, AnotherNumber anotherNumber, AskNeighbours askNeighbours, TimeProvider clock)
{
    public async Task<Resident> Run(CorrectResidentInput input, CancellationToken cancel)
    {
        user.RequireSignedIn();
        // First of all, so that what is said about an address never tells that somebody else's resident exists.
        var seen = await Mine.AsNoTracking().SingleOrDefaultAsync(r => r.Id == input.ResidentId, cancel) ?? throw new Refusal(ErrorCode.NotFound, "residentId");
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == seen.AssociationId, cancel);
        var place = input.Address is { } address ? await places.Find(address, "address", association, cancel) : null;
        var phone = input.Phone is null ? null : phones.ParseAny(input.Phone, "phone");
        if (input is { AgeBand: not null, AgeBandUnknown: true }) throw new Refusal(ErrorCode.InvalidList, "ageBandUnknown", 0, 1);

        List<RequestId> searched = [];
        var corrected = await transactions.Run(async () =>
        {
            searched = await LockOpen(input.ResidentId, cancel);
            var resident = await Mine.SingleOrDefaultAsync(r => r.Id == input.ResidentId, cancel) ?? throw new Refusal(ErrorCode.NotFound, "residentId");
            resident.ActiveAt = clock.Now();
            if (input.FirstName is not null) resident.FirstName = Check.FirstName(input.FirstName, "firstName");
            if (input.Language is { } language) resident.Language = Check.Language(language, "language");
            if (input.AgeBand is { } band) resident.AgeBand = band;
            if (input.AgeBandUnknown == true) resident.AgeBand = null;
            if (place is null || place == resident.Place) searched = [];
            else await Move(resident, place, searched, cancel);
            if (phone is not null && phone != resident.Phone) await TakeNumber(resident, phone, cancel);
            return resident;
        }, cancel);
        foreach (var request in searched) await askNeighbours.Run(request, cancel);
        return corrected;
    }

    /// <summary>A coordinator's and one's own, as the record says whose word it is.</summary>
    private IQueryable<Resident> Mine
    {
        get
        {
            var (tenant, me) = (user.CoordinatorOf, user.UserId);
            return db.Residents.Where(r => r.ErasedAt == null).Where(r => r.AddedByUserId == null ? r.AssociationId == tenant || (me != null && r.UserId == me) : r.AddedByUserId == me);
        }
    }

    private async Task<List<RequestId>> LockOpen(ResidentId resident, CancellationToken cancel)
    {
        var open = await db.Requests.Where(r => r.ResidentId == resident && (r.State == RequestState.Searching || r.State == RequestState.Escalated || r.State == RequestState.Booked))
            .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
        foreach (var request in open) await db.Lock(request, cancel);
        return open;
    }

    private async Task Move(Resident resident, Place place, List<RequestId> open, CancellationToken cancel)
    {
        var now = clock.Now();
        // The volunteer has the old address: a person speaks with both first, and cancels or ends the visit.
        if ((await db.Visits.AsNoTracking().Where(v => v.ResidentId == resident.Id && v.State == VisitState.Planned && v.Mode == MeetingMode.AtHome).ToListAsync(cancel)).Exists(v => v.End > now))
            throw new Refusal(ErrorCode.StillEngaged, "address");
        resident.Place = place;
        foreach (var request in await db.Requests.Where(r => open.Contains(r.Id)).ToListAsync(cancel)) request.CorrectPlace(place, now);
        await db.Offers.Where(o => open.Contains(o.RequestId)).WithdrawOpen(cancel);
    }

    private async Task TakeNumber(Resident resident, PhoneNumber phone, CancellationToken cancel)
    {
        // Nobody takes a number that they have not proven to have: what is written to it would be shown to somebody else.
        if (resident.AddedByUserId is null && user.CoordinatorOf != resident.AssociationId && phone != user.Phone) throw new Refusal(ErrorCode.Forbidden, "phone");
        var (was, wasRead, alone) = (resident.Phone, resident.SmsPhone ?? resident.Phone, await db.IsOnlyOneAt(resident.Phone, cancel));
        (resident.Phone, resident.CanReceiveSms) = (phone, phones.CanReceiveSms(phone));
        await anotherNumber.Of(resident, was, wasRead, alone, cancel);
    }
}
