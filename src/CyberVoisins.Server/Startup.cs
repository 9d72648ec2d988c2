using CyberVoisins.Server.Data;
using CyberVoisins.Server.Map;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;

namespace CyberVoisins.Server;

/// <summary>What is made ready before the first request.</summary>
internal sealed class Startup(AppDb db, MapUpkeep map, RoleManager<IdentityRole<Guid>> roles, IServiceProvider services)
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

    public Task Migrate(CancellationToken cancel) => db.Database.MigrateAsync(cancel);
}
