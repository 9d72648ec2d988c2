using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Links;

/// <summary>A link that we signed, with what it is about as it stands now.</summary>
/// <param name="Offer">For an answer to an offer.</param>
/// <param name="Visit">For a visit; and for an offer that became one.</param>
internal sealed record OpenLink(AnswerLink Link, Association Association, HelpRequest Request, Offer? Offer, Visit? Visit, VisitPeople? People, Instant ReadAt)
{
    public bool IsExpired => Link.ExpiresAt <= ReadAt;

    /// <summary>Whether the reader is the volunteer; else the resident, or who speaks for them.</summary>
    public bool ByVolunteer => Link.Purpose != LinkPurpose.CancelVisit || People?.Volunteer.Phone == Link.Phone;
}

/// <summary>Finds what a token opens. A token that is not ours costs no look into the database.</summary>
internal sealed class ReadLink(AppDb db, LinkSeal seal, VisitWords visitWords, TimeProvider clock)
{
    /// <returns>Null for a token that is unknown, forged, or whose reader has no part in the matter any more.</returns>
    public async Task<OpenLink?> Run(string? token, CancellationToken cancel)
    {
        if (seal.Open(token) is not { } key) return null;
        if (await db.AnswerLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Key == key, cancel) is not { } link) return null;
        var offer = link.OfferId is { } offerId ? await db.Offers.AsNoTracking().SingleOrDefaultAsync(o => o.Id == offerId, cancel) : null;
        var visit = offer is not null ? await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.OfferId == offer.Id, cancel)
            : link.VisitId is { } visitId ? await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == visitId, cancel) : null;
        if (offer is null && visit is null) return null;

        var people = visit is null ? null : await visitWords.PeopleOf(visit, cancel);
        var volunteer = people?.Volunteer ?? await db.Volunteers.AsNoTracking().SingleAsync(v => v.Id == offer!.VolunteerId, cancel);
        // The number may have passed to somebody else since.
        var isStillTheirs = volunteer.Phone == link.Phone
            || (link.Purpose == LinkPurpose.CancelVisit && people is not null && (people.Resident.Phone == link.Phone || people.Resident.RelativePhone == link.Phone));
        if (!isStillTheirs) return null;

        var request = people?.Request ?? await db.Requests.AsNoTracking().SingleAsync(r => r.Id == offer!.RequestId, cancel);
        var association = people?.Association ?? await db.Associations.AsNoTracking().SingleAsync(a => a.Id == offer!.AssociationId, cancel);
        return new(link, association, request, offer, visit, people, clock.Now());
    }
}
