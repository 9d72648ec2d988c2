using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using GraphQL.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(CyberVoisins.Server.Tests.MadeOnce))]

namespace CyberVoisins.Server.Tests;

/// <summary>
/// What a thousand services of a test run would each make alike: the schema, which holds no state and finds its
/// services in the request, and a database with its tables. Making them again was most of the run's time.
/// </summary>
public sealed class MadeOnce : IAsyncDisposable
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("cv-once-").FullName;
    private static readonly Lazy<WebApplication> App = new(() =>
        Service.Build([$"--Data:Folder={Folder}", "--environment=Test"], builder => builder.WebHost.UseTestServer()));

    private static readonly Lazy<Task<TestDatabase>> Migrated = new(async () =>
    {
        var database = await TestDatabase.Create();
        await using var services = new ServiceCollection().AddLogging().Configure<IdentityOptions>(AccountsSetup.ShapeTables)
            .AddData(new ConfigurationBuilder().AddInMemoryCollection(database.Settings!).Build()).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Database.MigrateAsync();
        database.ClosePools();
        return database;
    });

    /// <summary>Built and initialized as the service does it at its start.</summary>
    internal static ISchema Schema => App.Value.Services.GetRequiredService<ISchema>();

    /// <summary>A database with all tables and no row: to be copied, never opened.</summary>
    internal static Task<TestDatabase> MigratedDatabase => Migrated.Value;

    public async ValueTask DisposeAsync()
    {
        if (App.IsValueCreated) await App.Value.DisposeAsync();
        if (Migrated.IsValueCreated) await (await Migrated.Value).DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
