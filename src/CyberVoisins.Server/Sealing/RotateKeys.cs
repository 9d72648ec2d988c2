using System.Data.Common;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CyberVoisins.Server.Sealing;

/// <summary>
/// Seals every column again with the newest key, while the service runs: a value is replaced only if it is still, byte for byte, the one that was
/// read, so that nothing written meanwhile is lost.
/// </summary>
internal sealed class RotateKeys(AppDb db, FieldSeal seal)
{
    private const int RowsAtOnce = 200;

    /// <returns>How many values were sealed again.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var moved = 0;
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && e.FindPrimaryKey() is not null))
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var keys = entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(table)!).ToList();
            foreach (var column in entity.GetProperties().Concat(entity.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties())).Where(SealedColumns.IsRotated).Select(p => p.GetColumnName(table)!))
                for (int rows, written; ;)
                {
                    (rows, written) = await Column(table.Name, keys, column, cancel);
                    moved += written;
                    if (rows < RowsAtOnce) break;
                }
        }
        return moved;
    }

    /// <summary>Some rows of one column: how many were found, how many of them were written.</summary>
    private async Task<(int Found, int Written)> Column(string table, List<string> keys, string column, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        var old = new List<(object[] Key, string Value)>();
        await using (var select = connection.CreateCommand())
        {
            select.CommandText = $"SELECT {string.Join(", ", keys.Select(Quoted))}, {Quoted(column)} FROM {Quoted(table)} WHERE {Quoted(column)} <> '' AND {Quoted(column)} NOT LIKE @current LIMIT {RowsAtOnce}";
            Add(select, "@current", seal.CurrentId + ".%");
            await using var reader = await select.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) old.Add(([.. keys.Select((_, i) => reader.GetValue(i))], reader.GetString(keys.Count)));
        }
        var written = 0;
        foreach (var (key, value) in old)
        {
            await using var update = connection.CreateCommand();
            update.CommandText = $"UPDATE {Quoted(table)} SET {Quoted(column)} = @new WHERE {string.Join(" AND ", keys.Select((k, i) => $"{Quoted(k)} = @k{i}"))} AND {Quoted(column)} = @old";
            Add(update, "@new", seal.Seal(seal.OpenBytes(value)));
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
