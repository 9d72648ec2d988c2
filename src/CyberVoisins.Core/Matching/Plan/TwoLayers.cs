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

    /// <summary>Visits of 60 at each volunteer.</summary>
    public int[] SixtyTaken { get; } = Sixty.Taken(SixtyPlan);

    public int Units => 2 * SixtyPlan.Units + ThirtyPlan.Units;

    /// <summary>Visits of 30 without a place.</summary>
    public int ThirtyLost => Thirty.Rows.Length - ThirtyPlan.Units;

    public long Decametres => 2 * SixtyPlan.Certificate.Decametres + ThirtyPlan.Certificate.Decametres;

    public bool IsBetterThan(TwoLayers other) =>
        Units != other.Units ? Units > other.Units : Decametres < other.Decametres;

    /// <summary>The visits as a table that can be rearranged.</summary>
    public WholeVisits Table()
    {
        var visits = new WholeVisits(Month);
        for (var v = 0; v < SixtyTaken.Length; v++) visits.Sixties[v] = (byte)SixtyTaken[v];
        for (var row = 0; row < Thirty.Rows.Length; row++)
            if (ThirtyPlan.At[2 * row] is var v && v != UnitPlan.Nobody) visits.PlaceThirty(Thirty.Rows[row], v);
        return visits;
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
