using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Contacts;

/// <summary>
/// What contacts who may be told read of a visit: fixed, moved (once a day), cancelled; nothing to answer, no address, no code. While the person
/// consents, and beside what is sent to the person (or, where they receive no SMS, to the relative who reads for them).
/// </summary>
internal sealed class ContactWords(AppDb db, Outbox outbox, TimeProvider clock)
{
    private const string Moves = "CONTACT_VISIT_MOVED";

    public Task Confirmed(Visit visit, Resident resident, Volunteer volunteer, Association association, CancellationToken cancel) => Tell("CONTACT_VISIT_CONFIRMED", visit, resident, volunteer, association, cancel);
    public Task Moved(Visit visit, Resident resident, Volunteer volunteer, Association association, CancellationToken cancel) => Tell(Moves, visit, resident, volunteer, association, cancel);
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
        {
            var told = await db.Messages.AsNoTracking().Where(m => m.To == contact.Phone && m.Kind == MessageKind.ContactTold && m.InFlightSince != null)
                .OrderBy(m => m.InFlightSince).Select(m => new { m.DedupKey, At = m.InFlightSince!.Value }).ToListAsync(cancel);
            // Moved again on the same day, it is told a day later as it is then: what was said in between is dropped with its version.
            var next = key == Moves && told.FindLast(m => m.DedupKey.StartsWith($"{key}:{visit.Id}:", StringComparison.Ordinal)) is { } last ? last.At + Duration.FromDays(1) : now;
            if (next >= visit.Start) continue;
            var text = Sms.Say(French, key, association.SmsName, Phones.Pretty(association.Phone), Phrases.FirstName(volunteer.FirstName), Phrases.FirstName(resident.FirstName), Phrases.When(visit.Start, association.Zone, French));
            // Somebody else gave this number: the first SMS says how to get no more.
            var first = told.Count == 0;
            outbox.Add($"{key}:{visit.Id}:v{visit.Version}:{contact.Id}", MessageKind.ContactTold, contact.Phone, Regions.OfPhone(contact.Phone) ?? association.Region,
                first ? $"{text} {Sms.Say(French, "CONTACT_STOP")}" : text, association.Id, notBefore: next > now ? next : null, deadline: visit.Start,
                visit: ends ? null : visit.Id, visitVersion: ends ? null : visit.Version, oneWay: first ? text : null, about: visit.Start);
        }
    }
}
