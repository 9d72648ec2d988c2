using System.Data.Common;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Counts what is sent to the database; the pragmas of a new connection are not sent through it. A test may hold one, or make it fail.</summary>
internal sealed class Statements : DbCommandInterceptor
{
    private int _count;
    private int _reads;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Those that begin with SELECT: how many rows a statement writes depends on the database.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Told of each before it is sent.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public void Listen(WebApplicationBuilder builder)
    {
        builder.Services.ConfigureDbContext<SqliteDb>(o => o.AddInterceptors(this));
        builder.Services.ConfigureDbContext<PostgresDb>(o => o.AddInterceptors(this));
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Counted(command, result);
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Counted(command, result);
    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Counted(command, result);
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => Waited(command, result);
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => Waited(command, result);
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => Waited(command, result);

    private async ValueTask<T> Waited<T>(DbCommand command, T result)
    {
        await Before(command.CommandText);
        return Counted(command, result);
    }

    private T Counted<T>(DbCommand command, T result)
    {
        Interlocked.Increment(ref _count);
        if (command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) Interlocked.Increment(ref _reads);
        return result;
    }
}
