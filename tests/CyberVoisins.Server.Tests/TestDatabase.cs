using CyberVoisins.Server.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CyberVoisins.Server.Tests;

/// <summary>
/// A database of a test's own: a SQLite file, or one on the PostgreSQL server that TEST_POSTGRES points to (a
/// connection string of a role that may create databases). Gone afterwards.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _server;
    private readonly string _name;

    private TestDatabase(string? server, string name, string folder) => (_server, _name, Folder) = (server, name, folder);

    /// <summary>One for all tests: EF makes a model for each ring of keys.</summary>
    public static readonly string Key = Convert.ToBase64String("a key for tests, 32 bytes long.."u8);

    public string Folder { get; }

    /// <summary>True when the tests run on PostgreSQL.</summary>
    public static bool IsPostgres => Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 };

    public IReadOnlyDictionary<string, string> Settings => _server is null
        ? new Dictionary<string, string> { ["Data:Folder"] = Folder, ["Database:Provider"] = "Sqlite", ["Encryption:Keys:0"] = Key }
        : new Dictionary<string, string> { ["Data:Folder"] = Folder, ["Database:Provider"] = "Postgres", ["Encryption:Keys:0"] = Key, ["ConnectionStrings:Database"] = new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = 40 }.ToString() };

    public static Task<TestDatabase> Create() => Create("");

    private static async Task<TestDatabase> Create(string options)
    {
        var name = $"cv_{Guid.CreateVersion7():n}";
        var folder = Directory.CreateTempSubdirectory("cv-").FullName;
        var server = IsPostgres ? Environment.GetEnvironmentVariable("TEST_POSTGRES") : null;
        if (server is not null) await Execute(server, $"CREATE DATABASE {name} {options}");
        return new(server, name, folder);
    }

    /// <summary>With its tables made: what a service finds at every start but its first.</summary>
    public static async Task<TestDatabase> CreateMigrated()
    {
        var template = await MadeOnce.MigratedDatabase;
        if (template._server is not null) return await Create($"TEMPLATE {template._name}");
        var database = await Create();
        File.Copy(Path.Combine(template.Folder, "cybervoisins.db"), Path.Combine(database.Folder, "cybervoisins.db"));
        return database;
    }

    /// <summary>Nothing of this process holds it open; SQLite folds its log into the one file.</summary>
    public void ClosePools()
    {
        if (_server is null) SqliteConnection.ClearAllPools();
        else NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        ClosePools();
        if (_server is not null) await Execute(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
