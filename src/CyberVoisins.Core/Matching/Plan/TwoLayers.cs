namespace CyberVoisins.Core.Matching.Plan;

/// <summary>Whole visits of 60 and of 30 minutes, each planned exactly in the time that the other leaves.</summary>
internal sealed record TwoLayers(PlanProblem Month, Layer Sixty, UnitPlan SixtyPlan, Layer Thirty, UnitPlan ThirtyPlan)
{
    /// <param name="sixty">Visits of 60 set aside at each volunteer to begin with.</param>
    public static TwoLayers Of(PlanProblem month, byte[] sixty, CancellationToken cancellation)
    {
        var first = Given(month, sixty, cancellation);
        // What the first 30s leave may hold more or nearer 60s; what those give back may hold more or nearer 30s.
        var taken = first.Thirty.Taken(first.ThirtyPlan);
        return Given(month, [.. month.Capacity.Select((c, v) => (byte)((c - taken[v]) / 2))], cancellation);
    }

    private static TwoLayers Given(PlanProblem month, byte[] visits, CancellationToken cancellation)
    {
        var sixty = Layer.Of(month, 2, visits, keepEmpty: true);
        var sixtyPlan = OnePass.Solve(sixty.Problem, null, cancellation);
        var taken = sixty.Taken(sixtyPlan);
        var thirty = Layer.Of(month, 1, [.. month.Capacity.Select((c, v) => (byte)(c - 2 * taken[v]))], keepEmpty: true);
        return new(month, sixty, sixtyPlan, thirty, OnePass.Solve(thirty.Problem, null, cancellation));
    }
}
