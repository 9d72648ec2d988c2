using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using StackExchange.Redis;

namespace CyberVoisins.Server.Map;

/// <summary>
/// Where the volunteers of each association live, in Redis: derived data, rebuilt from the database at will.
/// Commands used, all alike on Redis and on Garnet: GET, SET (NX, XX, PX), DEL, EXPIRE, PERSIST, GEOADD, GEOSEARCH, ZREM,
/// ZCARD, HSET, HDEL, HKEYS, HLEN, HEXISTS, WATCH, MULTI, EXEC. Writes of one volunteer must come one after the other, as the outbox sends them.
/// </summary>
internal sealed class VolunteerMap(RedisConnection redis, TimeProvider clock)
{
    /// <summary>Published with the rules; changing it changes who is drawn.</summary>
    public const string SampleSalt = "cybervoisins-sample-2026";

    /// <summary>
    /// Read at most for one search, nearest first, so that a wide circle over a big town stays within a few
    /// milliseconds; those farther away take no part in the draw, and the answer says so.
    /// </summary>
    public const int MostRead = 5_000;

    /// <summary>Redis's Earth, in metres, is 0.03 % larger than ours: distances are brought back to ours.</summary>
    private const double RedisEarthRatio = 6_371_008.8 / 6_372_797.560856;

    /// <summary>A member's place is kept as a 52-bit geohash: less than 1 m off in France, at both ends of the measure.</summary>
    private const int SlackMetres = 2;

    /// <summary>Puts a volunteer at a place, new or not.</summary>
    /// <exception cref="MapUnavailable"/>
    public Task Put(AssociationId association, VolunteerId volunteer, Coordinates place, CancellationToken cancel = default) =>
        redis.Ask(async db =>
        {
            var map = await MapKeys.Read(db, association);
            var member = Member(volunteer);
            List<Task> writes = [];
            // Without a current version nothing is written: a map of one volunteer would look complete.
            if (map.Current is { } current)
                writes.Add(db.GeoAddAsync(current, place.Longitude, place.Latitude, member));
            if (map.Next is { } next)
            {
                writes.Add(db.GeoAddAsync(next, place.Longitude, place.Latitude, member));
                writes.Add(db.HashDeleteAsync(MapKeys.Gone(next), member));
            }
            await Task.WhenAll(writes);
            return true;
        }, cancel);

    /// <summary>Takes a volunteer out; no harm when absent.</summary>
    /// <exception cref="MapUnavailable"/>
    public Task Remove(AssociationId association, VolunteerId volunteer, CancellationToken cancel = default) =>
        redis.Ask(async db =>
        {
            var map = await MapKeys.Read(db, association);
            var member = Member(volunteer);
            List<Task> writes = [];
            if (map.Current is { } current)
                writes.Add(db.SortedSetRemoveAsync(current, member));
            if (map.Next is { } next)
            {
                // The rebuild may hold an older row of this volunteer in its hands, so it is told to take it out at the end.
                writes.Add(db.HashSetAsync(MapKeys.Gone(next), member, 1));
                writes.Add(db.KeyExpireAsync(MapKeys.Gone(next), MapRebuild.Lease));
                writes.Add(db.SortedSetRemoveAsync(next, member));
            }
            await Task.WhenAll(writes);
            return true;
        }, cancel);

    /// <summary>
    /// The <paramref name="nearest"/> nearest within the radius, then <paramref name="sampled"/> of the others drawn by
    /// public hash of the request and the volunteer, so that distance alone does not decide who is ever asked.
    /// </summary>
    /// <exception cref="MapUnavailable">Redis is away, or this association's map is not built.</exception>
    public async Task<MapAnswer> Search(
        AssociationId association, Coordinates center, int radiusMetres, RequestId request, int nearest, int sampled, CancellationToken cancel)
    {
        var read = sampled == 0 ? nearest : Math.Max(nearest, MostRead);
        var found = await redis.Ask(async db =>
        {
            var key = await MapKeys.CurrentOf(db, association)
                ?? throw new MapUnavailable("The map of this association is not built.");
            var circle = new GeoSearchCircle(radiusMetres / RedisEarthRatio + SlackMetres);
            return await db.GeoSearchAsync(
                key, center.Longitude, center.Latitude, circle, read + 1, true, Order.Ascending, GeoRadiusOptions.WithDistance);
        }, cancel);

        var members = found.Take(read).Select(Read).ToList();
        var drawn = members.Skip(nearest).OrderBy(m => PublicHash.Of(request, m.Id, SampleSalt)).Take(sampled);
        return new([.. members.Take(nearest)], [.. drawn], members.Count, found.Length > read);
    }

    /// <summary>Whether this association's map was built; if not, searches throw and the map waits for a rebuild.</summary>
    /// <exception cref="MapUnavailable"/>
    public Task<bool> Exists(AssociationId association, CancellationToken cancel = default) =>
        redis.Ask(async db => await MapKeys.CurrentOf(db, association) is not null, cancel);

    /// <summary>How many volunteers the map holds; compared with the database, it tells a drift.</summary>
    /// <exception cref="MapUnavailable"/>
    public Task<long> Count(AssociationId association, CancellationToken cancel = default) =>
        redis.Ask(async db => await MapKeys.CurrentOf(db, association) is { } key ? await db.SortedSetLengthAsync(key) : 0, cancel);

    /// <summary>
    /// Builds the map anew beside the current one, which keeps answering, then switches. <paramref name="volunteers"/> is
    /// read only after writes have begun to go to both, and a write always wins over what it says.
    /// </summary>
    /// <returns>False when another rebuild of this association is under way, or took over from this one.</returns>
    /// <exception cref="MapUnavailable"/>
    public Task<bool> Rebuild(
        AssociationId association, IAsyncEnumerable<(VolunteerId Volunteer, Coordinates Place)> volunteers, CancellationToken cancel = default) =>
        new MapRebuild(redis, association, Guid.CreateVersion7(clock.GetUtcNow())).Run(volunteers, cancel);

    internal static string Member(VolunteerId volunteer) => volunteer.Value.ToString("N");

    private static MapMember Read(GeoRadiusResult found) =>
        new(VolunteerId.Of(Guid.ParseExact(found.Member.ToString(), "N")), (int)Math.Round(found.Distance!.Value * RedisEarthRatio));
}
