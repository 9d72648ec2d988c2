using System.Runtime.CompilerServices;
using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server;

internal static class Clock
{
    /// <summary>The last id minted by a clock; each clock of its own, since the tests run many at once.</summary>
    private sealed class Last
    {
        private readonly Lock _turn = new();
        private long _millisecond = long.MinValue;
        private int _sequence;

        /// <summary>Never at or before the last, even when the clock is set back or more than 4,096 are asked for in one millisecond: the next one is borrowed.</summary>
        public (long Millisecond, int Sequence) Next(long now)
        {
            lock (_turn)
            {
                if (now > _millisecond) (_millisecond, _sequence) = (now, 0);
                else if (++_sequence > 0xFFF) (_millisecond, _sequence) = (_millisecond + 1, 0);
                return (_millisecond, _sequence);
            }
        }
    }

    private static readonly ConditionalWeakTable<TimeProvider, Last> Minted = [];

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
        var (millisecond, sequence) = Minted.GetOrCreateValue(clock).Next(clock.GetUtcNow().ToUnixTimeMilliseconds());
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(millisecond)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (sequence >> 8));
        bytes[7] = (byte)(sequence & 0xFF);
        return TId.Of(new Guid(bytes, bigEndian: true));
    }
}
