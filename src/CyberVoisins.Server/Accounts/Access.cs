using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Who sees what, as a part of the query: what is not yours is not found. A coordinator sees the association's
/// own; a volunteer and a resident see their own; whoever asked on somebody's behalf sees that request, for as long as they speak for them.
/// </summary>
internal sealed class Access(AppDb db, CurrentUser user, TimeProvider clock)
{
    // Null compares with nothing: a caller without an association or an account sees no row.
    private AssociationId? Tenant => user.CoordinatorOf;
    private Guid? Me => user.UserId;

    public IQueryable<Volunteer> Volunteers => db.Volunteers.Where(v => v.AssociationId == Tenant || (Me != null && v.UserId == Me));

    /// <summary>People on whose own side the caller is: oneself, whom one wrote down on one's own word, and whose relative the association says that one is.</summary>
    public IQueryable<Resident> OwnSide
    {
        get
        {
            var phone = user.Phone;
            return db.Residents.Where(r => Me != null && (r.UserId == Me || r.AddedByUserId == Me || (phone != null && r.RelativePhone == phone)));
        }
    }

    /// <summary>As a contact, of anybody, whatever it lets one do: what ended, or is over, is not there.</summary>
    private IQueryable<ResidentContact> Standing
    {
        get
        {
            var (phone, now) = (user.Phone, clock.Now());
            return db.Contacts.Where(c => phone != null && c.Phone == phone && c.EndedAt == null && (c.Until == null || c.Until > now));
        }
    }

    // What a coordinator asked stays the association's when the coordinator leaves; what a contact asked stays the person's when the contact ends.
    public IQueryable<HelpRequest> Requests
    {
        get
        {
            var (own, standing) = (OwnSide, Standing);
            return db.Requests.Where(r => r.AssociationId == Tenant || (Me != null && (db.Residents.Any(p => p.Id == r.ResidentId && p.UserId == Me)
                || (r.AuthorUserId == Me && r.Author != RequestAuthor.Coordinator && (own.Any(p => p.Id == r.ResidentId) || standing.Any(c => c.ResidentId == r.ResidentId))))));
        }
    }

    /// <summary>Somebody who asked for another sees what they wrote themselves, or whom the association says that they speak for now.</summary>
    public IQueryable<Resident> Residents
    {
        get
        {
            var phone = user.Phone;
            return db.Residents.Where(r => r.AssociationId == Tenant || (Me != null && (r.UserId == Me || r.AddedByUserId == Me || (phone != null && r.RelativePhone == phone))));
        }
    }

    public IQueryable<Offer> Offers => db.Offers.Where(o => o.AssociationId == Tenant
        || (Me != null && db.Volunteers.Any(v => v.Id == o.VolunteerId && v.UserId == Me)));

    public IQueryable<Visit> Visits
    {
        get
        {
            var (own, standing) = (OwnSide, Standing);
            return db.Visits.Where(x => x.AssociationId == Tenant
                || (Me != null && (db.Volunteers.Any(v => v.Id == x.VolunteerId && v.UserId == Me)
                    || db.Residents.Any(r => r.Id == x.ResidentId && r.UserId == Me)
                    || (db.Requests.Any(r => r.Id == x.RequestId && r.AuthorUserId == Me && r.Author != RequestAuthor.Coordinator)
                        && (own.Any(p => p.Id == x.ResidentId) || standing.Any(c => c.ResidentId == x.ResidentId))))));
        }
    }

    /// <summary>Visits of which the caller knows the place and the word at the door: the association, the volunteer, and the person's own side; not whoever only asked as a contact.</summary>
    public IQueryable<Visit> VisitsWithPlace
    {
        get
        {
            var own = OwnSide;
            return Visits.Where(x => x.AssociationId == Tenant || db.Volunteers.Any(v => v.Id == x.VolunteerId && v.UserId == Me) || own.Any(p => p.Id == x.ResidentId));
        }
    }

    public async Task<Volunteer> Volunteer(VolunteerId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return await Volunteers.SingleOrDefaultAsync(v => v.Id == id && v.ErasedAt == null, cancel) ?? throw NotFound("volunteerId");
    }

    public async Task<HelpRequest> Request(RequestId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return await Requests.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw NotFound("requestId");
    }

    /// <summary>An offer that the caller, as its volunteer, may answer.</summary>
    public async Task<Offer> OwnOffer(OfferId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return await db.Offers.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && db.Volunteers.Any(v => v.Id == o.VolunteerId && v.UserId == Me), cancel)
            ?? throw NotFound("offerId");
    }

    /// <summary>A visit, and as whom the caller acts on it; a contact acts by their scope (VisitSides), not because they asked.</summary>
    public Task<(Visit Visit, VisitParty As)> Visit(VisitId id, CancellationToken cancel) => Of(VisitsWithPlace, id, cancel);

    /// <summary>A visit of which the caller may say that something is wrong: also as a contact who asked.</summary>
    public Task<(Visit Visit, VisitParty As)> SeenVisit(VisitId id, CancellationToken cancel) => Of(Visits, id, cancel);

    private async Task<(Visit Visit, VisitParty As)> Of(IQueryable<Visit> visits, VisitId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var visit = await visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel) ?? throw NotFound("visitId");
        if (visit.AssociationId == Tenant) return (visit, VisitParty.Association);
        return (visit, await db.Volunteers.AnyAsync(v => v.Id == visit.VolunteerId && v.UserId == Me, cancel) ? VisitParty.Volunteer : VisitParty.Resident);
    }

    private static Refusal NotFound(string field) => new(ErrorCode.NotFound, field);
}
