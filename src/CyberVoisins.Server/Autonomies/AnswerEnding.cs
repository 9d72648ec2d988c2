using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Autonomies;

/// <summary>What the person says to "you no longer need us for this".</summary>
/// <param name="EndingId">Of a proposal that waits.</param>
/// <param name="Agreed">False: they would rather go on, and are asked again in three months at the earliest.</param>
public sealed record AnswerEndingInput(EndingId EndingId, bool Agreed);

/// <summary>The person themselves, or a coordinator who spoke with them. Nothing is closed: whoever agreed asks again when they like.</summary>
internal sealed class AnswerEnding(AppDb db, Transactions transactions, CurrentUser user, Outbox outbox, TimeProvider clock)
{
    public Task<AutonomyEnding> Run(AnswerEndingInput input, CancellationToken cancel)
    {
        var me = user.RequireSignedIn();
        var tenant = user.CoordinatorOf;
        return transactions.Run(async () =>
        {
            var ending = await db.Endings.SingleOrDefaultAsync(e => e.Id == input.EndingId
                    && (e.AssociationId == tenant || db.Residents.Any(r => r.Id == e.ResidentId && r.UserId == me && r.AddedByUserId == null)), cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "endingId");
            ending.Answer(input.Agreed, me, clock.Now());
            if (input.Agreed) await Congratulate(ending, cancel);
            return ending;
        }, cancel);
    }

    /// <summary>To the person's own mobile only: whoever has none has just heard it, and a relative is told by the person.</summary>
    private async Task Congratulate(AutonomyEnding ending, CancellationToken cancel)
    {
        var resident = await db.Residents.AsNoTracking().SingleAsync(r => r.Id == ending.ResidentId, cancel);
        if (resident.SmsPhone is not { } phone || resident.IsReadByRelative) return;
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == ending.AssociationId, cancel);
        outbox.Add($"ending:{ending.Id}", MessageKind.EndingAgreed, phone, resident.SmsRegionIn(association),
            Sms.Say(French, "ENDING_AGREED", association.SmsName, Phones.Pretty(association.Phone), Phrases.Category(ending.Category, French)), association.Id);
    }
}
