using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Matching.Plan;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static CyberVoisins.Core.Tests.Matching.Equity.Requests;

namespace CyberVoisins.Core.Tests.Matching.Equity;

public sealed class TheEquityReplay
{
    private static readonly EquityRule Horizontal = new(1, HeadStart.Horizontal);
    private static readonly EquityRule Strict = new(1, HeadStart.StrictlyByNeed);
    private static readonly EquityRule[] Orders = [Horizontal, EquityRule.Default, Strict, new(1, HeadStart.Default, WhatCounts.Requests, 3, new(3, 20))];

    private static IReadOnlyList<RuleOutcome> Outcomes(PastMonth month, params EquityRule[] rules) =>
        EquityReplay.Of(month, rules, TestContext.Current.CancellationToken);

    private static int? Days(PastMonth month, EquityRule rule, RequestId id) =>
        EquityReplay.DaysShort(month, rule, id, cancellation: TestContext.Current.CancellationToken);

    private static FullBlock? Block(PastMonth month, EquityRule rule, RequestId id) =>
        EquityReplay.BlockOf(month, rule, id, TestContext.Current.CancellationToken);

    private static VolunteerId V(int number) => Make.Candidate(number).Id;

    private static PastMonth Month(PastRequest[] requests, int helpers, Durations durations = Durations.MayBeSplit) => new(
        requests, [.. Enumerable.Range(1, helpers).Select(i => new PastVolunteer(V(i), 1, VisitLength.Thirty))], "plan-2026-12", durations);

    private static PastRequest Request(WaitingRequest waiting, params (int Helper, int? Metres)[] eligible) =>
        new(waiting, [.. eligible.Select(e => new EligibleNeighbour(V(e.Helper), e.Metres))]);

    /// <summary>One helper, one half-hour; A waited 20 days with need 0, B 2 days with need 3.</summary>
    private static readonly PastMonth OneHelper = Month([Request(Waiting(1, 0, 20), (1, 500)), Request(Waiting(2, 3, 2), (1, 900))], 1);

    [Fact]
    public void Shows_who_would_have_been_served_and_who_would_have_waited_under_each_rule()
    {
        var outcomes = Outcomes(OneHelper, Horizontal, EquityRule.Default, Strict);
        Assert.Equal([Id(1), Id(2), Id(2)], outcomes.Select(o => Assert.Single(o.Served)));
        Assert.Equal([Id(2), Id(1), Id(1)], outcomes.Select(o => Assert.Single(o.Waiting)));
        Assert.Equal([500L, 900L, 900L], outcomes.Select(o => o.Metres));
        Assert.Equal([Id(2)], outcomes[1].ServedInsteadOf(outcomes[0]));
        Assert.Equal(new ServedOf(1, 1), outcomes[1].ServedBy(r => r.Need.Value)[3]);
    }

    [Fact]
    public void An_hour_that_may_be_split_is_given_by_two_with_half_an_hour_each()
    {
        var hour = Request(Waiting(1, 0, 20) with { Minutes = 60 }, (1, 500), (2, 900));
        var split = Outcomes(Month([hour], 2), Horizontal)[0];
        Assert.Equal([Id(1)], split.Served);
        Assert.Equal((2, 2, 1_400L), (split.HalfHours, split.Visits, split.VisitMetres));
        var half = Request(hour.Waiting, (1, 500));
        Assert.Equal([Id(1)], Outcomes(Month([half], 1), Horizontal)[0].Waiting); // half of it only: somebody could help, and it waits
        Assert.Equal([Id(1)], Outcomes(Month([hour], 2, Durations.Flexible), Horizontal)[0].NobodyEligible); // whole, or not at all
    }

    [Theory]
    [InlineData(2, 11)] // 20 days against 2 + 28: eleven more, or ten and the draw
    [InlineData(20, 29)]
    public void Says_how_many_more_days_would_have_been_enough(int waitedByB, int atMost)
    {
        var month = Month([Request(Waiting(1, 0, 20), (1, 500)), Request(Waiting(2, 3, waitedByB), (1, 900))], 1);
        var days = Days(month, EquityRule.Default, Id(1))!.Value;
        Assert.InRange(days, atMost - 1, atMost);
    }

    [Fact]
    public void Under_strict_priority_no_wait_is_ever_enough() => Assert.Null(Days(OneHelper, Strict, Id(1)));

    [Fact]
    public void The_travel_cap_forbids_visits_beyond_it_but_not_calls()
    {
        var month = Month([Request(Waiting(1), (1, 5_001)), Request(Waiting(2), (2, 5_000)), Request(Waiting(3), (3, null))], 3);
        var outcome = Assert.Single(Outcomes(month, new EquityRule(1, HeadStart.Default, travelCapMetres: 5_000)));
        Assert.True(outcome.Served.SetEquals([Id(2), Id(3)]));
        Assert.Equal([Id(1)], outcome.NobodyEligible);
    }

    [Fact]
    public void When_requests_count_short_visits_take_the_place_of_a_long_one()
    {
        var month = Month([Request(Waiting(1, 0, 20, 60), (1, 1), (2, 1)), Request(Waiting(2, 0, 1), (1, 1)), Request(Waiting(3, 0, 1), (2, 1))], 2) with
        {
            Volunteers = [new(V(1), 2, VisitLength.Sixty), new(V(2), 0, VisitLength.Sixty)],
        };
        var outcomes = Outcomes(month, Horizontal, new(1, HeadStart.Horizontal, WhatCounts.Requests));
        Assert.Equal([[Id(1)], [Id(2)]], outcomes.Select(o => o.Served.ToArray()));
    }

    [Fact]
    public void Nobody_free_is_proved_by_the_block_that_is_full()
    {
        var requests = Enumerable.Range(1, 6).Select(i => Request(Waiting(i, 0, 40 - i), (i % 5 + 1, 100), ((i + 1) % 5 + 1, 100))).ToArray();
        var block = Block(Month(requests, 5), Horizontal, Id(6))!;
        Assert.Equal(new FullBlock(5, 5, 5, true), block);
        Assert.Equal(new Witness(5, 5, 5), Witness.Of(block));
        Assert.Null(Block(Month(requests, 5), Horizontal, Id(1)));
    }

    [Fact]
    public void A_block_of_under_five_people_is_not_counted_out() =>
        Assert.Equal(new Witness(null, null, null), Witness.Of(new(4, 8, 4, true)));

    /// <summary>Up to 12 requests and 5 volunteers, scarce on purpose.</summary>
    private static readonly Gen<PastMonth> Months =
        from draws in Gen.Choose(0, int.MaxValue).ArrayOf(12)
        from edges in Gen.Choose(0, 31).ArrayOf(12)
        from metres in Gen.Choose(0, 9_000).ArrayOf(60)
        from count in Gen.Choose(1, 12)
        from split in Gen.Choose(0, 1)
        from hours in Gen.Choose(0, 2).ArrayOf(5)
        let waiting = From(draws.Take(count))
        select new PastMonth(
            [.. waiting.Select((w, i) => Request(w, [.. Enumerable.Range(1, 5).Where(v => (edges[i] >> (v - 1)) % 2 == 1).Select(v => (v, (int?)metres[5 * i + v - 1]))]))],
            [.. hours.Select((h, i) => new PastVolunteer(V(i + 1), (byte)h, i % 2 == 0 ? VisitLength.Thirty : VisitLength.Sixty))],
            "salt", split == 1 ? Durations.MayBeSplit : Durations.VolunteersChoose);

    private static Property ForMonths(Func<PastMonth, bool> holds) => Prop.ForAll(Months.ToArbitrary(), holds);

    [Property(MaxTest = 300)]
    public Property No_rule_costs_a_half_hour() => ForMonths(month =>
        Outcomes(month, Orders).Select(o => o.HalfHours).Distinct().Count() == 1);

    [Property(MaxTest = 200)]
    public Property When_volunteers_choose_their_visits_it_does_not_matter_what_counts() => ForMonths(month =>
        Outcomes(month with { Durations = Durations.VolunteersChoose }, EquityRule.Default, new(1, HeadStart.Default, WhatCounts.Requests)) is [var minutes, var requests]
        && minutes.Served.SetEquals(requests.Served));

    [Property(MaxTest = 300)]
    public Property Waiting_alone_leaves_no_horizontal_envy_and_strict_priority_no_vertical_envy() => ForMonths(month =>
        Outcomes(month, Horizontal, Strict) is [{ Envy.Horizontal: 0 }, { Envy.Vertical: 0 }]);

    [Property(MaxTest = 200)]
    public Property A_need_class_raised_never_loses_the_help() => ForMonths(month => Orders.All(rule => month.Requests.All(r =>
    {
        if (r.Waiting.Need.Value == 3 || !Served(month, rule).Contains(r.Waiting.Id)) return true;
        var raised = r with { Waiting = r.Waiting with { Need = new NeedClass(r.Waiting.Need.Value + 1) } };
        return Served(month with { Requests = [.. month.Requests.Select(x => x == r ? raised : x)] }, rule).Contains(r.Waiting.Id);
    })));

    [Property(MaxTest = 200)]
    public Property Whoever_waits_is_shut_out_by_a_full_block_of_requests_before_theirs() => ForMonths(month => Orders.All(rule =>
        Outcomes(month, rule)[0].Waiting.All(id => Block(month, rule, id) is { IsProof: true, Helpers: > 0 })));

    [Property(MaxTest = 200)]
    public Property The_order_of_the_lists_changes_nothing() => ForMonths(month => Orders.All(rule =>
        Served(month, rule).SetEquals(Served(month with { Requests = [.. month.Requests.Reverse()], Volunteers = [.. month.Volunteers.Reverse()] }, rule))));

    [Property(MaxTest = 100)]
    public Property The_days_that_are_told_are_enough_and_one_less_is_not() => ForMonths(month =>
        Outcomes(month, EquityRule.Default)[0].Waiting.All(id =>
            Days(month, EquityRule.Default, id) is not { } days
            || (Served(Longer(month, id, days), EquityRule.Default).Contains(id) && !Served(Longer(month, id, days - 1), EquityRule.Default).Contains(id))));

    private static IReadOnlySet<RequestId> Served(PastMonth month, EquityRule rule) => Outcomes(month, rule)[0].Served;

    private static PastMonth Longer(PastMonth month, RequestId id, int days) => month with
    {
        Requests = [.. month.Requests.Select(r => r.Waiting.Id == id ? r with { Waiting = r.Waiting with { WaitedDays = r.Waiting.WaitedDays + days } } : r)],
    };
}
