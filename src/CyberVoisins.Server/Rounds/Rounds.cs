using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Map;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Requests;

namespace CyberVoisins.Server.Rounds;

/// <summary>What is done because time passes or something was committed: searches, expiries, the index.</summary>
internal sealed class Rounds(IServiceScopeFactory scopes)
{
    /// <summary>One round; each part in a scope of its own, so that one that fails does not stop the others.</summary>
    /// <returns>How many things moved.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        var moved = await In(scope => scope.GetRequiredService<MapUpkeep>().CatchUp(cancel));
        moved += await In(scope => scope.GetRequiredService<ExpireOffers>().Run(cancel));
        moved += await In(scope => scope.GetRequiredService<CarryOver>().Run(cancel));
        moved += await In(scope => scope.GetRequiredService<MeasureDemand>().Run(cancel));
        return moved;
    }

    private async Task<int> In(Func<IServiceProvider, Task<int>> part)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await part(scope.ServiceProvider);
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
