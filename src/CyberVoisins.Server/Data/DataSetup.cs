using System.Data.Common;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Sealing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace CyberVoisins.Server.Data;

internal static class DataSetup
{
    /// <summary>SQLite in data/cybervoisins.db, or PostgreSQL when Database:Provider says Postgres.</summary>
    /// <exception cref="StartupException">An unknown provider, or a connection string that is missing or cannot be read.</exception>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SqliteWriteGate>();
        services.AddSingleton<WorkBell>();
        services.AddScoped<Transactions>();
        var keys = FieldKeys.Read(configuration);
        services.AddSingleton(new FieldSeal(keys, () => FieldKeys.Read(configuration)));
        services.AddScoped<RotateKeys>().AddScoped<ChangeFirstKey>();

        var connection = configuration.GetConnectionString("Database");
        switch (configuration["Database:Provider"]?.ToUpperInvariant())
        {
            case null or "" or "SQLITE":
                var sqlite = SqliteConnectionString(connection, configuration["Data:Folder"] ?? "data");
                services.AddDbContext<SqliteDb>(o => o.UseSqlite(sqlite).AddInterceptors(new SqlitePragmas()).ReplaceService<IModelCacheKeyFactory, ModelByKeys>());
                services.AddScoped<AppDb>(s => s.GetRequiredService<SqliteDb>());
                break;
            case "POSTGRES" when !string.IsNullOrWhiteSpace(connection):
                var postgres = Read(() => new NpgsqlConnectionStringBuilder(connection));
                services.AddDbContext<PostgresDb>(o => o.UseNpgsql(postgres).ReplaceService<IModelCacheKeyFactory, ModelByKeys>());
                services.AddScoped<AppDb>(s => s.GetRequiredService<PostgresDb>());
                break;
            case "POSTGRES":
                throw new StartupException("Database:Provider is Postgres, but ConnectionStrings:Database is empty. Set ConnectionStrings__Database.");
            case var other:
                throw new StartupException($"Database:Provider is \"{other}\": use Sqlite or Postgres.");
        }
        return services;
    }

    private static string SqliteConnectionString(string? configured, string folder) =>
        Read(() => new SqliteConnectionStringBuilder(configured ?? $"Data Source={Path.Combine(folder, "cybervoisins.db")}")
        {
            ForeignKeys = true,
            DefaultTimeout = 30,
        });

    private static string Read(Func<DbConnectionStringBuilder> parse)
    {
        try
        {
            return parse().ToString();
        }
        // The cause is kept out: it may quote the string, password included.
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            throw new StartupException("ConnectionStrings:Database cannot be read: write it as Key=Value;Key=Value with the words of the provider.");
        }
    }

    /// <summary>Many readers beside one writer, and a wait instead of an error when another process writes.</summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>For "dotnet ef migrations add NAME --context SqliteDb --output-dir Data/Sqlite".</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=design.db").UseApplicationServiceProvider(IdentityModel()).Options, NoSecret);

    /// <summary>The tool writes columns, never values.</summary>
    internal static readonly FieldSeal NoSecret = new(new([new byte[FieldKeys.Bytes]]));

    /// <summary>The Identity options shape the tables: the tool must see those of the running service.</summary>
    internal static IServiceProvider IdentityModel() =>
        new ServiceCollection().Configure<IdentityOptions>(AccountsSetup.ShapeTables).BuildServiceProvider();
}

/// <summary>For "dotnet ef migrations add NAME --context PostgresDb --output-dir Data/Postgres".</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=127.0.0.1").UseApplicationServiceProvider(SqliteDesign.IdentityModel()).Options, SqliteDesign.NoSecret);
}
