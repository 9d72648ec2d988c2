using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Contacts;

/// <summary>A resident, or their association with their consent, says who may speak for them.</summary>
/// <param name="ResidentId">Oneself, or a resident of the association.</param>
/// <param name="FirstName">1 to 40 characters.</param>
/// <param name="Phone">A mobile.</param>
/// <param name="Scopes">What they may do, 1 to 4.</param>
/// <param name="LastDay">The last day on which it holds; by default it has no end.</param>
/// <param name="Channel">How the person agreed, by a coordinator; the person, on the web, leaves it out.</param>
/// <param name="On">By a coordinator: the day on which the person agreed; by default today.</param>
public sealed record AddContactInput(ResidentId ResidentId, string FirstName, string Phone, IReadOnlyList<ContactScope> Scopes, LocalDate? LastDay, ConsentChannel? Channel, LocalDate? On);

internal sealed class AddContact(AppDb db, Transactions transactions, ContactAccess access, Consents consents, CurrentUser user, Phones phones, TimeProvider clock)
{
    private const int Most = 5;

    public Task<Resident> Run(AddContactInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        var resident = await access.Managed(input.ResidentId, cancel);
        var (now, zone) = (clock.Now(), (await db.Associations.AsNoTracking().SingleAsync(a => a.Id == resident.AssociationId, cancel)).Zone);
        var scopes = Check.List(input.Scopes, "scopes", 1, 4);
        if (input.LastDay is { } last && last < now.InZone(zone).Date) throw new Refusal(ErrorCode.InvalidDate, "lastDay");
        var standing = (await db.Contacts.Where(c => c.ResidentId == resident.Id && c.EndedAt == null).ToListAsync(cancel)).Where(c => c.StandsAt(now)).ToList();
        var phone = phones.Parse(input.Phone, "phone");
        if (standing.Count(c => c.Phone != phone) >= Most) throw new Refusal(ErrorCode.InvalidList, "scopes", 0, Most);
        // Said again, what it says now counts.
        foreach (var before in standing.Where(c => c.Phone == phone)) before.End(now);
        // The relative who asked first is written to no more, where that is not said again.
        if (resident.RelativePhone == phone && !scopes.Contains(ContactScope.MayBeTold) && !scopes.Contains(ContactScope.Guardian)) (resident.RelativeFirstName, resident.RelativePhone) = (null, null);
        var contact = new ResidentContact
        {
            Id = clock.NewId<ContactId>(), ResidentId = resident.Id, AssociationId = resident.AssociationId, FirstName = Check.FirstName(input.FirstName, "firstName"),
            Phone = phone, Scopes = scopes, Until = input.LastDay is { } day ? zone.AtStartOfDay(day.PlusDays(1)).ToInstant() : null, CreatedAt = now, CreatedByUserId = user.UserId,
        };
        db.Contacts.Add(contact);
        if (scopes.Contains(ContactScope.MayBeTold) || scopes.Contains(ContactScope.Guardian))
            await consents.Give(resident, ConsentPurpose.TellContacts, input.Channel, input.On, byContact: null, cancel);
        else if (!access.IsSelf(resident) && input.Channel is null) throw new Refusal(ErrorCode.ChannelNeeded, "channel");
        return resident;
    }, cancel);
}

/// <summary>Somebody no longer speaks for a resident: the person, the association, or the contact themselves.</summary>
internal sealed class EndContact(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task Run(ContactId id, CancellationToken cancel) => transactions.Run(async () =>
    {
        user.RequireSignedIn();
        var (tenant, me, phone) = (user.CoordinatorOf, user.UserId, user.Phone);
        var contact = await db.Contacts.SingleOrDefaultAsync(c => c.Id == id
                && (c.AssociationId == tenant || (phone != null && c.Phone == phone) || (me != null && db.Residents.Any(r => r.Id == c.ResidentId && r.UserId == me))), cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "contactId");
        contact.End(clock.Now());
        // The relative who asked first is the same person: what their record says ends as well.
        var resident = await db.Residents.SingleAsync(r => r.Id == contact.ResidentId, cancel);
        if (resident.RelativePhone == contact.Phone) (resident.RelativeFirstName, resident.RelativePhone) = (null, null);
    }, cancel);
}

/// <summary>A contact whose last day is over: the record forgets the relative too, who is not written to and sees nothing from then on.</summary>
internal sealed class EndOverdueContacts(AppDb db, Transactions transactions, TimeProvider clock)
{
    private const int AtOnce = 100;

    /// <returns>How many ended.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        if (!await db.Contacts.AnyAsync(c => c.EndedAt == null && c.Until != null && c.Until <= now, cancel)) return 0;
        return await transactions.Run(async () =>
        {
            var over = await db.Contacts.Where(c => c.EndedAt == null && c.Until != null && c.Until <= now).OrderBy(c => c.Id).Take(AtOnce).ToListAsync(cancel);
            var ids = over.ConvertAll(c => c.ResidentId);
            var residents = await db.Residents.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
            foreach (var contact in over)
            {
                contact.End(now);
                if (residents.GetValueOrDefault(contact.ResidentId) is { } resident && resident.RelativePhone == contact.Phone) (resident.RelativeFirstName, resident.RelativePhone) = (null, null);
            }
            return over.Count;
        }, cancel, ring: false);
    }
}

/// <summary>The relative who asks on somebody's behalf, as the association or the person writes them down, is the first contact.</summary>
internal sealed class FirstContact(AppDb db, TimeProvider clock)
{
    /// <summary>May ask and cancel, as always; is told of visits where the person receives no SMS, since then it is the relative who is written to.</summary>
    public async Task Keep(Resident resident, CancellationToken cancel)
    {
        if (resident.AddedByUserId is not null || resident is not { RelativeFirstName: { } name, RelativePhone: { } phone }) return;
        var now = clock.Now();
        if ((await db.Contacts.Where(c => c.ResidentId == resident.Id && c.Phone == phone && c.EndedAt == null).ToListAsync(cancel)).Exists(c => c.StandsAt(now))) return;
        db.Contacts.Add(new()
        {
            Id = clock.NewId<ContactId>(), ResidentId = resident.Id, AssociationId = resident.AssociationId, FirstName = name, Phone = phone,
            Scopes = resident.CanReceiveSms ? [ContactScope.MayAsk, ContactScope.MayCancel] : [ContactScope.MayAsk, ContactScope.MayBeTold, ContactScope.MayCancel],
            CreatedAt = now,
        });
    }
}
