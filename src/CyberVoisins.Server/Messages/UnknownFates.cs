using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// SMS of which nobody knows whether they left: what was in flight when a process died, and what got no clear
/// answer. They are looked up at the provider and never sent again without proof that they did not leave.
/// </summary>
internal sealed class UnknownFates(IServiceScopeFactory scopes, SmsProviders providers, TimeProvider clock, ILogger<UnknownFates> log)
{
    private const int Batch = 50;

    /// <summary>Longer than any attempt may take: in flight for longer than this, its process died.</summary>
    public static readonly Duration Lease = Duration.FromMinutes(2);

    /// <summary>When each is looked up, counted from its flight: the provider may list it late.</summary>
    private static readonly Duration[] Waits = [Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15)];

    /// <summary>How often each is looked up; after the last a person must look.</summary>
    public static int Times => Waits.Length;

    /// <summary>When the provider cannot be asked.</summary>
    private static readonly Duration Pause = Duration.FromMinutes(1);

    /// <returns>How many messages changed state.</returns>
    public async Task<int> LookUp(CancellationToken cancel)
    {
        var now = clock.Now();
        var lost = now - Lease;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var doubtful = await db.Messages.AsNoTracking()
            .Where(m => (m.State == MessageState.InFlight && m.InFlightSince <= lost) || (m.State == MessageState.Uncertain && m.NotBefore <= now && m.Attempts < Waits.Length))
            .OrderBy(m => m.Id).Take(Batch).ToListAsync(cancel);
        var moved = 0;
        foreach (var message in doubtful)
        {
            try
            {
                // The same words may have been sent to the same person a minute ago: what is known to be another message is not this one.
                var known = await db.Messages.AsNoTracking().Where(m => m.To == message.To && m.ProviderSid != null).Select(m => m.ProviderSid!).ToHashSetAsync(cancel);
                // Of a provider that is configured no longer nothing can be learnt: a person sees it.
                var sender = providers.ByName(message.Provider);
                var found = sender is null ? null
                    : await sender.Find(new OutgoingSms(message.Id, message.To, SmsProviders.TextFor(message, sender), message.InFlightSince ?? message.CreatedAt), known, cancel);
                moved += await Settle(message, m => Conclude(m, found, sender), cancel);
            }
            // Whatever it is, also an answer that nobody foresaw: the messages that wait to leave are not held up by it.
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning("The SMS provider could not be asked about message {Message} ({Error}).", message.Id, e.GetType().Name);
                // Not a look-up: it is asked again, but not at every round, and what is due goes first.
                await Settle(message, Postpone, cancel);
                break;
            }
        }
        return moved;
    }

    private void Conclude(Message message, FoundSms? found, ISmsSender? sender)
    {
        if (found is not null)
            (message.State, message.ProviderSid, message.SentAt, message.ErrorCode, message.CheckAt) = (found.State, found.Sid, message.InFlightSince, null, clock.Now() + Flight.FirstCheck);
        else if (sender is { NoTraceMeansNotSent: true }) (message.State, message.InFlightSince) = (MessageState.Queued, null);
        else
        {
            (message.State, message.ErrorCode) = (MessageState.Uncertain, message.ErrorCode ?? "interrupted");
            NextLookUp(message, clock.Now());
        }
    }

    private void Postpone(Message message)
    {
        if (message.State == MessageState.InFlight) (message.State, message.ErrorCode, message.Attempts) = (MessageState.Uncertain, "interrupted", 0);
        message.NotBefore = clock.Now() + Pause;
    }

    /// <summary>Attempts count the look-ups whose time has come; after the last it stays uncertain, for a person to see.</summary>
    public static void NextLookUp(Message message, Instant now)
    {
        var since = message.InFlightSince ?? now;
        message.Attempts = Waits.Count(wait => since + wait <= now);
        if (message.Attempts < Waits.Length) message.NotBefore = since + Waits[message.Attempts];
    }

    /// <summary>Only if nothing else settled it meanwhile.</summary>
    private async Task<int> Settle(Message seen, Action<Message> change, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(async () =>
        {
            await db.Lock(seen.Id, cancel);
            var message = await db.Messages.SingleAsync(m => m.Id == seen.Id, cancel);
            if (message.State != seen.State || message.InFlightSince != seen.InFlightSince) return 0;
            change(message);
            return 1;
        }, cancel);
    }
}
