using CyberVoisins.Core.Matching.Equity;
using FsCheck.Xunit;
using static CyberVoisins.Core.Tests.Matching.Equity.Requests;

namespace CyberVoisins.Core.Tests.Matching.Equity;

public sealed class ThePublicOrder
{
    private const string Salt = "plan-2026-12";

    private static int[] Order(EquityRule rule, params WaitingRequest[] requests) =>
        [.. PublicOrder.Of(rule, requests, Salt).Select(p => int.Parse(p.Request.Id.ToString()[^12..], System.Globalization.CultureInfo.InvariantCulture))];

    [Fact]
    public void Waiting_time_alone_when_nobody_has_a_head_start() =>
        Assert.Equal([1, 2], Order(new(1, HeadStart.Horizontal), Waiting(1, need: 0, days: 20), Waiting(2, need: 3, days: 2)));

    [Theory]
    [InlineData(29, 1)]
    [InlineData(27, 2)]
    public void Need_3_overtakes_whoever_waited_less_than_28_days_more(int days, int first) =>
        Assert.Equal(first, Order(EquityRule.Default, Waiting(1, need: 0, days: days), Waiting(2, need: 3, days: 0))[0]);

    [Fact]
    public void Strictly_by_need_overtakes_a_whole_year() =>
        Assert.Equal([2, 1], Order(new(1, HeadStart.StrictlyByNeed), Waiting(1, need: 0, days: 365), Waiting(2, need: 1, days: 0)));

    [Fact]
    public void When_requests_count_the_short_visits_go_first()
    {
        WaitingRequest[] requests = [Waiting(1, days: 20, minutes: 60), Waiting(2, days: 2, minutes: 30)];
        Assert.Equal([1, 2], Order(new(1, HeadStart.Horizontal), requests));
        Assert.Equal([2, 1], Order(new(1, HeadStart.Horizontal, WhatCounts.Requests), requests));
    }

    [Fact]
    public void Two_to_one_gives_every_third_place_to_the_longest_wait()
    {
        WaitingRequest[] requests =
            [Waiting(1, 3, 4), Waiting(2, 3, 3), Waiting(3, 3, 2), Waiting(4, 3, 1), Waiting(5, 0, 60), Waiting(6, 0, 50)];
        var rule = new EquityRule(1, HeadStart.StrictlyByNeed, interleave: 2);
        Assert.Equal([1, 2, 5, 3, 4, 6], Order(rule, requests));
        Assert.Equal([3, 6], PublicOrder.Of(rule, requests, Salt).Where(p => p.ByWaitingAlone).Select(p => p.Place));
    }

    [Fact]
    public void A_tie_is_settled_by_a_hash_that_anybody_computes() =>
        // echo -n "01900000-0000-7000-8000-000000000001|plan-2026-12" | sha256sum | cut -c1-16
        Assert.Equal("a8fc34059badcea9", PublicOrder.TieHash(Id(1), Salt).ToString("x16", null));

    [Fact]
    public void A_request_that_is_there_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => PublicOrder.Of(EquityRule.Default, [Waiting(1), Waiting(1, days: 3)], Salt));

    [Property]
    public bool Is_total_every_request_has_one_place_and_the_input_order_changes_nothing(int[] draws, uint rule, bool strict, uint shuffle)
    {
        var requests = From(draws);
        var order = PublicOrder.Of(Rule(rule, strict), requests, Salt);
        var shuffled = PublicOrder.Of(Rule(rule, strict), requests.OrderBy(r => PublicOrder.TieHash(r.Id, $"{shuffle}")), Salt);
        return order.Select(p => p.Place).SequenceEqual(Enumerable.Range(1, requests.Count))
            && order.Select(p => p.Request.Id).ToHashSet().SetEquals(requests.Select(r => r.Id))
            && order.SequenceEqual(shuffled);
    }

    /// <summary>Overtaken only by requests that waited at least a_i − (B_max − B_i): nobody starves.</summary>
    [Property]
    public bool Nobody_is_overtaken_by_more_than_the_largest_head_start(int[] draws, uint draw)
    {
        var rule = Rule(draw, counts: WhatCounts.Minutes);
        var order = PublicOrder.Of(rule, From(draws), Salt);
        return order.All(i => order.Take(i.Place - 1).All(j =>
            j.Request.WaitedDays >= i.Request.WaitedDays - (rule.LargestHeadStartDays!.Value - i.HeadStartDays)));
    }

    [Property]
    public bool When_requests_count_the_same_bound_holds_among_visits_of_the_same_length(int[] draws, uint draw)
    {
        var rule = Rule(draw, counts: WhatCounts.Requests, interleaved: false);
        var order = PublicOrder.Of(rule, From(draws), Salt);
        return order.All(i => order.Take(i.Place - 1).Where(j => j.Request.Minutes == i.Request.Minutes).All(j =>
            j.Request.WaitedDays >= i.Request.WaitedDays - (rule.LargestHeadStartDays!.Value - i.HeadStartDays)));
    }

    [Property]
    public bool With_interleave_nobody_is_later_than_k_plus_1_times_their_place_by_waiting_alone(int[] draws, uint draw, bool strict)
    {
        var k = 1 + (int)(draw % 9);
        var requests = From(draws);
        var byWaiting = PublicOrder.Of(new(1, HeadStart.Horizontal), requests, Salt).ToDictionary(p => p.Request.Id, p => p.Place);
        var rule = new EquityRule(1, strict ? HeadStart.StrictlyByNeed : HeadStart.Default, WhatCounts.Requests, k);
        return PublicOrder.Of(rule, requests, Salt).All(p => p.Place <= (k + 1) * byWaiting[p.Request.Id]);
    }

    [Property]
    public bool A_need_class_raised_or_a_day_more_never_hurts(int[] draws, uint draw, bool strict, uint whom)
    {
        var requests = From(draws);
        if (requests.Count == 0) return true;
        var who = requests[(int)(whom % (uint)requests.Count)];
        int PlaceOf(WaitingRequest changed) => PublicOrder.Of(Rule(draw, strict), requests.Select(r => r.Id == who.Id ? changed : r), Salt)
            .Single(p => p.Request.Id == who.Id).Place;
        var before = PlaceOf(who);
        return PlaceOf(who with { WaitedDays = who.WaitedDays + 1 }) <= before
            && Enumerable.Range(who.Need.Value, 4 - who.Need.Value).All(n => PlaceOf(who with { Need = new NeedClass(n) }) <= before);
    }
}
