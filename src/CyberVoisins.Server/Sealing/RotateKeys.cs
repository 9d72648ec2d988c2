using System.Data.Common;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CyberVoisins.Server.Sealing;

/// <summary>
/// Seals every column again with the newest key, while the service runs: a value is replaced only if it is still, byte for byte, the one that was
/// read, so that nothing written meanwhile is lost.
/// </summary>
internal sealed class RotateKeys(AppDb db, FieldSeal seal)
{
    private const int RowsAtOnce = 200;

    /// <returns>How many values were sealed again.</returns>
    public Task<int> Run(CancellationToken cancel) => Run(seal, SealedColumns.IsRotated, cancel);

    /// <param name="with">What they are sealed with from now on.</param>
    /// <param name="which">Which columns.</param>
    /// <inheritdoc cref="Run(CancellationToken)"/>
    public async Task<int> Run(FieldSeal with, Func<IReadOnlyProperty, bool> which, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var moved = 0;
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && e.FindPrimaryKey() is not null))
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var keys = entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(table)!).ToList();
            foreach (var property in entity.GetProperties().Concat(entity.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties())).Where(which))
            {
                var (column, found) = (property.GetColumnName(table)!, !SealedColumns.IsRotated(property));
                for (int rows, written; ;)
                {
                    (rows, written) = await Column(table.Name, keys, column, found ? with.IndexId : with.CurrentId, old => found ? with.SealToFind(seal.Open(old)) : with.Seal(seal.OpenBytes(old)), cancel);
                    moved += written;
                    if (rows < RowsAtOnce) break;
                }
            }
        }
        return moved;
    }

    /// <summary>Some rows of one column: how many were found, how many of them were written.</summary>
    private async Task<(int Found, int Written)> Column(string table, List<string> keys, string column, string current, Func<string, string> again, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        var old = new List<(object[] Key, string Value)>();
        await using (var select = connection.CreateCommand())
        {
            select.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            select.CommandText = $"SELECT {string.Join(", ", keys.Select(Quoted))}, {Quoted(column)} FROM {Quoted(table)} WHERE {Quoted(column)} <> '' AND {Quoted(column)} NOT LIKE @current LIMIT {RowsAtOnce}";
            Add(select, "@current", current + ".%");
            await using var reader = await select.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) old.Add(([.. keys.Select((_, i) => reader.GetValue(i))], reader.GetString(keys.Count)));
        }
        var written = 0;
        foreach (var (key, value) in old)
        {
            await using var update = connection.CreateCommand();
            update.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            update.CommandText = $"UPDATE {Quoted(table)} SET {Quoted(column)} = @new WHERE {string.Join(" AND ", keys.Select((k, i) => $"{Quoted(k)} = @k{i}"))} AND {Quoted(column)} = @old";
            Add(update, "@new", again(value));
            Add(update, "@old", value);
            for (var i = 0; i < key.Length; i++) Add(update, $"@k{i}", key[i]);
            written += await update.ExecuteNonQueryAsync(cancel);
        }
        return (old.Count, written);
    }

    private static string Quoted(string name) => $"\"{name}\"";

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
