using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Data;

internal static class InsertingRows
{
    /// <summary>SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535.</summary>
    private const int RowsAtOnce = 1_000;

    /// <summary>
    /// Inserts rows in the current transaction, in one statement where SQLite under EF would take one for each; a row whose key is there
    /// already is left as it is.
    /// </summary>
    /// <param name="table">Ours, never a caller's word; the same goes for the columns.</param>
    public static async Task InsertNew(this AppDb db, string table, string[] columns, IReadOnlyList<object[]> rows, CancellationToken cancel)
    {
        var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            var values = string.Join(", ", chunk.Select((row, i) => $"({string.Join(", ", row.Select((_, j) => (i * columns.Length + j).ToString("'{'0'}'", CultureInfo.InvariantCulture)))})"));
            var statement = $"INSERT INTO \"{table}\" ({names}) VALUES {values} ON CONFLICT DO NOTHING";
            await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(statement, [.. chunk.SelectMany(row => row)]), cancel);
        }
    }
}
