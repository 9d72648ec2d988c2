using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server;

internal static class Clock
{
    private static readonly Lock Turn = new();
    private static long _millisecond;
    private static int _sequence;

    /// <summary>Now, to the microsecond: the precision that both databases keep.</summary>
    public static Instant Now(this TimeProvider clock)
    {
        var ticks = Instant.FromDateTimeOffset(clock.GetUtcNow()).ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - ticks % 10);
    }

    /// <summary>
    /// A new id that sorts after those minted before it: a UUID version 7 whose 12 bits after the millisecond count
    /// (RFC 9562, section 6.2, method 1), so that two of the same millisecond keep their order as well.
    /// </summary>
    public static TId NewId<TId>(this TimeProvider clock) where TId : struct, IId<TId>
    {
        var now = clock.GetUtcNow();
        int sequence;
        lock (Turn)
        {
            var millisecond = now.ToUnixTimeMilliseconds();
            _sequence = millisecond == _millisecond ? (_sequence + 1) & 0xFFF : 0;
            _millisecond = millisecond;
            sequence = _sequence;
        }
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (sequence >> 8));
        bytes[7] = (byte)(sequence & 0xFF);
        return TId.Of(new Guid(bytes, bigEndian: true));
    }
}
