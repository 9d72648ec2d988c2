using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using StackExchange.Redis;

namespace CyberVoisins.Server.Map;

/// <summary>
/// One rebuild. It announces the new version, and from then on every write goes to both; fills it without overwriting
/// what writes have put there; takes out who was removed meanwhile; switches the pointer. The order is the proof:
/// a write that did not see the announcement was committed before it, hence before the database is read.
/// </summary>
internal sealed class MapRebuild(RedisConnection redis, AssociationId association, Guid version)
{
    private const int BatchSize = 500;

    // Renewed at each batch: a rebuild that died stops collecting writes, and its half-filled keys go away.
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // A search or a write that read the pointer just before the switch still finds the old version, for longer than any timeout.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly RedisKey _pointer = MapKeys.Pointer(association);
    private readonly RedisKey _announcement = MapKeys.NextPointer(association);
    private readonly RedisKey _key = MapKeys.Version(association, version.ToString("N"));
    private readonly RedisValue _name = version.ToString("N");

    public async Task<bool> Run(IAsyncEnumerable<(VolunteerId Volunteer, Coordinates Place)> volunteers, CancellationToken cancel)
    {
        if (!await redis.Ask(db => db.StringSetAsync(_announcement, _name, Lease, When.NotExists), cancel))
            return false;
        try
        {
            await foreach (var batch in volunteers.Chunk(BatchSize).WithCancellation(cancel))
            {
                if (!await StillOurs(cancel))
                {
                    await Abandon();
                    return false;
                }
                await Fill(batch, cancel);
            }
            return await Switch(cancel);
        }
        catch
        {
            await Abandon();
            throw;
        }
    }

    private Task<bool> StillOurs(CancellationToken cancel) => redis.Ask(async db =>
        await db.StringGetAsync(_announcement) == _name && await db.StringSetAsync(_announcement, _name, Lease, When.Exists), cancel);

    private Task<bool> Fill((VolunteerId Volunteer, Coordinates Place)[] batch, CancellationToken cancel) => redis.Ask(async db =>
    {
        // NX, which the typed client does not offer: a place written meanwhile is newer than the row just read.
        List<object> command = [_key, "NX"];
        foreach (var (volunteer, place) in batch)
            command.AddRange([place.Longitude, place.Latitude, VolunteerMap.Member(volunteer)]);
        await db.ExecuteAsync("GEOADD", command);
        await Task.WhenAll(db.KeyExpireAsync(_key, Lease), db.KeyExpireAsync(MapKeys.Gone(_key), Lease));
        return true;
    }, cancel);

    private async Task<bool> Switch(CancellationToken cancel)
    {
        while (await StillOurs(cancel))
            if (await redis.Ask(TrySwitch, cancel))
                return true;
        await Abandon();
        return false;
    }

    /// <summary>All or nothing: not when a removal was noted or taken back while this was being prepared.</summary>
    private async Task<bool> TrySwitch(IDatabase db)
    {
        var gone = await db.HashKeysAsync(MapKeys.Gone(_key));
        var old = await db.StringGetAsync(_pointer);

        var step = db.CreateTransaction();
        step.AddCondition(Condition.StringEqual(_announcement, _name));
        step.AddCondition(Condition.HashLengthEqual(MapKeys.Gone(_key), gone.Length));
        foreach (var member in gone)
            step.AddCondition(Condition.HashExists(MapKeys.Gone(_key), member));
        List<Task> steps =
        [
            step.KeyPersistAsync(_key),
            step.StringSetAsync(_pointer, _name),
            step.KeyDeleteAsync([_announcement, MapKeys.Gone(_key)]),
        ];
        if (gone.Length > 0)
            steps.Add(step.SortedSetRemoveAsync(_key, gone));
        if (!old.IsNullOrEmpty)
            steps.Add(step.KeyExpireAsync(MapKeys.Version(association, old.ToString()), Grace));
        if (!await step.ExecuteAsync())
            return false;
        await Task.WhenAll(steps);
        return true;
    }

    private async Task Abandon()
    {
        try
        {
            await redis.Ask(async db =>
            {
                if (await db.StringGetAsync(_announcement) == _name)
                    await db.KeyDeleteAsync(_announcement);
                return await db.KeyDeleteAsync([_key, MapKeys.Gone(_key)]);
            }, CancellationToken.None);
        }
        catch (MapUnavailable)
        {
            // What is left expires with its lease, and the first error is the one to tell.
        }
    }
}
