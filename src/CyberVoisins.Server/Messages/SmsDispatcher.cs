using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Sends what is due: leases a batch that no other worker has, writes to its recipients side by side and to each of them in
/// order. What one message may and becomes is <see cref="Flight"/>'s.
/// </summary>
internal sealed class SmsDispatcher(IServiceScopeFactory scopes, SmsProviders providers, SendingPace pace, UnknownFates unknownFates, TimeProvider clock, ILogger<SmsDispatcher> log)
{
    /// <summary>For each recipient at a time: small, so that workers share what is due.</summary>
    private const int LeasedEach = 2;

    /// <summary>
    /// How long what a worker leased is its own. Short: what a dead worker had is free again soon, and a slow one loses what it has not
    /// begun, which is safe, because a flight is taken only by who holds the lease.
    /// </summary>
    public static readonly Duration LeaseTime = Duration.FromSeconds(5);

    /// <returns>How many messages changed state.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        var moved = await unknownFates.LookUp(cancel) + await Expire(cancel);
        if (providers.AllRefuse || await IsStopped(cancel)) return moved;
        var worker = Guid.CreateVersion7(clock.GetUtcNow());
        var leased = await LeaseDue(worker, cancel);
        var groups = leased.GroupBy(m => m.To).Select(g => g.Select(m => m.Id).ToList()).ToList();
        await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = pace.Degree, CancellationToken = cancel }, async (ids, _) =>
        {
            foreach (var id in ids)
            {
                // What is left when a provider refuses us, or the service stops, is free for the next round at once.
                if (cancel.IsCancellationRequested || providers.AllRefuse) break;
                await SendOne(id, worker, cancel);
                Interlocked.Increment(ref moved);
            }
        });
        if (leased.Count > 0) await GiveBack(worker);
        return moved;
    }

    private async Task SendOne(MessageId id, Guid worker, CancellationToken cancel)
    {
        if (await TakeOrPutOff(id, worker, cancel) is not { } departure) return;
        var outcome = await departure.Sender.Send(departure.Sms, cancel);
        pace.Observe(outcome);
        Note(departure.Sender, outcome);
        // Past this point the truth must be written, even while the service stops.
        await Change(scope => scope.GetRequiredService<Flight>().Land(departure, outcome, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Out of reach proves nothing; any other answer came from a provider that knows us.</summary>
    private void Note(ISmsSender sender, SendOutcome outcome)
    {
        if (outcome is SendOutcome.Misconfigured wrong)
        {
            providers.Refused(sender.Name, wrong.Error);
            log.LogError("The SMS provider {Provider} refuses us (error {Error}): what is meant for it waits.", sender.Name, wrong.Error);
        }
        else if (outcome is SendOutcome.Accepted or SendOutcome.Rejected or SendOutcome.Unsubscribed) providers.Took(sender.Name);
    }

    /// <summary>A message that cannot even be checked holds up no other: nothing of it has left, and it is looked at again later.</summary>
    private async Task<Departure?> TakeOrPutOff(MessageId id, Guid worker, CancellationToken cancel)
    {
        try
        {
            return await Change(scope => scope.GetRequiredService<Flight>().Take(id, worker, cancel), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The message {Message} could not be checked; it waits.", id);
            var later = clock.Now() + Flight.LongestWait;
            await Change(scope => scope.GetRequiredService<AppDb>().Messages.Where(m => m.Id == id && m.State == MessageState.Queued)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.NotBefore, later), cancel), cancel);
            return null;
        }
    }

    /// <summary>Late is worse than never, also while everything is stopped: what is past its use is told in another way (<see cref="Ladder"/>).</summary>
    private async Task<int> Expire(CancellationToken cancel)
    {
        var now = clock.Now();
        // Looked at outside of any transaction: a commit rings the bell, and would wake this worker for nothing, for ever.
        return !await Ask(db => db.Messages.AnyAsync(m => m.State == MessageState.Queued && m.Deadline <= now, cancel)) ? 0
            : await Change(scope => scope.GetRequiredService<AppDb>().Messages.Where(m => m.State == MessageState.Queued && m.Deadline <= now)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.Expired), cancel), cancel);
    }

    private Task<bool> IsStopped(CancellationToken cancel) => Ask(db => db.SmsGates.AnyAsync(g => g.StoppedAt != null, cancel));

    private async Task<List<Leased>> LeaseDue(Guid worker, CancellationToken cancel)
    {
        var now = clock.Now();
        return await Ask(db => db.Messages.AnyAsync(m => m.State == MessageState.Queued && m.NotBefore <= now, cancel)) ? await Lease(worker, now, cancel) : [];
    }

    private Task<List<Leased>> Lease(Guid worker, Instant now, CancellationToken cancel) => Change(async scope =>
    {
        var db = scope.GetRequiredService<AppDb>();
        var most = pace.Degree * LeasedEach;
        var (from, until) = (now.ToDateTimeUtc(), (now + LeaseTime).ToDateTimeUtc());
        // Workers that meet take different rows and wait for nobody; SQLite has one writer at a time, which comes to the same.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"""
                UPDATE "Messages" SET "LeasedBy" = {worker}, "LeasedUntil" = {until} WHERE "Id" IN (
                    SELECT "Id" FROM "Messages" WHERE "State" = 'Queued' AND "NotBefore" <= {from} AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {from})
                    ORDER BY "NotBefore", "Id" LIMIT {most} FOR UPDATE SKIP LOCKED)
                """, cancel);
        else
            await db.Database.ExecuteSqlAsync($"""
                UPDATE "Messages" SET "LeasedBy" = {worker}, "LeasedUntil" = {until} WHERE "Id" IN (
                    SELECT "Id" FROM "Messages" WHERE "State" = 'Queued' AND "NotBefore" <= {from} AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {from})
                    ORDER BY "NotBefore", "Id" LIMIT {most})
                """, cancel);
        return await db.Messages.AsNoTracking().Where(m => m.LeasedBy == worker && m.State == MessageState.Queued)
            .OrderBy(m => m.NotBefore).ThenBy(m => m.Id).Select(m => new Leased(m.Id, m.To)).ToListAsync(cancel);
    }, cancel);

    private Task GiveBack(Guid worker) => Change(scope => scope.GetRequiredService<AppDb>().Messages.Where(m => m.LeasedBy == worker && m.State == MessageState.Queued)
        .ExecuteUpdateAsync(s => s.SetProperty(m => m.LeasedBy, (Guid?)null).SetProperty(m => m.LeasedUntil, (Instant?)null)), CancellationToken.None);

    private async Task<T> Ask<T>(Func<AppDb, Task<T>> question)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    private async Task<T> Change<T>(Func<IServiceProvider, Task<T>> change, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(() => change(scope.ServiceProvider), cancel);
    }

    private Task Change(Func<IServiceProvider, Task> change, CancellationToken cancel) => Change(async scope => { await change(scope); return true; }, cancel);

    private sealed record Leased(MessageId Id, PhoneNumber To);
}
