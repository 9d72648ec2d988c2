using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Core.Tests.Matching.Plan;

public sealed class LimitsOfAPlan
{
    [Fact]
    public void The_most_half_hours_fit_and_one_more_is_refused()
    {
        Assert.Equal(PlanProblem.MaximumUnits, Empty(PlanProblem.MaximumUnits).Requests);
        Assert.Throws<PlanTooLargeException>(() => Empty(PlanProblem.MaximumUnits + 1));
    }

    [Fact]
    public void The_farthest_pair_fits_and_one_decametre_more_is_refused()
    {
        var farthest = (1 << 27) - 1; // (1 volunteer + 1) x 2^27 decametres
        Assert.Equal(1, new SmallMonth([1], [1], [[(0, farthest)]]).Plan().Units);
        Assert.Throws<PlanTooLargeException>(() => new SmallMonth([1], [1], [[(0, farthest + 1)]]).Problem);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_request_asks_one_or_two_half_hours(byte units) =>
        Assert.Throws<ArgumentException>(() => new SmallMonth([units], [1], [[]]).Problem);

    [Fact]
    public void A_cancelled_plan_returns_nothing()
    {
        using var source = new CancellationTokenSource();
        var reports = new List<PlanProgress>();
        var progress = new Reports(p =>
        {
            reports.Add(p);
            source.Cancel();
        });
        var problem = Empty(3_000);
        Assert.Throws<OperationCanceledException>(() => OnePass.Solve(problem, progress, source.Token));
        Assert.Equal([new PlanProgress(PlanStep.Serving, 0, 3_000)], reports);
    }

    [Fact]
    public void Progress_ends_with_everything_done()
    {
        var reports = new List<PlanProgress>();
        OnePass.Solve(Empty(1_500), new Reports(reports.Add), TestContext.Current.CancellationToken);
        Assert.Equal([0, 1024, 1500], reports.Where(p => p.Step == PlanStep.Serving).Select(p => p.Done));
        Assert.Equal(new PlanProgress(PlanStep.Shortening, 0, 0), reports[^1]);
    }

    private static PlanProblem Empty(int requests)
    {
        var units = new byte[requests];
        Array.Fill(units, (byte)1);
        return new(new(new int[requests + 1], [], [], 0), units, [], new ulong[requests], []);
    }

    private sealed class Reports(Action<PlanProgress> report) : IProgress<PlanProgress>
    {
        public void Report(PlanProgress value) => report(value);
    }
}
