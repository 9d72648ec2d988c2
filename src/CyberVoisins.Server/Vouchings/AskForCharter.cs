using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Vouchings;

/// <summary>Asks volunteers by SMS to accept the charter of today; once for each version.</summary>
internal sealed class AskForCharter(AppDb db, Transactions transactions, CurrentUser user, CharterWords words)
{
    public Task<Volunteer> Run(VolunteerId id, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            var volunteer = await db.Volunteers.SingleOrDefaultAsync(v => v.Id == id && v.AssociationId == associationId, cancel) ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            await words.Ask([volunteer], await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel), cancel);
            return volunteer;
        }, cancel);
    }
}

/// <summary>The SMS that asks for it, in the unit of work of what causes it.</summary>
internal sealed class CharterWords(AppDb db, Outbox outbox, ReplyWays ways)
{
    public static string Key(VolunteerId volunteer, int version) => $"charter:{volunteer}:v{version}";

    /// <summary>Those who accepted it, who were asked already, who are set aside and whose data are not used are left in peace.</summary>
    public async Task Ask(IReadOnlyList<Volunteer> volunteers, Association association, CancellationToken cancel)
    {
        var version = association.CharterVersion;
        var keys = volunteers.Select(v => Key(v.Id, version)).ToList();
        var asked = (await db.Messages.Where(m => keys.Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel)).ToHashSet();
        foreach (var volunteer in volunteers)
            if (volunteer.CharterVersion != version && volunteer.State != VolunteerState.Suspended && volunteer.RestrictedAt is null && !asked.Contains(Key(volunteer.Id, version)))
                outbox.Add(Key(volunteer.Id, version), MessageKind.CharterToAccept, volunteer.Phone, volunteer.RegionIn(association), Text("CHARTER"), association.Id,
                    oneWay: ways.MayBeOneWay(volunteer.Phone) ? Text("CHARTER_ONE_WAY") : null);

        // Without a public address there is nothing to read by oneself: a person reads it out.
        string Text(string key) => Sms.Say(French, ways.PublicBaseUrl is null ? "CHARTER_NO_PAGE" : key, association.SmsName, Phones.Pretty(association.Phone), $"{ways.PublicBaseUrl?.TrimEnd('/')}/charte");
    }
}
