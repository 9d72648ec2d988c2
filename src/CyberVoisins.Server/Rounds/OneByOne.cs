namespace CyberVoisins.Server.Rounds;

/// <summary>Does the same for several things, each by itself: one that fails is named by its id in the log, and the others go on.</summary>
internal sealed class OneByOne(ILogger<OneByOne> log)
{
    /// <returns>For how many the work moved something.</returns>
    public Task<int> Run<TId>(IReadOnlyCollection<TId> ids, Func<TId, Task<bool>> work, CancellationToken cancel) => Run(ids, id => id, work, cancel);

    /// <inheritdoc cref="Run{TId}(IReadOnlyCollection{TId}, Func{TId, Task{bool}}, CancellationToken)"/>
    public async Task<int> Run<T, TId>(IReadOnlyCollection<T> things, Func<T, TId> idOf, Func<T, Task<bool>> work, CancellationToken cancel)
    {
        var moved = 0;
        foreach (var thing in things)
        {
            try
            {
                if (await work(thing)) moved++;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.LogError(e, "{Id} could not be worked on; the others go on.", idOf(thing));
            }
        }
        return moved;
    }
}
