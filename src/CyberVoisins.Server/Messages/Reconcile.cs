using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Each UTC day, once it has been over for six hours, the provider's list is held against the outbox. What it knows better
/// (state, price, segments) is written here; what only one side knows is counted and named by the provider's ids, for a
/// person to look at. Nothing is ever sent because of it. Missed days are made up for, at most three.
/// </summary>
internal sealed class Reconcile(
    AppDb db, Transactions transactions, DeliveryNews news, SmsProviders senders, IEnumerable<IProviderRecords> records, TimeProvider clock, ILogger<Reconcile> log)
{
    /// <summary>The provider lists some messages hours late: its own queue holds them for up to ten.</summary>
    private static readonly Duration Rest = Duration.FromHours(6);

    private const int Days = 3;

    /// <summary>How many of each side are named; all are counted.</summary>
    public const int MostNamed = 100;

    /// <summary>Ids in one question to the database.</summary>
    private const int Chunk = 500;

    private sealed record Flown(MessageId Id, string Sid, Instant At, MessageState State, decimal? Price, int? Segments);

    /// <returns>How many days were done.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var last = (clock.Now() - Rest).InUtc().Date.PlusDays(-1);
        var first = last.PlusDays(1 - Days);
        var done = await db.Reconciliations.AsNoTracking().Where(r => r.Day >= first).Select(r => new { r.Provider, r.Day }).ToListAsync(cancel);
        var moved = 0;
        foreach (var provider in records)
        {
            try
            {
                for (var day = first; day <= last; day = day.PlusDays(1))
                {
                    if (done.Any(d => d.Provider == provider.Name && d.Day == day)) continue;
                    await Do(provider, day, cancel);
                    moved++;
                }
            }
            catch (Exception e) when (CatchUp.IsTheirs(e, cancel))
            {
                log.LogWarning("The provider {Provider} could not be read for the reconciliation ({Error}); it is tried again.", provider.Name, e.GetType().Name);
            }
        }
        return moved;
    }

    private async Task Do(IProviderRecords provider, LocalDate day, CancellationToken cancel)
    {
        var (start, end) = (StartOf(day), StartOf(day.PlusDays(1)));
        var theirs = await List(provider, day, cancel);
        await SettleUncertain(provider, start, end, theirs, cancel);

        var name = provider.Name;
        var ours = await db.Messages.AsNoTracking()
            .Where(m => m.Provider == name && m.Channel == MessageChannel.Sms && m.ProviderSid != null && m.InFlightSince >= start && m.InFlightSince < end)
            .OrderBy(m => m.Id).Select(m => new Flown(m.Id, m.ProviderSid!, m.InFlightSince!.Value, m.State, m.Price, m.BilledSegments)).ToListAsync(cancel);
        var missing = new List<string>();
        var neighbours = ours.All(m => theirs.ContainsKey(m.Sid)) ? [] : await Neighbours(provider, day, cancel);
        foreach (var message in ours)
        {
            var record = theirs.GetValueOrDefault(message.Sid) ?? neighbours.GetValueOrDefault(message.Sid)
                // In neither list, as a message that its queue still holds; asked for by its id it cannot hide.
                ?? (missing.Count < MostNamed ? await provider.Read(message.Sid, message.Id, message.At, cancel) : null);
            if (record is null) missing.Add(message.Sid);
            else await Learn(message, record, cancel);
        }
        await Write(provider.Name, day, ours.Count, theirs.Count, await UnknownToUs(theirs.Keys, cancel), missing, cancel);
    }

    private static async Task<Dictionary<string, ProviderRecord>> List(IProviderRecords provider, LocalDate day, CancellationToken cancel)
    {
        var list = new Dictionary<string, ProviderRecord>(StringComparer.Ordinal);
        await foreach (var record in provider.SentOn(day, cancel)) list[record.Sid] = record;
        return list;
    }

    /// <summary>What was flown a second before midnight is listed under the next day; clocks differ, so the day before is read as well.</summary>
    private static async Task<Dictionary<string, ProviderRecord>> Neighbours(IProviderRecords provider, LocalDate day, CancellationToken cancel)
    {
        var both = await List(provider, day.PlusDays(-1), cancel);
        foreach (var (sid, record) in await List(provider, day.PlusDays(1), cancel)) both[sid] = record;
        return both;
    }

    /// <summary>The last look for flights of unknown fate: by now the list is complete.</summary>
    private async Task SettleUncertain(IProviderRecords provider, Instant start, Instant end, Dictionary<string, ProviderRecord> theirs, CancellationToken cancel)
    {
        var name = provider.Name;
        if (senders.ByName(name) is not { } sender) return;
        var doubtful = await db.Messages.AsNoTracking()
            .Where(m => m.State == MessageState.Uncertain && m.Provider == name && m.ProviderSid == null && m.InFlightSince >= start && m.InFlightSince < end)
            .OrderBy(m => m.Id).Take(MostNamed).ToListAsync(cancel);
        foreach (var message in doubtful)
        {
            var known = await db.Messages.AsNoTracking().Where(m => m.To == message.To && m.ProviderSid != null).Select(m => m.ProviderSid!).ToHashSetAsync(cancel);
            if (await sender.Find(new(message.Id, message.To, SmsProviders.TextFor(message, sender), message.InFlightSince!.Value), known, cancel) is not { } found) continue;
            if ((theirs.GetValueOrDefault(found.Sid) ?? await provider.Read(found.Sid, message.Id, message.InFlightSince!.Value, cancel)) is { Status: { } status } record)
                await news.Run(new(message.Id, found.Sid, status, record.ErrorCode, To: null, Extra: null), cancel);
        }
    }

    private async Task Learn(Flown message, ProviderRecord record, CancellationToken cancel)
    {
        if (record.Status is { } status && DeliveryState.Of(status) is { } state && state != message.State)
            await news.Run(new(message.Id, record.Sid, status, record.ErrorCode, To: null, Extra: null), cancel);
        var (price, segments) = (record.Price ?? message.Price, record.Segments > 0 ? record.Segments : message.Segments);
        if (price == message.Price && segments == message.Segments) return;
        await transactions.Run(async () =>
        {
            await db.Lock(message.Id, cancel);
            var row = await db.Messages.SingleAsync(m => m.Id == message.Id, cancel);
            (row.Price, row.BilledSegments) = (price, segments);
            if (record.Price is not null) row.PriceUnit = record.PriceUnit?.ToUpperInvariant();
        }, cancel);
    }

    /// <summary>A message of any day of ours that has the id is known: only what we never sent is not.</summary>
    private async Task<List<string>> UnknownToUs(IReadOnlyCollection<string> sids, CancellationToken cancel)
    {
        var unknown = new List<string>();
        foreach (var chunk in sids.Order(StringComparer.Ordinal).Chunk(Chunk))
        {
            var known = await db.Messages.AsNoTracking().Where(m => m.ProviderSid != null && chunk.Contains(m.ProviderSid)).Select(m => m.ProviderSid!).ToHashSetAsync(cancel);
            unknown.AddRange(chunk.Where(sid => !known.Contains(sid)));
        }
        return unknown;
    }

    private async Task Write(string provider, LocalDate day, int ours, int theirs, List<string> unknownToUs, List<string> unknownToThem, CancellationToken cancel)
    {
        await transactions.Run(async () =>
        {
            // Another process may have done the same day: both found the same.
            if (await db.Reconciliations.AnyAsync(r => r.Provider == provider && r.Day == day, cancel)) return;
            db.Reconciliations.Add(new Reconciliation
            {
                Provider = provider, Day = day, DoneAt = clock.Now(), Ours = ours, Theirs = theirs,
                UnknownToUs = unknownToUs.Count, UnknownToUsSids = [.. unknownToUs.Take(MostNamed)],
                UnknownToThem = unknownToThem.Count, UnknownToThemSids = [.. unknownToThem.Take(MostNamed)],
            });
        }, cancel);
        if (unknownToUs.Count + unknownToThem.Count > 0)
            log.LogWarning("Reconciliation of {Day} with {Provider}: {UnknownToUs} of its messages are none of ours, {UnknownToThem} of ours are unknown there.", day, provider, unknownToUs.Count, unknownToThem.Count);
    }

    private static Instant StartOf(LocalDate day) => day.AtMidnight().InUtc().ToInstant();
}
