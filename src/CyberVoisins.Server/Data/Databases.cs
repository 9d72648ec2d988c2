using CyberVoisins.Server.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Data;

/// <summary>The same model on SQLite; its migrations are in Data/Sqlite.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options, FieldSeal seal) : AppDb(options, seal);

/// <summary>The same model on PostgreSQL; its migrations are in Data/Postgres.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options, FieldSeal seal) : AppDb(options, seal);
