using CyberVoisins.Server.Data;
using CyberVoisins.Server.Map;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;

namespace CyberVoisins.Server;

/// <summary>What is made ready before the first request.</summary>
internal sealed class Startup(AppDb db, MapUpkeep map, RoleManager<IdentityRole<Guid>> roles, IConfiguration configuration, IServiceProvider services)
{
    public async Task Run(CancellationToken cancel)
    {
        await Migrate(cancel);
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
        if (db.Database.IsSqlite()) EnsureWritable(configuration["Data:Folder"] ?? "data");
        await db.Database.MigrateAsync(cancel);
    }

    private static void EnsureWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".writable");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The folder {Path.GetFullPath(folder)} cannot be written: change its owner, or set Data:Folder (Data__Folder).", e);
        }
    }
}
