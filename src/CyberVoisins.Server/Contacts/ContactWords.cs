using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Contacts;

/// <summary>
/// What contacts who may be told read of a visit: fixed, moved, cancelled; nothing to answer, no address, no code. While the person
/// consents, and beside what is sent to the person (or, where they receive no SMS, to the relative who reads for them).
/// </summary>
internal sealed class ContactWords(AppDb db, Outbox outbox, TimeProvider clock)
{
    public Task Confirmed(Visit visit, Resident resident, Volunteer volunteer, Association association, CancellationToken cancel) => Tell("CONTACT_VISIT_CONFIRMED", visit, resident, volunteer, association, cancel);
    public Task Moved(Visit visit, Resident resident, Volunteer volunteer, Association association, CancellationToken cancel) => Tell("CONTACT_VISIT_MOVED", visit, resident, volunteer, association, cancel);
    public Task Cancelled(Visit visit, Resident resident, Volunteer volunteer, Association association, CancellationToken cancel) => Tell("CONTACT_VISIT_CANCELLED", visit, resident, volunteer, association, cancel);

    private async Task Tell(string key, Visit visit, Resident resident, Volunteer volunteer, Association association, CancellationToken cancel)
    {
        var now = clock.Now();
        var contacts = (await db.Contacts.AsNoTracking()
                .Where(c => c.ResidentId == resident.Id && c.EndedAt == null && db.Consents.Any(x => x.ResidentId == c.ResidentId && x.Purpose == ConsentPurpose.TellContacts && x.WithdrawnAt == null))
                .OrderBy(c => c.Id).ToListAsync(cancel))
            .Where(c => c.May(ContactScope.MayBeTold, now) && c.Phone != resident.SmsPhone);
        var ends = key == "CONTACT_VISIT_CANCELLED";
        foreach (var contact in contacts)
            outbox.Add($"{key}:{visit.Id}:v{visit.Version}:{contact.Id}", MessageKind.ContactTold, contact.Phone, Regions.OfPhone(contact.Phone) ?? association.Region,
                Sms.Say(French, key, association.SmsName, Phones.Pretty(association.Phone), Phrases.FirstName(volunteer.FirstName), Phrases.FirstName(resident.FirstName), Phrases.When(visit.Start, association.Zone, French)),
                association.Id, deadline: visit.Start, visit: ends ? null : visit.Id, visitVersion: ends ? null : visit.Version, about: visit.Start);
    }
}
