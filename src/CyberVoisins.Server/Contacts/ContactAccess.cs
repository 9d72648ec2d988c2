using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Contacts;

/// <summary>
/// Who speaks for whom, as a part of the query. The person themselves and their association manage contacts and consents; a
/// contact is recognised by the telephone that their account was proven to own, and sees and does what the scope says.
/// </summary>
internal sealed class ContactAccess(AppDb db, CurrentUser user, TimeProvider clock)
{
    /// <summary>A resident whose contacts and consents the caller manages: one's own, or of the association. A record that somebody else wrote on their own word has none.</summary>
    public async Task<Resident> Managed(ResidentId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var (tenant, me) = (user.CoordinatorOf, user.UserId);
        return await db.Residents.SingleOrDefaultAsync(r => r.Id == id && r.AddedByUserId == null && r.ErasedAt == null && (r.AssociationId == tenant || (me != null && r.UserId == me)), cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "residentId");
    }

    /// <summary>Whether what the caller says about this resident is the person's own word.</summary>
    public bool IsSelf(Resident resident) => resident.UserId is { } id && id == user.UserId && user.CoordinatorOf != resident.AssociationId;

    /// <summary>As a contact, of everybody; what ended, or is over, is not there.</summary>
    public async Task<IReadOnlyList<ResidentContact>> Mine(CancellationToken cancel)
    {
        if (user.Phone is not { } phone) return [];
        var now = clock.Now();
        return [.. (await db.Contacts.AsNoTracking().Where(c => c.Phone == phone && c.EndedAt == null).OrderBy(c => c.Id).ToListAsync(cancel)).Where(c => c.StandsAt(now))];
    }

    /// <summary>What the association says today about a relative who asks again for one of these residents.</summary>
    public async Task<Speakers> Speakers(PhoneNumber? relative, List<ResidentId> residents, CancellationToken cancel) =>
        new(relative is null ? [] : await db.Contacts.AsNoTracking().Where(c => c.Phone == relative && residents.Contains(c.ResidentId)).ToListAsync(cancel), clock.Now());

    public async Task<bool> May(ContactScope scope, ResidentId resident, CancellationToken cancel)
    {
        var now = clock.Now();
        return (await Mine(cancel)).Any(c => c.ResidentId == resident && c.May(scope, now));
    }

    /// <summary>Whether the caller, as a contact, may cancel this visit: in the person's place.</summary>
    public async Task<bool> MayCancel(VisitId id, CancellationToken cancel) =>
        await db.Visits.AsNoTracking().Where(v => v.Id == id).Select(v => (ResidentId?)v.ResidentId).SingleOrDefaultAsync(cancel) is { } resident && await May(ContactScope.MayCancel, resident, cancel);
}

/// <summary>Whoever was written down as a contact asks as far as that still goes; nobody gives themselves back what was narrowed or is over.</summary>
internal sealed class Speakers(IReadOnlyList<ResidentContact> contacts, Instant now)
{
    public bool MayStillAsk(ResidentId resident) => contacts.Where(c => c.ResidentId == resident).ToList() is { } said && (said.Count == 0 || said.Exists(c => c.May(ContactScope.MayAsk, now)));
}

/// <summary>For a contact: somebody for whom they speak, that person's visits to come when they may know of them, and those of the last 30 days when they act in the person's place.</summary>
internal sealed record SpokenFor(ResidentContact Contact, string FirstName, IReadOnlyList<Visit> Visits, IReadOnlyList<Visit> Past);

internal sealed class ReadSpokenFor(AppDb db, ContactAccess access, CurrentUser user, TimeProvider clock)
{
    /// <summary>How long after a visit a contact may still say what became of it.</summary>
    private static readonly Duration Remembered = Duration.FromDays(30);

    public async Task<IReadOnlyList<SpokenFor>> Run(CancellationToken cancel)
    {
        user.RequireSignedIn();
        var (contacts, now) = (await access.Mine(cancel), clock.Now());
        var ids = contacts.Select(c => c.ResidentId).ToList();
        var names = await db.Residents.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.FirstName, cancel);
        var told = contacts.Where(c => c.May(ContactScope.MayBeTold, now) || c.May(ContactScope.MayCancel, now)).Select(c => c.ResidentId).ToList();
        var visits = (await db.Visits.AsNoTracking().Where(v => told.Contains(v.ResidentId) && v.State == VisitState.Planned && v.Start > now).OrderBy(v => v.Start).ThenBy(v => v.Id).ToListAsync(cancel))
            .ToLookup(v => v.ResidentId);
        var (acting, since) = (contacts.Where(c => c.May(ContactScope.MayCancel, now)).Select(c => c.ResidentId).ToList(), now - Remembered);
        var past = (await db.Visits.AsNoTracking().Where(v => acting.Contains(v.ResidentId) && v.State != VisitState.Cancelled && v.Start <= now && v.Start > since).OrderByDescending(v => v.Start).ThenBy(v => v.Id).ToListAsync(cancel))
            .ToLookup(v => v.ResidentId);
        return [.. contacts.Select(c => new SpokenFor(c, names[c.ResidentId], told.Contains(c.ResidentId) ? [.. visits[c.ResidentId]] : [], acting.Contains(c.ResidentId) ? [.. past[c.ResidentId]] : []))];
    }
}
