using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Voice;

/// <summary>Which association answers a caller, and who the caller proves to be. Inside a transaction.</summary>
internal sealed class VoicePeople(AppDb db, Correspondents correspondents, CommuneTable communes, VoiceCodeSeal seal, TimeProvider clock)
{
    /// <summary>Wrong codes in a row after which the telephone tells a resident nothing until the association makes a new code.</summary>
    public const int MostMisses = 3;

    /// <summary>The one that the caller was last speaking with, or the only one; null when a postcode must tell.</summary>
    public async Task<AssociationId?> AssociationOf(PhoneNumber? from, CancellationToken cancel)
    {
        if (from is not null && await correspondents.Of(from, cancel) is { } known) return known;
        var all = await db.Associations.Select(a => a.Id).Take(2).ToListAsync(cancel);
        return all is [var only] ? only : null;
    }

    /// <summary>The one whose territory holds a commune of this postcode, the nearest when several do; null when none.</summary>
    public async Task<AssociationId?> AssociationNear(string postcode, CancellationToken cancel)
    {
        var places = communes.ByPostcode(postcode).Select(c => c.At(postcode)).ToList();
        if (places.Count == 0) return null;
        var all = await db.Associations.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel);
        return all.Where(a => places.Exists(a.Territory.Contains))
            .OrderBy(a => a.Territory.Center is { } center ? places.Min(p => center.MetresTo(p.Coordinates)) : 0).FirstOrDefault()?.Id;
    }

    /// <summary>
    /// Whose four digits these are, among those whom this number may speak for; null says neither that the number is
    /// unknown, nor that the code is wrong, nor that it is locked.
    /// </summary>
    public async Task<Resident?> Proven(PhoneNumber? from, AssociationId association, string code, CancellationToken cancel)
    {
        if (from is null) return null;
        var household = db.Residents.Where(r => r.AssociationId == association && r.AddedByUserId == null && r.VoiceCodeHash != null && (r.Phone == from || r.OtherPhone == from || r.RelativePhone == from));
        // Held before they are read: two calls at once have no more tries than one after the other.
        await household.ExecuteUpdateAsync(s => s.SetProperty(r => r.VoiceCodeMisses, r => r.VoiceCodeMisses), cancel);
        var mayBe = (await household.ToListAsync(cancel)).Where(r => r.VoiceCodeMisses < MostMisses).ToList();
        if (mayBe.Where(r => seal.Opens(r.VoiceCodeHash!, code)).ToList() is [var resident])
        {
            resident.VoiceCodeMisses = 0; // the others of the household did not mistype
            return resident;
        }
        foreach (var one in mayBe) one.VoiceCodeMisses++;
        return null;
    }

    /// <summary>The resident's next visit; null when none is planned.</summary>
    public Task<Visit?> NextVisit(ResidentId resident, CancellationToken cancel)
    {
        var now = clock.Now();
        return db.Visits.AsNoTracking().Where(v => v.ResidentId == resident && v.State == VisitState.Planned && v.Start > now).OrderBy(v => v.Start).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The visit that was read out, as long as it stands.</summary>
    public Task<Visit?> StandingVisit(VoiceCall call, CancellationToken cancel)
    {
        var now = clock.Now();
        return db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == call.VisitId && v.Version == call.VisitVersion && v.ResidentId == call.ResidentId && v.State == VisitState.Planned && v.Start > now, cancel);
    }
}
