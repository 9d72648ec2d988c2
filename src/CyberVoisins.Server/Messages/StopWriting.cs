using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Messages;

/// <summary>A number wants no more SMS: it said so to us, or to the provider. Inside a transaction.</summary>
internal sealed class StopWriting(AppDb db, Outbox outbox, TimeProvider clock)
{
    /// <param name="cause">The message that said so.</param>
    /// <returns>False when it was known.</returns>
    public async Task<bool> Run(PhoneNumber phone, Core.MessageId cause, CancellationToken cancel)
    {
        // Serialized with every flight: an SMS leaves before this, or not at all.
        await db.LockGate(cancel);
        if (await db.OptOuts.AnyAsync(o => o.Phone == phone, cancel)) return false;
        // The answer to what they wrote before comes no more; the one to this STOP is written after.
        await db.Messages.Where(m => m.To == phone && m.State == MessageState.Queued && m.Kind == MessageKind.Reply).ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.OptedOut), cancel);
        db.OptOuts.Add(new OptOut { Phone = phone, At = clock.Now() });
        foreach (var volunteer in await db.Volunteers.Where(v => v.Phone == phone && v.State == VolunteerState.Vouched).ToListAsync(cancel))
        {
            await db.Lock(volunteer.Id, cancel);
            volunteer.Pause();
        }
        // A person who asked for help and wants no SMS is called: silence would leave them alone. So is a volunteer whom
        // somebody waits for, and who would hear no reminder.
        foreach (var resident in await db.Residents.AsNoTracking().Where(r => r.Phone == phone || r.RelativePhone == phone).ToListAsync(cancel))
            Call($"{cause}:{resident.Id}", resident.Phone, Regions.OfCommune(resident.Place.CommuneCode), resident.FirstName, resident.AssociationId);
        foreach (var volunteer in await db.Volunteers.AsNoTracking()
                     .Where(v => v.Phone == phone && db.Visits.Any(x => x.VolunteerId == v.Id && x.State == VisitState.Planned)).ToListAsync(cancel))
            Call($"{cause}:{volunteer.Id}", volunteer.Phone, Regions.OfCommune(volunteer.Place.CommuneCode), volunteer.FirstName, volunteer.AssociationId);
        return true;
    }

    private void Call(string key, PhoneNumber phone, Region region, string firstName, Core.AssociationId association) =>
        outbox.Add($"stopped:{key}", MessageKind.Reply, phone, region, Sms.Say(French, "CALL_AFTER_STOP", firstName), association, MessageChannel.Call);
}
