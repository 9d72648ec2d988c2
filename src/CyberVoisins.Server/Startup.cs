using CyberVoisins.Server.Data;
using CyberVoisins.Server.Map;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace CyberVoisins.Server;

/// <summary>What is made ready before the first request.</summary>
internal sealed class Startup(AppDb db, MapUpkeep map, RoleManager<IdentityRole<Guid>> roles, IConfiguration configuration, IServiceProvider services)
{
    public async Task Run(CancellationToken cancel)
    {
        await Migrate(cancel);
        await Sealing.ChangeFirstKey.RequireFinished(db, cancel);
        foreach (var role in Accounts.Roles.All)
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole<Guid>(role));
        if (services.GetService<Development.DemoNeighbourhood>() is { } demo) await demo.LoadIfEmpty(cancel);
        try
        {
            await map.Rebuild(onlyMissing: true, cancel);
            await map.CatchUp(cancel);
        }
        catch (MapUnavailable)
        {
            // The service starts without its index: searches go to SQL, and /health/ready says so.
        }
    }

    public async Task Migrate(CancellationToken cancel)
    {
        if (db.Database.IsNpgsql()) await PrepareHistory(cancel);
        // EF would take its lock, and commit, even with nothing to do.
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any()) return;
        if (db.Database.IsSqlite()) await MigrateSqlite(configuration["Data:Folder"] ?? "data", cancel);
        else await db.Database.MigrateAsync(cancel);
    }

    /// <summary>On PostgreSQL EF finds out that a database is new by a statement that fails, and an operator reads errors at the first start that are none.</summary>
    private async Task PrepareHistory(CancellationToken cancel)
    {
        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancel)) return;
        try
        {
            await db.Database.ExecuteSqlRawAsync(db.GetService<IHistoryRepository>().GetCreateIfNotExistsScript(), cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it at the same moment.
        }
    }

    /// <summary>
    /// EF locks a SQLite database by a row, which a killed process leaves behind, and no later start would ever get past
    /// it. A lock on a file dies with its process: whoever holds that one knows that the row is nobody's.
    /// </summary>
    private async Task MigrateSqlite(string folder, CancellationToken cancel)
    {
        await using var alone = await LockFile(Path.Combine(folder, ".migrating"), cancel);
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'""";
        if (await command.ExecuteScalarAsync(cancel) is 1L)
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsLock" """, cancel);
        await db.Database.MigrateAsync(cancel);
        await db.Database.CloseConnectionAsync();
    }

    private static async Task<FileStream> LockFile(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancel); // another process migrates
            }
        }
    }
}
