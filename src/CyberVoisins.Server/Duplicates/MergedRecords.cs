using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Duplicates;

internal static class MergedRecords
{
    /// <summary>The hidden records of a person, those of records that were merged earlier included.</summary>
    public static async Task<List<ResidentId>> MergedInto(this AppDb db, ResidentId kept, CancellationToken cancel)
    {
        var found = new List<ResidentId>();
        for (List<ResidentId> next = [kept]; next.Count > 0; found.AddRange(next))
        {
            var now = next;
            next = await db.Residents.IgnoreQueryFilters().Where(r => r.MergedIntoId != null && now.Contains(r.MergedIntoId.Value)).Select(r => r.Id).ToListAsync(cancel);
        }
        return found;
    }
}
