using CyberVoisins.Core.Matching.Equity;

namespace CyberVoisins.Core.Tests.Matching.Equity;

/// <summary>Requests that wait; each test changes the one thing it is about.</summary>
internal static class Requests
{
    public static RequestId Id(int number) => new(new Guid($"01900000-0000-7000-8000-{number:000000000000}"));

    public static WaitingRequest Waiting(int number, int need = 0, int days = 0, int minutes = 30, int helpers = 50) =>
        new(Id(number), new NeedClass(need), days, minutes, helpers);

    /// <summary>Anything FsCheck draws, as requests that wait 0 to 60 days.</summary>
    public static IReadOnlyList<WaitingRequest> From(IEnumerable<int> draws) =>
        [.. draws.Take(40).Select((d, i) => Spread(Mixed(unchecked((uint)d)), i + 1))];

    /// <summary>Any drawn numbers, as a rule within its bounds.</summary>
    public static EquityRule Rule(uint draw, bool strict = false, bool interleaved = true, WhatCounts? counts = null)
    {
        draw = Mixed(draw);
        int a = (int)(draw % 11), b = a + (int)(draw / 11 % 11), c = b + (int)(draw / 121 % 21);
        return new EquityRule(
            1,
            strict ? HeadStart.StrictlyByNeed : new HeadStart.Days([0, a, b, c]),
            counts ?? (draw / 3 % 2 == 0 ? WhatCounts.Minutes : WhatCounts.Requests),
            interleaved && draw / 7 % 3 != 0 ? 1 + (int)(draw / 5 % 9) : null,
            draw / 13 % 2 == 0 ? new WhiteZoneFloor(3, 1 + (int)(draw % 40)) : null);
    }

    /// <summary>FsCheck draws small numbers; this spreads them over 32 bits (the finalizer of MurmurHash3).</summary>
    private static uint Mixed(uint x) => unchecked((x = (x ^ x >> 16) * 0x85ebca6b, x = (x ^ x >> 13) * 0xc2b2ae35, x ^ x >> 16).Item3);

    private static WaitingRequest Spread(uint draw, int number) => Waiting(
        number, (int)(draw % 4), (int)(draw / 4 % 61), draw / 244 % 2 == 0 ? 30 : 60, (int)(draw / 488 % 6));
}
