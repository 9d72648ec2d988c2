using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Messages;

/// <summary>What the provider says became of an SMS.</summary>
/// <param name="Message">Our reference, that came back.</param>
/// <param name="To">Whom it says that it wrote to; null when it does not say.</param>
internal sealed record DeliveryReport(MessageId Message, string Sid, string Status, string? ErrorCode, string? To, string? Extra)
{
    // A record prints its properties; a number belongs in no log.
    public override string ToString() => $"{Status} of SMS {Message}";
}

/// <summary>Delivery news about one message: kept once, and merged by rank, so that late, repeated and reordered news end the same.</summary>
internal sealed class DeliveryNews(AppDb db, Transactions transactions, TimeProvider clock, ILogger<DeliveryNews> log)
{
    private const int LongestStatus = 40;

    public Task Run(DeliveryReport report, CancellationToken cancel) => transactions.Run(async () =>
    {
        var status = report.Status.Length <= LongestStatus ? report.Status : report.Status[..LongestStatus];
        // The dispatcher may be writing the provider's answer: one waits for the other.
        await db.Lock(report.Message, cancel);
        if (await db.DeliveryEvents.AnyAsync(e => e.ProviderSid == report.Sid && e.Status == status, cancel)) return;
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == report.Message, cancel);
        var effect = await Apply(message, report, cancel);
        db.DeliveryEvents.Add(new DeliveryEvent
        {
            ProviderSid = report.Sid, Status = status, MessageId = report.Message, ErrorCode = report.ErrorCode, Extra = report.Extra, ReceivedAt = clock.Now(), Effect = effect,
        });
        if (effect is DeliveryEffect.Quarantined or DeliveryEffect.Conflict)
            log.LogWarning("Delivery news of message {Message} is set apart ({Effect}): a person should look.", report.Message, effect);
    }, cancel);

    private async Task<DeliveryEffect> Apply(Message? message, DeliveryReport report, CancellationToken cancel)
    {
        // Flown by nobody, meant for somebody else, or another message of the provider's: none of ours.
        if (message is null || (report.To is { } to && to != message.To.E164) || (message.ProviderSid is { } sid && sid != report.Sid) || message.InFlightSince is null)
            return DeliveryEffect.Quarantined;
        if (DeliveryState.Of(report.Status) is not { } state) return DeliveryEffect.UnknownStatus;
        var (before, contradicts) = (message.State, DeliveryState.IsFinal(message.State) && DeliveryState.IsFinal(state) && message.State != state);
        if (DeliveryState.Rank(state) <= DeliveryState.Rank(before)) return contradicts ? DeliveryEffect.Conflict : DeliveryEffect.Late;
        var now = clock.Now();
        // A callback proves that the provider has the message, even when its answer was lost.
        message.ProviderSid ??= report.Sid;
        message.SentAt ??= message.InFlightSince;
        message.CheckAt ??= now + Flight.FirstCheck;
        message.State = state;
        message.ErrorCode = state == MessageState.Undelivered ? report.ErrorCode : null;
        if (state == MessageState.Delivered) await new Arrival(db).Arrived(message, now, cancel);
        else if (state == MessageState.Undelivered) await new Arrival(db).Failed(message, cancel);
        return contradicts ? DeliveryEffect.Conflict : DeliveryEffect.Applied;
    }
}
