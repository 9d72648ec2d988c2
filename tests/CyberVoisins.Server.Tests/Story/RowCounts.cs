using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

internal static class RowCounts
{
    /// <summary>"Offers=3, Visits=1, …": how many rows each table holds, so that a test can say that nothing was written.</summary>
    public static Task<string> Rows(this Neighbourhood hood) => hood.Sql(async db =>
    {
        var tables = db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct();
        var sql = string.Join(" UNION ALL ", tables.Select(table => $"SELECT '{table}=' || COUNT(*) AS \"Value\" FROM \"{table}\""));
        return string.Join(", ", (await db.Database.SqlQueryRaw<string>(sql).ToListAsync()).Order(StringComparer.Ordinal));
    });
}
