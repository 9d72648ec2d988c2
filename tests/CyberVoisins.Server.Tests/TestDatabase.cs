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

    public static async Task<TestDatabase> Create()
    {
        var name = $"cv_{Guid.CreateVersion7():n}";
        var folder = Directory.CreateTempSubdirectory("cv-").FullName;
        var server = IsPostgres ? Environment.GetEnvironmentVariable("TEST_POSTGRES") : null;
        if (server is not null) await Execute(server, $"CREATE DATABASE {name}");
        return new(server, name, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await Execute(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }
        else SqliteConnection.ClearAllPools();
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
