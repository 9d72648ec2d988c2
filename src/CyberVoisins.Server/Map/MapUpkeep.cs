using System.Runtime.CompilerServices;
using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Map;

/// <summary>Keeps the index like SQL: change by change from its outbox, or all over again.</summary>
internal sealed class MapUpkeep(AppDb db, Transactions transactions, VolunteerMap map, ILogger<MapUpkeep> log)
{
    private const int Batch = 500;
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Applies what changed since the last time. When the index is away the changes wait.</summary>
    /// <returns>How many changes were applied.</returns>
    public async Task<int> CatchUp(CancellationToken cancel)
    {
        if (!await db.IndexChanges.AnyAsync(cancel)) return 0;
        // One at a time: two could write an older and a newer truth in the wrong order.
        await Turn.WaitAsync(cancel);
        try
        {
            return await Apply(cancel);
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task<int> Apply(CancellationToken cancel)
    {
        var changes = await db.IndexChanges.AsNoTracking().OrderBy(c => c.Id).Take(Batch).ToListAsync(cancel);
        if (changes.Count == 0) return 0;
        var ids = changes.Select(c => c.VolunteerId).Distinct().ToList();
        // What is true now, not what was true then: applying twice, or out of order, ends the same.
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => ids.Contains(v.Id)).ToListAsync(cancel);
        try
        {
            // A new association has no index yet: a rebuild reads all of it, these changes too.
            foreach (var association in changes.Select(c => c.AssociationId).Distinct())
                // Refused while another rebuild runs, or one that died holds its lease: the changes wait for it.
                if (!await map.Exists(association, cancel) && !await map.Rebuild(association, Askable(association, cancel), cancel)) return 0;
            foreach (var volunteer in volunteers)
                if (volunteer.MayBeAsked) await map.Put(volunteer.AssociationId, volunteer.Id, volunteer.Place.Coordinates, cancel);
                else await map.Remove(volunteer.AssociationId, volunteer.Id, cancel);
        }
        catch (MapUnavailable)
        {
            log.LogWarning("The geo index is away: {Count} changes wait.", changes.Count);
            return 0;
        }
        // By id, not "up to": a change with a lower id may be committed after this was read.
        var done = changes.Select(c => c.Id).ToList();
        await transactions.Run(() => db.IndexChanges.Where(c => done.Contains(c.Id)).ExecuteDeleteAsync(cancel), cancel);
        return changes.Count;
    }

    /// <summary>Fills the index of every association anew, while searches go on in the old one.</summary>
    /// <param name="onlyMissing">Leave alone an index that is there.</param>
    public async Task Rebuild(bool onlyMissing, CancellationToken cancel)
    {
        foreach (var association in await db.Associations.AsNoTracking().Select(a => a.Id).ToListAsync(cancel))
        {
            if (onlyMissing && await map.Exists(association, cancel)) continue;
            await map.Rebuild(association, Askable(association, cancel), cancel);
        }
    }

    private async IAsyncEnumerable<(VolunteerId, Coordinates)> Askable(AssociationId association, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = db.Volunteers.AsNoTracking().Where(v => v.AssociationId == association && v.State == VolunteerState.Vouched)
            .Select(v => new { v.Id, v.Place.Latitude, v.Place.Longitude }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancel))
            yield return (row.Id, new Coordinates(row.Latitude, row.Longitude));
    }
}
