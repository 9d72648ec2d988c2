using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Matching.Plan;
using static CyberVoisins.Core.Tests.Matching.Equity.Requests;

namespace CyberVoisins.Core.Tests.Matching.Explanations;

public sealed class WaitingForThePlan
{
    /// <summary>Seven requests, all of need 0, waited 10, 9, … 4 days; so many helpers with half an hour each, all eligible for all but the last.</summary>
    private static PastMonth Month(int helpers) => new(
        [.. Enumerable.Range(1, 7).Select(i => new PastRequest(Waiting(i, 0, 11 - i), i == 7 ? [] : [.. Helpers(helpers).Select(v => new EligibleNeighbour(v, 300))]))],
        [.. Helpers(helpers).Select(v => new PastVolunteer(v, 1, VisitLength.Thirty))], "plan-2026-12");

    private static IEnumerable<VolunteerId> Helpers(int count) => Enumerable.Range(1, count).Select(i => Make.Candidate(i).Id);

    private static Outcome? OutcomeOf(int request, int helpers) =>
        PlanChanges.Of(Month(helpers), EquityRule.Default, Id(request), TestContext.Current.CancellationToken);

    [Fact]
    public void Says_the_place_the_full_block_and_the_days_that_would_have_been_enough()
    {
        var outcome = OutcomeOf(6, helpers: 5)!;
        Assert.Equal([SentenceKey.PlaceInOrder, SentenceKey.AllTakenBefore], outcome.Reason.Sentences.Select(s => s.Key));
        Assert.Equal([6, 7], outcome.Reason.Sentences[0].Figures.Select(f => f.Value!.Value));
        Assert.Equal([5, 5], outcome.Reason.Sentences[1].Figures.Select(f => f.Value!.Value));
        Assert.Equal(new Witness(5, 5, 5), outcome.Witness);
        var change = Assert.Single(outcome.Counterfactuals);
        Assert.Equal((LeverKind.WaitedLonger, NewOutcome.Served), (Assert.Single(change.Changes).Kind, change.NewOutcome));
        Assert.InRange(change.Changes[0].Amount!.Value!.Value, 1, 2); // 5 + 1 days is a draw with the fifth, 5 + 2 is before
    }

    [Fact]
    public void Four_helpers_are_a_few()
    {
        var outcome = OutcomeOf(6, helpers: 4)!;
        Assert.Equal(new Witness(null, null, null), outcome.Witness);
        Assert.All(outcome.Reason.Sentences[1].Figures, f => Assert.Null(f.Value));
    }

    [Fact]
    public void When_nobody_could_help_no_wait_would_have_been_enough()
    {
        var outcome = OutcomeOf(7, helpers: 5)!;
        Assert.Equal(SentenceKey.NobodyEligible, outcome.Reason.Sentences[1].Key);
        Assert.Empty(outcome.Counterfactuals);
    }

    [Fact]
    public void Whoever_is_served_has_nothing_to_ask() => Assert.Null(OutcomeOf(1, helpers: 5));
}
