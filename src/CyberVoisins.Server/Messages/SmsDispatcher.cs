using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Sends what is due. The rule that nothing may break: "in flight" is committed before the provider is called, so
/// whatever happens afterwards, nobody sends that message again without proof that it never left.
/// </summary>
internal sealed class SmsDispatcher(IServiceScopeFactory scopes, ISmsSender sender, UnknownFates unknownFates, TimeProvider clock, ILogger<SmsDispatcher> log)
{
    private const int Batch = 50;

    /// <summary>Waits before another try of what was proven not sent; the last one repeats.</summary>
    private static readonly Duration[] Waits = [Duration.FromSeconds(30), Duration.FromMinutes(2), Duration.FromMinutes(10), Duration.FromMinutes(30)];

    /// <summary>When the provider refuses us, the whole queue waits this long.</summary>
    private static readonly Duration Pause = Duration.FromMinutes(1);

    private Instant _pausedUntil = Instant.MinValue;

    /// <summary>Why the queue waits, or null.</summary>
    public string? Trouble { get; private set; }

    /// <returns>How many messages changed state.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        var moved = await unknownFates.LookUp(cancel);
        var now = clock.Now();
        if (now < _pausedUntil) return moved;
        foreach (var id in await Read(db => db.Messages.AsNoTracking().Where(m => m.State == MessageState.Queued && m.NotBefore <= now)
            .OrderBy(m => m.NotBefore).ThenBy(m => m.Id).Select(m => m.Id).Take(Batch).ToListAsync(cancel)))
        {
            cancel.ThrowIfCancellationRequested();
            if (await TakeOrPutOff(id, cancel) is not { } sms) { moved++; continue; }
            var outcome = await sender.Send(sms, cancel);
            // Past this point the truth must be written, even while the service stops.
            await Write(sms, outcome, CancellationToken.None);
            moved++;
            if (now < _pausedUntil) break;
        }
        return moved;
    }

    /// <summary>A message that cannot even be checked holds up no other: nothing of it has left, and it is looked at again later.</summary>
    private async Task<OutgoingSms?> TakeOrPutOff(Core.MessageId id, CancellationToken cancel)
    {
        try
        {
            return await Take(id, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The message {Message} could not be checked; it waits.", id);
            var later = clock.Now() + Waits[^1];
            await Change(db => db.Messages.Where(m => m.Id == id && m.State == MessageState.Queued).ExecuteUpdateAsync(s => s.SetProperty(m => m.NotBefore, later), cancel), cancel);
            return null;
        }
    }

    /// <summary>The last check, and then the flight, in one transaction; null when it is not to be sent now, or another process has it.</summary>
    private Task<OutgoingSms?> Take(Core.MessageId id, CancellationToken cancel) => Change(async db =>
    {
        var now = clock.Now();
        // Conditional: of two processes one finds the row queued.
        if (await db.Messages.Where(m => m.Id == id && m.State == MessageState.Queued)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.InFlight).SetProperty(m => m.InFlightSince, now), cancel) == 0)
            return null;
        var message = await db.Messages.SingleAsync(m => m.Id == id, cancel);
        var (state, notBefore) = await LastCheck(db, message, now, cancel);
        if (state == MessageState.InFlight) return new OutgoingSms(message.Id, message.To, message.Body, now);
        message.State = state;
        message.InFlightSince = null;
        if (notBefore is { } later) message.NotBefore = later;
        return null;
    }, cancel);

    private static async Task<(MessageState State, Instant? NotBefore)> LastCheck(AppDb db, Message message, Instant now, CancellationToken cancel)
    {
        if (message.Deadline is { } deadline && now >= deadline) return (MessageState.Expired, null);
        // A code that its owner just asked for, and the answer to what somebody just wrote, are not solicitations.
        if (message.Kind is not (MessageKind.SignInCode or MessageKind.Reply) && await db.OptOuts.AnyAsync(o => o.Phone == message.To, cancel)) return (MessageState.OptedOut, null);
        if (!await IsStillTrue(db, message, cancel)) return (MessageState.Cancelled, null);
        if (message.Kind is MessageKind.SignInCode or MessageKind.Reply) return (MessageState.InFlight, null);

        var morning = CivilHours.Next(now, message.PurposeAt(now), message.Region, message.About);
        if (morning <= now) return (MessageState.InFlight, null);
        return message.Deadline is { } end && morning >= end ? (MessageState.Expired, null) : (MessageState.Queued, morning);
    }

    /// <summary>What it speaks of may have changed since it was written.</summary>
    private static async Task<bool> IsStillTrue(AppDb db, Message message, CancellationToken cancel)
    {
        if (message.VisitId is { } visitId)
            return await db.Visits.AnyAsync(v => v.Id == visitId && v.State == VisitState.Planned && v.Version == message.VisitVersion, cancel);
        if (message.Kind is MessageKind.RequestReceived or MessageKind.RequestEscalated or MessageKind.RequestCancelled)
            return Says(message.Kind, await db.Requests.Where(r => r.Id == message.RequestId).Select(r => r.State).SingleAsync(cancel));
        if (message.Kind != MessageKind.Offer) return true;
        var offer = await db.Offers.AsNoTracking().SingleAsync(o => o.Id == message.OfferId, cancel);
        return offer.IsOpen
            && await db.Requests.AnyAsync(r => r.Id == offer.RequestId && (r.State == RequestState.Searching || r.State == RequestState.Escalated), cancel)
            && await db.Volunteers.AnyAsync(v => v.Id == offer.VolunteerId && v.State == VolunteerState.Vouched, cancel);
    }

    /// <summary>A neighbour who said yes at night makes "nobody yet" untrue in the morning.</summary>
    private static bool Says(MessageKind kind, RequestState state) => kind switch
    {
        MessageKind.RequestReceived => state is RequestState.Searching or RequestState.Escalated,
        MessageKind.RequestEscalated => state == RequestState.Escalated,
        _ => state == RequestState.Cancelled,
    };

    private Task Write(OutgoingSms sms, SendOutcome outcome, CancellationToken cancel) => Change(async db =>
    {
        var now = clock.Now();
        await db.Lock(sms.Id, cancel);
        var message = await db.Messages.SingleAsync(m => m.Id == sms.Id, cancel);
        // A callback may have come back before the answer: what it said is later news.
        if (message.State is not (MessageState.InFlight or MessageState.Uncertain))
        {
            if (outcome is SendOutcome.Accepted early) (message.ProviderSid, Trouble) = (message.ProviderSid ?? early.Sid, null);
            return true;
        }
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                (message.State, message.ProviderSid, message.SentAt, message.ErrorCode) = (accepted.State, accepted.Sid, now, null);
                break;
            case SendOutcome.NotSent notSent:
                message.ErrorCode = notSent.Error;
                var wait = Waits[Math.Min(message.Attempts, Waits.Length - 1)];
                TryLater(message, notSent.RetryAfter > wait ? notSent.RetryAfter.Value : wait, now);
                break;
            case SendOutcome.Misconfigured wrong:
                message.ErrorCode = wrong.Error;
                TryLater(message, Pause, now);
                Stop(wrong.Error, now);
                break;
            case SendOutcome.Rejected rejected:
                (message.State, message.ErrorCode) = (MessageState.Rejected, rejected.Error);
                break;
            case SendOutcome.Unsubscribed:
                message.State = MessageState.OptedOut;
                await new StopWriting(db, new Outbox(db, clock), clock).Run(message.To, message.Id, cancel);
                break;
            case SendOutcome.Uncertain uncertain:
                (message.State, message.ErrorCode) = (MessageState.Uncertain, uncertain.Error);
                UnknownFates.NextLookUp(message, now);
                break;
        }
        // Out of reach proves nothing; any other answer came from a provider that knows us.
        if (outcome is SendOutcome.Accepted or SendOutcome.Rejected or SendOutcome.Unsubscribed) Trouble = null;
        return true;
    }, cancel);

    private static void TryLater(Message message, Duration wait, Instant now)
    {
        message.State = MessageState.Queued;
        message.InFlightSince = null;
        message.Attempts++;
        message.NotBefore = now + wait;
    }

    private void Stop(string error, Instant now)
    {
        _pausedUntil = now + Pause;
        Trouble = $"The SMS provider refuses us (error {error}): check its settings. Messages wait.";
        log.LogError("The SMS provider refuses us (error {Error}): the queue waits.", error);
    }

    private async Task<T> Read<T>(Func<AppDb, Task<T>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    private async Task<T> Change<T>(Func<AppDb, Task<T>> change, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(() => change(db), cancel);
    }
}
