using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
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
        var (phone, region, isMobile) = decision.VolunteerId is { } volunteer
            ? await PhoneOf(volunteer, association, cancel)
            : await PhoneOf(decision, association, cancel);
        outbox.Add($"contest:{contest.Id}", MessageKind.ContestAnswered, phone, region,
            Sms.Say(French, "CONTEST_ANSWERED", association.SmsName, Phones.Pretty(association.Phone)),
            association.Id, isMobile ? MessageChannel.Sms : MessageChannel.Call);
    }

    private async Task<(PhoneNumber, Region, bool IsMobile)> PhoneOf(VolunteerId id, Association association, CancellationToken cancel)
    {
        var volunteer = await db.Volunteers.AsNoTracking().SingleAsync(v => v.Id == id, cancel);
        return (volunteer.Phone, volunteer.RegionIn(association), true);
    }

    private async Task<(PhoneNumber, Region, bool IsMobile)> PhoneOf(Decision decision, Association association, CancellationToken cancel)
    {
        var resident = await db.Residents.AsNoTracking().SingleAsync(r => db.Requests.Any(q => q.Id == decision.RequestId && q.ResidentId == r.Id), cancel);
        return (resident.SmsPhone ?? resident.Phone, resident.SmsRegionIn(association), resident.SmsPhone is not null);
    }
}
