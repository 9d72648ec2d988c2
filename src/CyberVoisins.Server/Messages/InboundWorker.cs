using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>Understands one SMS that was received, and answers it. May be asked again about the same SMS after a crash.</summary>
internal interface IInboundConversation
{
    Task Answer(MessageId inbound, CancellationToken cancel);
}

/// <summary>Handles received SMS in order; one that fails waits and does not stop the others.</summary>
internal sealed class InboundWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<InboundWorker> log)
{
    private static readonly Duration Wait = Duration.FromMinutes(1);
    private readonly Dictionary<MessageId, Instant> _failed = [];

    /// <returns>How many were handled.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        var now = clock.Now();
        var handled = 0;
        foreach (var id in await Waiting(cancel))
        {
            if (_failed.TryGetValue(id, out var again) && again > now) continue;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IInboundConversation>().Answer(id, cancel);
                _failed.Remove(id);
                handled++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _failed[id] = now + Wait;
                log.LogError(e, "The received SMS {Message} could not be handled; it waits a minute.", id);
            }
        }
        return handled;
    }

    private async Task<List<MessageId>> Waiting(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().InboundMessages.AsNoTracking()
            .Where(m => m.HandledAt == null).OrderBy(m => m.ReceivedAt).ThenBy(m => m.Id).Select(m => m.Id).Take(200).ToListAsync(cancel);
    }
}

/// <summary>Writes down a received SMS before anything else; the same one twice is one.</summary>
internal sealed class ReceiveSms(AppDb db, Transactions transactions, TimeProvider clock)
{
    private const int LongestBody = 1_600;

    public Task Run(string providerSid, PhoneNumber from, string body, CancellationToken cancel) => transactions.Run(async () =>
    {
        if (await db.InboundMessages.AnyAsync(m => m.ProviderSid == providerSid, cancel)) return;
        db.InboundMessages.Add(new InboundMessage
        {
            Id = clock.NewId<MessageId>(),
            ProviderSid = providerSid,
            From = from,
            Body = Storable(body),
            ReceivedAt = clock.Now(),
        });
    }, cancel);

    /// <summary>PostgreSQL refuses a null character and half of a surrogate pair: neither is a reason to lose an SMS.</summary>
    private static string Storable(string body)
    {
        var clean = body.Replace("\0", "", StringComparison.Ordinal);
        if (clean.Length > LongestBody) clean = clean[..(char.IsHighSurrogate(clean[LongestBody - 1]) ? LongestBody - 1 : LongestBody)];
        return string.Concat(clean.EnumerateRunes());
    }
}

/// <summary>The development phone's side: an SMS written by hand.</summary>
internal sealed class LocalPhones(ReceiveSms receive, TimeProvider clock)
{
    public Task ReceiveLocal(PhoneNumber from, string body, CancellationToken cancel) => receive.Run($"local-in-{Guid.CreateVersion7(clock.GetUtcNow())}", from, body, cancel);
}
