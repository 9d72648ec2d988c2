using System.Net;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Empties the texts that the provider keeps. It is asked outside of any transaction and our row is written afterwards: a crash
/// between the two asks once more, which changes nothing. The body of an SMS that it may still have to deliver is left alone.
/// </summary>
internal sealed class RedactAtProvider(AppDb db, Transactions transactions, IEnumerable<IProviderRecords> records, Retention retention, TimeProvider clock, ILogger<RedactAtProvider> log)
{
    /// <summary>Final, its price known: nothing is asked of it any more. Else after this, when the provider is not asked any more either (<see cref="CatchUp"/>).</summary>
    private static readonly Duration LastCheck = Duration.FromHours(72);

    private const int Batch = 100, MostARound = 5_000;

    private sealed record Kept(MessageId Id, string Sid);

    /// <returns>How many texts were emptied.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var moved = 0;
        foreach (var (provider, position) in records.Select((provider, position) => (provider, position)))
        {
            moved += await Empty(provider, after => Sent(provider.Name, after), (id, now) => db.Messages.Where(m => m.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.RedactedAtProviderAt, now), cancel), cancel);
            // What came in came by the first choice: only its number is told to people.
            if (position == 0)
                moved += await Empty(provider, Received, (id, now) => db.InboundMessages.Where(m => m.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.RedactedAtProviderAt, now), cancel), cancel);
        }
        return moved;
    }

    private IQueryable<Kept> Sent(string provider, MessageId after)
    {
        var (before, asked) = (clock.Now() - Duration.FromDays(retention.RedactAtProviderDays), clock.Now() - LastCheck);
        return db.Messages.AsNoTracking()
            .Where(m => m.RedactedAtProviderAt == null && m.Provider == provider && m.Channel == MessageChannel.Sms && m.ProviderSid != null && m.InFlightSince <= before && m.Id > after
                && (((m.State == MessageState.Delivered || m.State == MessageState.Undelivered) && m.Price != null) || m.InFlightSince <= asked))
            .OrderBy(m => m.Id).Select(m => new Kept(m.Id, m.ProviderSid!));
    }

    private IQueryable<Kept> Received(MessageId after)
    {
        var before = clock.Now() - Duration.FromDays(retention.RedactAtProviderDays);
        // To is null for what was written on the development phone: no provider has it.
        return db.InboundMessages.AsNoTracking().Where(m => m.RedactedAtProviderAt == null && m.To != null && m.HandledAt != null && m.ReceivedAt <= before && m.Id > after)
            .OrderBy(m => m.Id).Select(m => new Kept(m.Id, m.ProviderSid));
    }

    private async Task<int> Empty(IProviderRecords provider, Func<MessageId, IQueryable<Kept>> kept, Func<MessageId, Instant, Task<int>> note, CancellationToken cancel)
    {
        var (moved, refused, last) = (0, 0, default(MessageId));
        while (moved + refused < MostARound && await kept(last).Take(Batch).ToListAsync(cancel) is { Count: > 0 } batch)
            foreach (var (id, sid) in batch)
            {
                last = id;
                try
                {
                    await provider.Redact(sid, cancel);
                }
                // This one it will not touch now (20009: still on its way); the others it may.
                catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict)
                {
                    refused++;
                    continue;
                }
                catch (Exception e) when (CatchUp.IsTheirs(e, cancel))
                {
                    log.LogWarning("The provider {Provider} could not be asked to empty texts ({Error}); it is asked again.", provider.Name, e.GetType().Name);
                    return moved;
                }
                await transactions.Run(() => note(id, clock.Now()), cancel);
                moved++;
            }
        if (refused > 0) log.LogWarning("The provider {Provider} refused to empty {Count} texts; it is asked again.", provider.Name, refused);
        return moved;
    }
}
