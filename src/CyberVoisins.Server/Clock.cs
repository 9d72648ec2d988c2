using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server;

internal static class Clock
{
    /// <summary>Now, to the microsecond: the precision that both databases keep.</summary>
    public static Instant Now(this TimeProvider clock)
    {
        var ticks = Instant.FromDateTimeOffset(clock.GetUtcNow()).ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - ticks % 10);
    }

    /// <summary>A new id that sorts after those minted before.</summary>
    public static TId NewId<TId>(this TimeProvider clock) where TId : struct, IId<TId> =>
        TId.Of(Guid.CreateVersion7(clock.GetUtcNow()));
}
