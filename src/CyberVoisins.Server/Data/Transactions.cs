using CyberVoisins.Server.Journals;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CyberVoisins.Server.Data;

/// <summary>One writer at a time in this process: SQLite has one anyway, and waiting here costs no thread.</summary>
internal sealed class SqliteWriteGate : IDisposable
{
    public SemaphoreSlim Turn { get; } = new(1, 1);
    public void Dispose() => Turn.Dispose();
}

/// <summary>Rings when something was committed that a worker may want to see at once; missing a ring costs a second, never the work.</summary>
internal sealed class WorkBell
{
    private volatile TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Rung => _rung.Task;

    public void Ring() =>
        Interlocked.Exchange(ref _rung, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}

/// <summary>
/// A write transaction around a use case: all or nothing, tried again when the database says that two writers
/// met. Nothing inside may leave the process: an SMS is a row of the outbox. A use case run by another one joins
/// its transaction.
/// </summary>
internal sealed class Transactions(AppDb db, SqliteWriteGate gate, WorkBell bell, Journal journal)
{
    private const int Attempts = 5;

    private readonly List<Func<Task>> _afterwards = [];

    /// <summary>Does what may leave the process: at once, or after the commit of the transaction under way.</summary>
    public Task Afterwards(Func<Task> work)
    {
        if (db.Database.CurrentTransaction is null) return work();
        _afterwards.Add(work);
        return Task.CompletedTask;
    }

    /// <param name="ring">False for what no worker waits for.</param>
    public async Task<T> Run<T>(Func<Task<T>> work, CancellationToken cancel, bool ring = true)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            var part = await work();
            await db.SaveChangesAsync(cancel);
            return part;
        }
        var result = await Commit(work, ring, cancel);
        while (_afterwards is [var next, ..])
        {
            _afterwards.RemoveAt(0);
            await next();
        }
        return result;
    }

    private async Task<T> Commit<T>(Func<Task<T>> work, bool ring, CancellationToken cancel)
    {
        var oneAtATime = db.Database.IsSqlite();
        if (oneAtATime) await gate.Turn.WaitAsync(cancel);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    // What was read before the lock may be stale: every attempt reads again.
                    db.ChangeTracker.Clear();
                    _afterwards.Clear();
                    journal.Begin();
                    await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                    var result = await work();
                    await db.SaveChangesAsync(cancel);
                    await journal.Write(cancel);
                    await transaction.CommitAsync(cancel);
                    if (ring) bell.Ring();
                    return result;
                }
                catch (Exception e) when (attempt < Attempts && TwoWritersMet(e))
                {
                }
            }
        }
        finally
        {
            if (oneAtATime) gate.Turn.Release();
        }
    }

    public Task Run(Func<Task> work, CancellationToken cancel, bool ring = true) =>
        Run(async () => { await work(); return true; }, cancel, ring);

    private static bool TwoWritersMet(Exception e) => (e is DbUpdateException { InnerException: { } inner } ? inner : e) switch
    {
        PostgresException p => p.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            // The same thing written twice at once: read again, the second finds it there.
            or PostgresErrorCodes.UniqueViolation,
        SqliteException s => s.SqliteErrorCode is 5 or 6 // SQLITE_BUSY, SQLITE_LOCKED: another process writes
            || s.SqliteExtendedErrorCode is 1555 or 2067, // SQLITE_CONSTRAINT_PRIMARYKEY and _UNIQUE: as above
        _ => false,
    };
}
