using CyberVoisins.Core;
using StackExchange.Redis;

namespace CyberVoisins.Server.Map;

/// <summary>
/// The keys of one association; the braces keep them on one node of a Redis Cluster. "cv:{association}:geo" names the
/// version that answers, "cv:{association}:geo:next" the one being built, "cv:{association}:geo:VERSION" holds the places.
/// </summary>
/// <param name="Current">Null before the first rebuild, or when Redis was emptied.</param>
/// <param name="Next">Null when no rebuild is under way.</param>
internal readonly record struct MapKeys(RedisKey? Current, RedisKey? Next)
{
    public static string Pointer(AssociationId association) => $"cv:{{{association}}}:geo";

    public static string NextPointer(AssociationId association) => $"{Pointer(association)}:next";

    public static RedisKey Version(AssociationId association, string version) => $"{Pointer(association)}:{version}";

    /// <summary>The volunteers removed while a version was being filled.</summary>
    public static RedisKey Gone(RedisKey version) => version.Append(":gone");

    public static async Task<MapKeys> Read(IDatabase db, AssociationId association)
    {
        // Next first: read across a switch, both are the same version, written twice; the other way round, a write would be lost.
        var next = db.StringGetAsync(NextPointer(association));
        var current = db.StringGetAsync(Pointer(association));
        return new(Named(association, await current), Named(association, await next));
    }

    public static async Task<RedisKey?> CurrentOf(IDatabase db, AssociationId association) =>
        Named(association, await db.StringGetAsync(Pointer(association)));

    private static RedisKey? Named(AssociationId association, RedisValue version) =>
        version.IsNullOrEmpty ? default(RedisKey?) : Version(association, version.ToString());
}
