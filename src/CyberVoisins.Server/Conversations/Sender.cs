using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Conversations;

/// <summary>Everybody whom a telephone may speak for: a couple shares one, and one person may help two associations.</summary>
internal sealed class Sender(PhoneNumber phone, List<Volunteer> volunteers, List<Resident> residents, List<Association> associations)
{
    public PhoneNumber Phone => phone;
    public IReadOnlyList<Volunteer> Volunteers => volunteers;
    public IReadOnlyList<Resident> Residents => residents;
    public bool IsUnknown => associations.Count == 0;
    public Region Region => Association is null ? Regions.OfPhone(phone) ?? Region.Mainland
        : volunteers.FirstOrDefault()?.RegionIn(Association) ?? residents.FirstOrDefault()?.SmsRegionIn(Association) ?? Association.Region;

    /// <summary>Signs the answer, and is the only one to see it and the SMS; the one that wrote last until it is clear which is meant.</summary>
    public Association? Association { get; private set; } = associations.FirstOrDefault();

    public void SpeaksOf(AssociationId? id) => Association = associations.Find(a => a.Id == id) ?? Association;

    /// <summary>Nobody knows the number; whoever it is, this association answers.</summary>
    public void IsGivenTo(Association association) => Association = association;

    /// <summary>0 the association, 1 its number, 2 the figure.</summary>
    public string Say(string key, object? figure = null) =>
        Sms.Say(French, key, Association?.SmsName, Association is null ? "" : Phones.Pretty(Association.Phone), figure);
}

/// <summary>Who has a telephone.</summary>
internal sealed class Senders(AppDb db, Correspondents correspondents)
{
    public async Task<Sender> Of(PhoneNumber phone, CancellationToken cancel)
    {
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => v.Phone == phone).ToListAsync(cancel);
        var residents = await db.Residents.AsNoTracking().Where(r => ((r.Phone == phone || r.OtherPhone == phone) && r.AddedByUserId == null) || r.RelativePhone == phone).ToListAsync(cancel);
        var ids = volunteers.Select(v => v.AssociationId).Concat(residents.Select(r => r.AssociationId)).Distinct().ToList();
        var associations = await db.Associations.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancel);
        var sender = new Sender(phone, volunteers, residents, [.. associations.OrderBy(a => ids.IndexOf(a.Id))]);
        sender.SpeaksOf(await correspondents.LastOf(phone, ids, cancel));
        return sender;
    }
}
