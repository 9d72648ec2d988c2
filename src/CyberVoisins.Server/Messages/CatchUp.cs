using System.Text.Json;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// A webhook that failed is gone within fifteen seconds (sms-facts.md, section 2): so the provider's list is read at the start
/// and every five minutes. What came in and is not here is taken in, before anything else leaves; what left and of which no
/// news came is asked about.
/// </summary>
internal sealed class CatchUp(IServiceScopeFactory scopes, IEnumerable<IProviderRecords> records, PriceList prices, TimeProvider clock, ILogger<CatchUp> log)
{
    private static readonly Duration Pause = Duration.FromMinutes(5);

    /// <summary>How far back the first look goes: an outage longer than this is a person's work, and the daily reconciliation names what it lost.</summary>
    private static readonly Duration FirstLook = Duration.FromDays(3);

    /// <summary>The list is filed by UTC day and shows a message late.</summary>
    private static readonly Duration Overlap = Duration.FromHours(2);

    /// <summary>While what came in cannot be read nothing is begun, but not for ever: then the service sends again, and says what is wrong.</summary>
    private static readonly Duration LongestHold = Duration.FromMinutes(30);

    /// <summary>When the provider is asked again about a message of which it says nothing final, counted from its flight.</summary>
    private static readonly Duration[] Waits = [Flight.FirstCheck, Duration.FromHours(1), Duration.FromHours(6), Duration.FromHours(24), Duration.FromHours(72)];

    private const int Batch = 100;

    private readonly List<IProviderRecords> _records = [.. records];
    private Instant _next = Instant.MinValue;
    private Instant? _readUntil;
    private Instant? _failingSince;

    /// <summary>True while an SMS that says STOP or NON may lie at the provider unread.</summary>
    public bool MustWait => _failingSince is { } since && clock.Now() - since < LongestHold;

    /// <summary>Why what came in cannot be read, or null.</summary>
    public string? Trouble => _failingSince is null ? null : "The provider's list of received SMS cannot be read: a STOP or a NON may wait there.";

    /// <returns>How many things were learnt.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        var now = clock.Now();
        if (now < _next || _records.Count == 0) return 0;
        _next = now + Pause;
        await prices.Refresh(cancel);
        var learnt = 0;
        try
        {
            foreach (var provider in _records) learnt += await TakeIn(provider, (_readUntil ?? now - FirstLook) - Overlap, cancel);
            (_readUntil, _failingSince) = (now, null);
        }
        catch (Exception e) when (IsTheirs(e, cancel))
        {
            _failingSince ??= now;
            _next = now + Duration.FromMinutes(1);
            log.LogWarning("The list of received SMS could not be read ({Error}).", e.GetType().Name);
        }
        return learnt + await AskAbout(now, cancel);
    }

    private async Task<int> TakeIn(IProviderRecords provider, Instant since, CancellationToken cancel)
    {
        var taken = 0;
        await foreach (var some in provider.ReceivedSince(since, cancel).Chunk(Batch).WithCancellation(cancel))
        {
            await using var scope = scopes.CreateAsyncScope();
            var sids = some.Select(s => s.Sid).ToList();
            var known = await scope.ServiceProvider.GetRequiredService<AppDb>().InboundMessages.Where(m => sids.Contains(m.ProviderSid)).Select(m => m.ProviderSid).ToListAsync(cancel);
            // Almost always all of them: the list is that of two days.
            foreach (var sms in some.Where(s => !known.Contains(s.Sid)))
                if (await scope.ServiceProvider.GetRequiredService<ReceiveSms>().Run(new(sms.Sid, sms.From, sms.To, sms.Body, At: sms.At), cancel)) taken++;
        }
        if (taken > 0) log.LogWarning("{Count} received SMS had been missed and were taken in from the provider's list.", taken);
        return taken;
    }

    /// <summary>Of each message without a final state, or without a price, one question at a time; a provider that does not answer is asked later.</summary>
    private async Task<int> AskAbout(Instant now, CancellationToken cancel)
    {
        var names = _records.Select(r => r.Name).ToList();
        List<Message> open;
        await using (var scope = scopes.CreateAsyncScope())
            open = await scope.ServiceProvider.GetRequiredService<AppDb>().Messages.AsNoTracking()
                .Where(m => m.CheckAt != null && m.CheckAt <= now && m.ProviderSid != null && names.Contains(m.Provider!)
                    && (m.State == MessageState.Accepted || m.State == MessageState.Sent || m.State == MessageState.Delivered || m.State == MessageState.Undelivered))
                .OrderBy(m => m.CheckAt).Take(Batch).ToListAsync(cancel);
        var learnt = 0;
        foreach (var message in open)
        {
            try
            {
                var record = await _records.Single(r => r.Name == message.Provider).Read(message.ProviderSid!, message.Id, message.InFlightSince!.Value, cancel);
                if (record is { Status: { } status })
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<DeliveryNews>().Run(new(message.Id, message.ProviderSid!, status, record.ErrorCode, To: null, Extra: null), cancel);
                }
                await Note(message.Id, record, cancel);
                learnt++;
            }
            catch (Exception e) when (IsTheirs(e, cancel))
            {
                log.LogWarning("The provider could not be asked about message {Message} ({Error}).", message.Id, e.GetType().Name);
                break;
            }
        }
        return learnt;
    }

    /// <summary>What it cost, and when it is asked about next: until it is final and priced, or three days have passed.</summary>
    private async Task Note(MessageId id, ProviderRecord? record, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await scope.ServiceProvider.GetRequiredService<Transactions>().Run(async () =>
        {
            await db.Lock(id, cancel);
            var message = await db.Messages.SingleAsync(m => m.Id == id, cancel);
            if (record?.Price is { } price) (message.Price, message.PriceUnit) = (price, record.PriceUnit?.ToUpperInvariant());
            if (record is { Segments: > 0 }) message.BilledSegments = record.Segments;
            message.Checks++;
            var done = DeliveryState.IsFinal(message.State) && message.Price is not null;
            message.CheckAt = done || message.Checks >= Waits.Length ? null : Instant.Max(message.InFlightSince!.Value + Waits[message.Checks], clock.Now() + Pause);
        }, cancel);
    }

    /// <summary>The provider is away or says what nobody can read; anything else is a mistake of ours.</summary>
    public static bool IsTheirs(Exception e, CancellationToken cancel) => e is HttpRequestException or TaskCanceledException or IOException or JsonException && !cancel.IsCancellationRequested;
}
