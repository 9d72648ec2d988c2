using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

[Properties(Arbitrary = [typeof(SmallMonths)], MaxTest = 1000)]
public sealed class ChoosingCandidates
{
    private static readonly ulong[] Keys = [.. Enumerable.Range(0, 100).Select(SmallMonth.Key)];

    private static readonly (int Volunteer, int Decametres)[] Hundred = [.. Enumerable.Range(0, 100).Select(v => (v, 10 * v))];

    [Fact]
    public void Half_are_the_nearest_and_half_are_drawn_from_the_others()
    {
        var picked = CandidatePolicy.Pick(Hundred, 30, 1, Keys);
        Assert.Equal(30, picked.Distinct().Count());
        Assert.Equal(Hundred.Take(15), picked.Take(15));
        Assert.NotEqual(Hundred.Skip(15).Take(15), picked.Skip(15));
    }

    [Fact]
    public void Another_request_draws_others_and_the_same_request_the_same()
    {
        Assert.Equal(CandidatePolicy.Pick(Hundred, 30, 1, Keys), CandidatePolicy.Pick(Hundred, 30, 1, Keys));
        Assert.NotEqual(CandidatePolicy.Pick(Hundred, 30, 1, Keys), CandidatePolicy.Pick(Hundred, 30, 2, Keys));
    }

    [Fact]
    public void Whoever_was_considered_still_is_when_the_list_is_deepened()
    {
        for (var request = 0UL; request < 100; request++)
            Assert.Superset(
                CandidatePolicy.Pick(Hundred, 30, request, Keys).ToHashSet(),
                CandidatePolicy.Pick(Hundred, 90, request, Keys).ToHashSet());
    }

    [Property]
    public bool Deepening_serves_exactly_whom_all_eligible_volunteers_would(SmallMonth month)
    {
        IReadOnlyList<(int, int)> Source(int request, int depth) =>
            CandidatePolicy.Pick([.. month.Rows[request].OrderBy(c => c.Decametres)], depth, month.Problem.RequestKeys[request], month.Problem.VolunteerKeys);
        var deepened = Deepening.Solve(month.Problem, Source, depth: 1);
        var all = OnePass.Solve(month.Problem);
        return deepened.ServesTheMost
            && Enumerable.Range(0, month.Units.Length).All(r => deepened.Plan.ServedUnits(r) == all.ServedUnits(r));
    }

    [Fact]
    public void A_list_that_may_not_be_deepened_does_not_claim_the_most()
    {
        var month = new SmallMonth([1, 1], [1, 1], [[(0, 1), (1, 2)], [(0, 1), (1, 2)]]);
        var plan = Deepening.Solve(
            month.Problem, (r, depth) => [.. month.Rows[r].Take(depth)], depth: 1, deepest: 1,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((1, false), (plan.Plan.Units, plan.ServesTheMost));
    }
}
