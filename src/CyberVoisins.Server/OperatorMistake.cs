using System.Net.Sockets;
using CyberVoisins.Server.Geocoding;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CyberVoisins.Server;

/// <summary>What an operator asked of a command cannot be done, or what it looked at is not as it should be; the message is one sentence.</summary>
internal sealed class CommandRefused(string message) : Exception(message);

/// <summary>What an operator can put right, in one sentence that says how; connection strings and secrets are never quoted.</summary>
internal static class OperatorMistake
{
    /// <summary>The sentence, or null for a bug, which keeps its stack trace.</summary>
    public static string? In(Exception e) => Sentence(e) ?? e switch
    {
        // EF and the host wrap what went wrong.
        AggregateException several => several.InnerExceptions.Select(In).FirstOrDefault(sentence => sentence is not null),
        { InnerException: { } cause } => In(cause),
        _ => null,
    };

    private static string? Sentence(Exception e) => e switch
    {
        StartupException or CommuneImportFailed or DensityImportFailed or Audits.AuditFileRefused or CommandRefused => e.Message,
        Refusal refusal => Words.Words.Say(Words.Words.Errors, Words.Words.English, Words.Words.UpperSnake(refusal.Code), refusal.Arguments),
        SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
        PostgresException postgres => $"PostgreSQL refused: {postgres.MessageText}.",
        NpgsqlException => "PostgreSQL does not answer: check ConnectionStrings:Database.",
        _ => OfConfiguration(e) ?? OfAddress(e),
    };

    private static string? OfConfiguration(Exception e) => e switch
    {
        OptionsValidationException invalid => $"The configuration cannot be used: {invalid.Failures.First()}",
        InvalidDataException => $"The configuration cannot be read: {e.Message} {e.InnerException?.Message}".TrimEnd(),
        // The binder has no exception type of its own; its message names the setting.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => $"The configuration cannot be read: {e.Message}",
        _ => null,
    };

    private static string? OfAddress(Exception e) => e switch
    {
        AddressInUseException => "The address is already in use: stop the other program, or set Urls (ASPNETCORE_URLS) to another port.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "This user may not listen on that port: choose one above 1023 with Urls.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "This machine does not have the address to listen on: correct Urls (ASPNETCORE_URLS).",
        FormatException when e.Message.Contains("url", StringComparison.OrdinalIgnoreCase) => $"Urls (ASPNETCORE_URLS) cannot be read: {e.Message}.",
        // Only the first line: the others are advice for developers' machines.
        InvalidOperationException { Source: ['M', ..] source } when source.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) =>
            $"Urls (ASPNETCORE_URLS) cannot be served: {e.Message.Split('\n')[0]}",
        _ => null,
    };

    /// <summary>Codes of sqlite.org/rescode.html.</summary>
    private static string? OfSqlite(int code) => code switch
    {
        11 or 26 => "The database file is not a SQLite database, or is damaged: restore a backup or move it away.",
        8 or 10 or 13 or 14 => "The database file cannot be written: check the data folder, its owner and its free space.",
        5 or 6 => "Another program holds the database file: stop it first.",
        _ => null,
    };
}
