using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Tests.Matching.Equity;

public sealed class TheEquityRule
{
    [Fact]
    public void The_default_is_0_7_14_and_28_days_and_minutes_count()
    {
        Assert.Equal([0, 7, 14, 28], Enumerable.Range(0, 4).Select(n => EquityRule.Default.HeadStartDays(new NeedClass(n), 50)));
        Assert.Equal((WhatCounts.Minutes, null, null, null), (EquityRule.Default.Counts, EquityRule.Default.Interleave, EquityRule.Default.WhiteZones, EquityRule.Default.TravelCapMetres));
        Assert.Empty(EquityRule.Default.Warnings);
    }

    [Theory]
    [InlineData(0, 7, 14)]
    [InlineData(1, 7, 14, 28)]
    [InlineData(0, 14, 7, 28)]
    [InlineData(0, -1, 7, 28)]
    [InlineData(0, 7, 14, 181)]
    public void A_head_start_begins_at_0_never_decreases_and_ends_at_180(params int[] days) =>
        Assert.Throws<ArgumentException>(() => new HeadStart.Days(days));

    [Fact]
    public void The_widest_bounds_are_allowed() =>
        Assert.Equal(180, new EquityRule(int.MaxValue, new HeadStart.Days([0, 0, 0, 180]), WhatCounts.Requests, 9, new(20, 180), 100_000).LargestHeadStartDays);

    [Theory]
    [InlineData(0, 3, 3, 7, 5_000)]
    [InlineData(1, 0, 3, 7, 5_000)]
    [InlineData(1, 10, 3, 7, 5_000)]
    [InlineData(1, 3, 0, 7, 5_000)]
    [InlineData(1, 3, 21, 7, 5_000)]
    [InlineData(1, 3, 3, 0, 5_000)]
    [InlineData(1, 3, 3, 181, 5_000)]
    [InlineData(1, 3, 3, 7, 499)]
    [InlineData(1, 3, 3, 7, 100_001)]
    public void Beyond_them_nothing_is(int version, int interleave, int helpers, int floor, int cap) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EquityRule(version, HeadStart.Default, WhatCounts.Minutes, interleave, new(helpers, floor), cap));

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_need_class_is_0_to_3(int value) => Assert.Throws<ArgumentOutOfRangeException>(() => new NeedClass(value));

    [Fact]
    public void A_need_class_is_how_many_situations_hold()
    {
        Assert.Equal(new NeedClass(2), NeedClass.Of([Situation.NoEquipment, Situation.NoOtherHelp, Situation.NoEquipment]));
        Assert.Equal(NeedClass.Count, Enum.GetValues<Situation>().Length + 1);
    }

    [Fact]
    public void Strict_priority_and_counting_requests_carry_their_warnings()
    {
        var rule = new EquityRule(1, HeadStart.StrictlyByNeed, WhatCounts.Requests);
        Assert.Equal([EquityWarning.OrdinaryRequestsMayWaitWithoutEnd, EquityWarning.LongVisitsComeLast], rule.Warnings);
        Assert.Null(rule.LargestHeadStartDays);
    }

    [Theory]
    [InlineData(0, 2, 10)]
    [InlineData(0, 3, 0)]
    [InlineData(3, 2, 28)]
    public void The_floor_lifts_white_zones_only_and_takes_from_nobody(int need, int helpers, int days) =>
        Assert.Equal(days, new EquityRule(1, HeadStart.Default, whiteZones: new(3, 10)).HeadStartDays(new NeedClass(need), helpers));

    [Fact]
    public void The_hash_is_what_anybody_computes()
    {
        var rule = new EquityRule(4, HeadStart.Default, WhatCounts.Requests, 3, new(3, 10), 15_000);
        Assert.Equal("equity-rule/1|headStart=0,7,14,28|counts=requests|interleave=3|whiteZones=10 days under 3 helpers|travelCapMetres=15000", rule.Canonical);
        // echo -n "…the line above…" | sha256sum
        Assert.Equal("27ede9a8174513328914f73c0acc0e08e931357101a6969b34bc0dca5a09fc9b", rule.Hash);
    }

    [Fact]
    public void Two_votes_for_the_same_rule_have_the_same_hash_and_any_other_rule_another()
    {
        EquityRule[] rules =
        [
            EquityRule.Default, new(1, HeadStart.Horizontal), new(1, HeadStart.StrictlyByNeed), new(1, HeadStart.Default, WhatCounts.Requests),
            new(1, HeadStart.Default, interleave: 3), new(1, HeadStart.Default, whiteZones: new(3, 7)), new(1, HeadStart.Default, travelCapMetres: 5_000),
        ];
        Assert.Equal(rules.Length, rules.Select(r => r.Hash).Distinct().Count());
        Assert.Equal(EquityRule.Default.Hash, new EquityRule(2, new HeadStart.Days([0, 7, 14, 28])).Hash);
        Assert.Equal(EquityRule.Default, new EquityRule(1, new HeadStart.Days([0, 7, 14, 28])));
    }
}
