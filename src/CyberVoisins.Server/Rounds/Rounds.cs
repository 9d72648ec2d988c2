using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Links;
using CyberVoisins.Server.Map;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Volunteers;
using NodaTime;

namespace CyberVoisins.Server.Rounds;

/// <summary>What is done because time passes or something was committed: searches, expiries, the index.</summary>
internal sealed class Rounds(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How often an index that is missing is looked for: Redis may have been emptied, or a rebuild died.</summary>
    private static readonly Duration MapPause = Duration.FromMinutes(1);

    private bool _tookUp;
    private Instant _mapSeen = Instant.MinValue;

    /// <summary>How often what only the calendar changes is looked at: a new month, the demand of the night, what must be forgotten.</summary>
    private static readonly Duration CalendarPause = Duration.FromHours(1);

    private Instant _calendarSeen = Instant.MinValue;

    /// <summary>One round; each part in a scope of its own, and one that fails does not stop the others: what went wrong is thrown at the end.</summary>
    /// <returns>How many things moved.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        List<Exception> failed = [];
        var moved = 0;
        await Try(async () => { await LookAfterMap(cancel); return 0; });
        await Try(() => In(scope => scope.GetRequiredService<MapUpkeep>().CatchUp(cancel)));
        if (!_tookUp)
            await Try(async () =>
            {
                await In(scope => scope.GetRequiredService<ExpireOffers>().TakeUp(cancel));
                _tookUp = true;
                return 0;
            });
        await Try(() => In(scope => scope.GetRequiredService<ExpireOffers>().Run(cancel)));
        await Try(() => In(scope => scope.GetRequiredService<ComputePlans>().Run(cancel)));
        await Try(() => In(scope => scope.GetRequiredService<AskPlanned>().Run(cancel)));
        await Try(() => In(scope => scope.GetRequiredService<Ladder>().Run(cancel)));
        if (clock.Now() - _calendarSeen >= CalendarPause)
        {
            _calendarSeen = clock.Now();
            await Try(async () => { await Forget("codes", scope => scope.GetRequiredService<ForgetOldCodes>().Run(cancel)); return 0; });
            await Try(() => In(scope => scope.GetRequiredService<CarryOver>().Run(cancel)));
            await Try(() => In(scope => scope.GetRequiredService<Visits.CompleteConfirmed>().Run(cancel)));
            await Try(() => In(scope => scope.GetRequiredService<EndPauses>().Run(cancel)));
            await Try(() => In(scope => scope.GetRequiredService<Contacts.EndOverdueContacts>().Run(cancel)));
            await Try(() => Forget("birthdays", scope => scope.GetRequiredService<Vouchings.ForgetBirthdays>().Run(cancel)));
            await Try(() => Forget("links", scope => scope.GetRequiredService<ForgetLinks>().Run(cancel)));
            await Try(() => In(scope => scope.GetRequiredService<MeasureDemand>().Run(cancel)));
            await Try(() => Forget("snapshots", scope => scope.GetRequiredService<ForgetSnapshots>().Run(cancel)));
            await Try(() => Forget("recordings", scope => scope.GetRequiredService<Drafts.ForgetRecordings>().Run(cancel)));
            await Try(() => In(scope => scope.GetRequiredService<Scams.ForgetScamFlags>().Run(cancel)));
            await Try(() => In(scope => scope.GetRequiredService<Privacy.ForgetInactive>().Run(cancel)));
            await Try(() => Forget("worries", scope => scope.GetRequiredService<Worries.ForgetWorries>().Run(cancel)));
        }
        return failed.Count == 0 ? moved : throw new AggregateException(failed);

        Task<int> Forget(string what, Func<IServiceProvider, Task<int>> part) =>
            In(async scope => await scope.GetRequiredService<Privacy.TellForgotten>().Run(what, await part(scope), cancel));

        async Task Try(Func<Task<int>> part)
        {
            try
            {
                moved += await part();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed.Add(e);
            }
        }
    }

    private async Task LookAfterMap(CancellationToken cancel)
    {
        var now = clock.Now();
        if (now - _mapSeen < MapPause) return;
        _mapSeen = now;
        try
        {
            await In(scope => scope.GetRequiredService<MapUpkeep>().Rebuild(onlyMissing: true, cancel));
        }
        catch (MapUnavailable)
        {
            // Searches go to SQL meanwhile, and /health/ready says so.
        }
    }

    private async Task<int> In(Func<IServiceProvider, Task<int>> part)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await part(scope.ServiceProvider);
    }

    private async Task In(Func<IServiceProvider, Task> part)
    {
        await using var scope = scopes.CreateAsyncScope();
        await part(scope.ServiceProvider);
    }
}

/// <summary>Goes round at every ring of the bell, and at least every second.</summary>
internal sealed class RoundsWorker(Rounds rounds, WorkBell bell, TimeProvider clock, ILogger<RoundsWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rung = bell.Rung;
            try
            {
                await rounds.RunDue(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "A round failed; the next one tries again.");
            }
            await Task.WhenAny(rung, Task.Delay(Pause, clock, stoppingToken));
        }
    }
}
