using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>A message whose flight is committed, and who carries it.</summary>
internal sealed record Departure(ISmsSender Sender, OutgoingSms Sms, int Segments);

/// <summary>
/// How one message leaves and how what became of it is written. "In flight" is committed before the provider is called:
/// whatever happens afterwards, nobody sends that message again without proof that it never left. Inside a transaction.
/// </summary>
internal sealed class Flight(AppDb db, SmsProviders providers, FlightChecks checks, StopWriting stopWriting, TimeProvider clock)
{
    /// <summary>Waits before another try of what was proven not sent; the last one repeats.</summary>
    private static readonly Duration[] Waits = [Duration.FromSeconds(30), Duration.FromMinutes(2), Duration.FromMinutes(10), Duration.FromMinutes(30)];

    /// <summary>When a message that could not even be checked is looked at again.</summary>
    public static Duration LongestWait => Waits[^1];

    /// <summary>When the provider is asked about an accepted message of which no news came (sms-facts.md, section 1).</summary>
    public static readonly Duration FirstCheck = Duration.FromMinutes(10);

    /// <returns>Null when it is not to be sent now, or another worker has it.</returns>
    public async Task<Departure?> Take(MessageId id, Guid worker, CancellationToken cancel)
    {
        var now = clock.Now();
        var gate = await db.LockGate(cancel);
        // Conditional: of two workers one finds the row queued and leased to itself.
        if (await db.Messages.Where(m => m.Id == id && m.State == MessageState.Queued && m.LeasedBy == worker).ExecuteUpdateAsync(s => s
                .SetProperty(m => m.State, MessageState.InFlight).SetProperty(m => m.InFlightSince, now)
                .SetProperty(m => m.LeasedBy, (Guid?)null).SetProperty(m => m.LeasedUntil, (Instant?)null), cancel) == 0)
            return null;
        var message = await db.Messages.SingleAsync(m => m.Id == id, cancel);
        var sender = providers.For(message);
        var text = sender is null ? message.Body : SmsProviders.TextFor(message, sender);
        var segments = message.Channel == MessageChannel.Sms ? Gsm7.Segments(text) : 0;
        var verdict = gate.StoppedAt is not null || sender is null
            ? new FlightVerdict(MessageState.Queued, providers.NextTry)
            : await checks.Of(message, gate, segments, now, cancel);
        if (verdict.State == MessageState.InFlight)
        {
            gate.Passed(now, segments);
            (message.Provider, message.Segments) = (sender!.Name, segments);
            return new(sender, new OutgoingSms(message.Id, message.To, text, now, message.Deadline), segments);
        }
        (message.State, message.InFlightSince, message.ErrorCode) = (verdict.State, null, verdict.Error);
        if (verdict.NotBefore is { } later) message.NotBefore = later;
        return null;
    }

    public async Task Land(Departure flown, SendOutcome outcome, CancellationToken cancel)
    {
        var now = clock.Now();
        await db.Lock(flown.Sms.Id, cancel);
        var message = await db.Messages.SingleAsync(m => m.Id == flown.Sms.Id, cancel);
        // A callback may have come back before the answer: what it said is later news.
        if (message.State is not (MessageState.InFlight or MessageState.Uncertain))
        {
            if (outcome is SendOutcome.Accepted early) message.ProviderSid ??= early.Sid;
            return;
        }
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                (message.State, message.ProviderSid, message.SentAt, message.ErrorCode) = (accepted.State, accepted.Sid, now, null);
                message.CheckAt = now + FirstCheck;
                if (accepted.State == MessageState.Delivered) await new Arrival(db).Arrived(message, now, cancel);
                break;
            case SendOutcome.NotSent notSent:
                message.ErrorCode = notSent.Error;
                var wait = Waits[Math.Min(message.Attempts, Waits.Length - 1)];
                await TryLater(message, notSent.RetryAfter > wait ? notSent.RetryAfter.Value : wait, flown, now, cancel);
                break;
            case SendOutcome.Misconfigured wrong:
                message.ErrorCode = wrong.Error;
                await TryLater(message, providers.NextTry - now, flown, now, cancel);
                break;
            case SendOutcome.Rejected rejected:
                (message.State, message.ErrorCode) = (MessageState.Rejected, rejected.Error);
                await new Arrival(db).Failed(message, cancel);
                break;
            case SendOutcome.Unsubscribed:
                message.State = MessageState.OptedOut;
                await stopWriting.Run(message.To, message.Id, cancel);
                break;
            case SendOutcome.Uncertain uncertain:
                (message.State, message.ErrorCode) = (MessageState.Uncertain, uncertain.Error);
                UnknownFates.NextLookUp(message, now);
                break;
        }
    }

    private async Task TryLater(Message message, Duration wait, Departure flown, Instant now, CancellationToken cancel)
    {
        (message.State, message.InFlightSince, message.NotBefore) = (MessageState.Queued, null, now + wait);
        message.Attempts++;
        (await db.LockGate(cancel)).CameBack(flown.Sms.FlownAt, flown.Segments);
    }
}

/// <summary>What is remembered of a telephone when a message reached it or did not.</summary>
internal sealed class Arrival(AppDb db)
{
    public async Task Arrived(Message message, Instant now, CancellationToken cancel)
    {
        message.AcknowledgedAt ??= now;
        if (message.Channel == MessageChannel.Sms) await SmsWork(message.To, cancel);
        else if (message.Channel == MessageChannel.Voice && await db.Reachabilities.FindAsync([message.To], cancel) is { } reach) reach.VoiceFailures = 0;
    }

    public async Task Failed(Message message, CancellationToken cancel)
    {
        var reach = await Of(message.To, cancel);
        if (message.Channel == MessageChannel.Sms) reach.SmsFailures++;
        else if (message.Channel == MessageChannel.Voice) reach.VoiceFailures++;
    }

    /// <summary>SMS reach it, or come from it: what failed before says nothing any more.</summary>
    public async Task SmsWork(PhoneNumber phone, CancellationToken cancel)
    {
        if (await db.Reachabilities.FindAsync([phone], cancel) is { } reach) reach.SmsFailures = 0;
    }

    private async Task<Reachability> Of(PhoneNumber phone, CancellationToken cancel)
    {
        if (await db.Reachabilities.FindAsync([phone], cancel) is { } known) return known;
        var reach = new Reachability { Phone = phone };
        db.Reachabilities.Add(reach);
        return reach;
    }
}
