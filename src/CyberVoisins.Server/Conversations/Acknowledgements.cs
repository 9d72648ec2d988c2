using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Conversations;

/// <summary>An answer proves that a message was read: which one, and when.</summary>
internal sealed class Acknowledgements(AppDb db)
{
    /// <summary>An answer that names nothing is about what came in the last days.</summary>
    private static readonly Duration Recent = Duration.FromDays(7);

    /// <summary>The last SMS about an offer or a visit that left for a number before somebody wrote from it.</summary>
    /// <param name="written">When they wrote.</param>
    /// <returns>False when there is none.</returns>
    public Task<bool> Of(PhoneNumber phone, OfferId? offer, VisitId? visit, Instant written, CancellationToken cancel) =>
        Mark(db.Messages.Where(m => m.To == phone && m.SentAt <= written && ((offer != null && m.OfferId == offer) || (visit != null && m.VisitId == visit))), written, cancel);

    /// <summary>The last SMS that left for a number from an association, in the last week.</summary>
    public Task OfLast(PhoneNumber phone, AssociationId? association, Instant written, CancellationToken cancel)
    {
        var since = written - Recent;
        return Mark(db.Messages.Where(m => m.To == phone && m.SentAt >= since && m.SentAt <= written && m.AssociationId == association), written, cancel);
    }

    private async Task<bool> Mark(IQueryable<Message> messages, Instant now, CancellationToken cancel)
    {
        var id = await messages.Where(m => m.Channel == MessageChannel.Sms).OrderByDescending(m => m.SentAt).ThenByDescending(m => m.Id).Select(m => (MessageId?)m.Id).FirstOrDefaultAsync(cancel);
        if (id is not { } answered) return false;
        await db.Messages.Where(m => m.Id == answered).ExecuteUpdateAsync(s => s.SetProperty(m => m.AnsweredAt, m => m.AnsweredAt ?? now).SetProperty(m => m.AcknowledgedAt, m => m.AcknowledgedAt ?? now), cancel);
        return true;
    }
}
