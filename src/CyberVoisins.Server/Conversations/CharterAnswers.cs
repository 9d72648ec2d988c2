using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Vouchings;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Conversations;

/// <summary>CHARTE: the volunteer accepts the charter that they were asked about by SMS. Inside the transaction that holds the SMS.</summary>
internal sealed class CharterAnswers(AppDb db, Charters charters)
{
    /// <summary>Null when nobody asked this number about a charter: a person reads what is meant.</summary>
    public async Task<Said?> Accept(InboundMessage inbound, Sender sender, CancellationToken cancel)
    {
        var done = false;
        foreach (var seen in sender.Volunteers.OrderBy(v => v.Id.Value))
        {
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == seen.AssociationId, cancel);
            var key = CharterWords.Key(seen.Id, association.CharterVersion);
            // Nobody accepts a text that came after the SMS they answer.
            if (!await db.Messages.AnyAsync(m => m.DedupKey == key && m.CreatedAt <= inbound.ReceivedAt, cancel)) continue;
            await db.Lock(seen.Id, cancel);
            var volunteer = await db.Volunteers.SingleAsync(v => v.Id == seen.Id, cancel);
            await charters.Accept(volunteer, association, ConsentChannel.Sms, inbound.ReceivedAt.InZone(association.Zone).Date, null, cancel);
            sender.SpeaksOf(association.Id);
            done = true;
        }
        return done ? Said.Plain(sender, "CHARTER_DONE") : null;
    }
}
