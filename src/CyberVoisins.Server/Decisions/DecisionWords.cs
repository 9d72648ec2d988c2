using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Decisions;

/// <summary>What a person who contested a decision is told.</summary>
internal sealed class DecisionWords(AppDb db, Outbox outbox)
{
    /// <summary>Whom the decision was about hears that a person answered; the answer itself may be personal, and is read signed in or said by telephone.</summary>
    public async Task Answered(ContestOfDecision contest, Decision decision, CancellationToken cancel)
    {
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == contest.AssociationId, cancel);
        var (phone, isMobile) = decision.VolunteerId is { } volunteer
            ? (await db.Volunteers.Where(v => v.Id == volunteer).Select(v => v.Phone).SingleAsync(cancel), true)
            : await PhoneOf(decision, cancel);
        outbox.Add($"contest:{contest.Id}", MessageKind.ContestAnswered, phone,
            Sms.Say(French, "CONTEST_ANSWERED", association.SmsName, Phones.Pretty(association.Phone)),
            association.Id, isMobile ? MessageChannel.Sms : MessageChannel.Call);
    }

    private async Task<(PhoneNumber, bool IsMobile)> PhoneOf(Decision decision, CancellationToken cancel)
    {
        var resident = await db.Residents.AsNoTracking().SingleAsync(r => db.Requests.Any(q => q.Id == decision.RequestId && q.ResidentId == r.Id), cancel);
        return (resident.SmsPhone ?? resident.Phone, resident.SmsPhone is not null);
    }
}
