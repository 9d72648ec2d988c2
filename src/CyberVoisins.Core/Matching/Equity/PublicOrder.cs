namespace CyberVoisins.Core.Matching.Equity;

/// <summary>What the public order reads of a request: nothing else of the person counts.</summary>
/// <param name="WaitedDays">Whole days since it was asked, never negative: an hour's difference says who has a telephone at hand, not who needs help.</param>
/// <param name="Minutes">30 or 60.</param>
/// <param name="HelpersInCommune">Volunteers eligible for the requests of its commune, for the white-zone floor.</param>
public sealed record WaitingRequest(RequestId Id, NeedClass Need, int WaitedDays, int Minutes, int HelpersInCommune);

/// <summary>Why a request stands where it stands.</summary>
/// <param name="Place">1 is first.</param>
/// <param name="HeadStartDays">What the rule adds to the days waited.</param>
/// <param name="TieHash">Settles equal keys, small first: <see cref="PublicOrder.TieHash"/>.</param>
/// <param name="ByWaitingAlone">True when the interleaved place by waiting time alone brought it here.</param>
public sealed record Placed(WaitingRequest Request, int Place, int HeadStartDays, ulong TieHash, bool ByWaitingAlone)
{
    /// <summary>Days waited plus head start.</summary>
    public int KeyDays => Request.WaitedDays + HeadStartDays;
}

/// <summary>
/// Who comes first, as a total order that anybody can compute again: key = days waited + head start, larger first;
/// ties by a public hash whose salt is published before the plan. Strict priority compares the need class before the
/// key; counting requests compares the duration before the key (after a strict need class).
/// </summary>
/// <remarks>
/// Bound (no starvation): under a rule in days, i is overtaken only by requests that waited at least
/// a_i − (B_max − B_i) days; when requests count, among those of its own duration. Proof: j before i by the rule has
/// a_j + B_j ≥ a_i + B_i and B_j ≤ B_max; j before i by waiting alone has a_j ≥ a_i.
/// With interleave k, under any rule, nobody stands later than (k + 1) times their place by waiting alone.
/// </remarks>
public static class PublicOrder
{
    /// <summary>Every request once, first to last; the order of the input changes nothing.</summary>
    /// <exception cref="ArgumentException">The same request twice.</exception>
    public static IReadOnlyList<Placed> Of(EquityRule rule, IEnumerable<WaitingRequest> requests, string planSalt)
    {
        var all = requests.Select(r => new Placed(r, 0, rule.HeadStartDays(r.Need, r.HelpersInCommune), TieHash(r.Id, planSalt), false)).ToList();
        if (all.DistinctBy(p => p.Request.Id).Count() != all.Count) throw new ArgumentException("A request is in the list twice.", nameof(requests));
        var byRule = all
            .OrderByDescending(p => rule.HeadStart is HeadStart.Strict ? p.Request.Need.Value : 0)
            .ThenBy(p => rule.Counts == WhatCounts.Requests ? p.Request.Minutes : 0)
            .ThenByDescending(p => p.KeyDays).ThenBy(p => p.TieHash).ThenBy(p => p.Request.Id.Value).ToList();
        var ordered = rule.Interleave is { } k ? Interleaved(byRule, ByWaitingAlone(all), k) : byRule;
        return [.. ordered.Select((p, index) => p with { Place = index + 1 })];
    }

    /// <summary>The first 8 bytes, big-endian, of SHA-256 of "requestId|planSalt" in UTF-8; equal hashes (1 in 2^64) fall back on the id.</summary>
    public static ulong TieHash(RequestId request, string planSalt) => PublicHash.KeyOf(request.Value, planSalt);

    private static List<Placed> ByWaitingAlone(IEnumerable<Placed> all) =>
        [.. all.OrderByDescending(p => p.Request.WaitedDays).ThenBy(p => p.TieHash).ThenBy(p => p.Request.Id.Value)];

    /// <summary>k places from the first list, then one from the second, skipping whoever already has a place.</summary>
    private static IEnumerable<Placed> Interleaved(List<Placed> byRule, List<Placed> byWaiting, int k)
    {
        var taken = new HashSet<RequestId>();
        int rule = 0, waiting = 0;
        for (var place = 1; place <= byRule.Count; place++)
        {
            var alone = place % (k + 1) == 0;
            var next = alone ? NextFree(byWaiting, ref waiting, taken) : NextFree(byRule, ref rule, taken);
            taken.Add(next.Request.Id);
            yield return next with { ByWaitingAlone = alone };
        }
    }

    private static Placed NextFree(List<Placed> list, ref int at, HashSet<RequestId> taken)
    {
        while (taken.Contains(list[at].Request.Id)) at++;
        return list[at];
    }
}
