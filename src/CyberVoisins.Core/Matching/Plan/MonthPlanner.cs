namespace CyberVoisins.Core.Matching.Plan;

/// <summary>The month's plan under the association's rule of durations.</summary>
public static class MonthPlanner
{
    /// <param name="choices">What each volunteer gives; read only when volunteers choose.</param>
    /// <exception cref="OperationCanceledException">When cancelled; nothing half-done is returned.</exception>
    public static MonthPlan Solve(
        PlanProblem month, Durations durations, IReadOnlyList<VisitLength>? choices = null,
        IProgress<PlanProgress>? progress = null, CancellationToken cancellation = default) => durations switch
        {
            Durations.VolunteersChoose => Chosen(
                month, choices ?? throw new ArgumentNullException(nameof(choices)), progress, cancellation),
            Durations.MayBeSplit => Split(month, progress, cancellation),
            Durations.Flexible => FlexibleHours.Solve(month, progress, cancellation),
        };

    private static MonthPlan Split(PlanProblem month, IProgress<PlanProgress>? progress, CancellationToken cancellation)
    {
        var plan = OnePass.Solve(month, progress, cancellation);
        var rows = Enumerable.Range(0, month.Requests).ToArray();
        return new(
            Durations.MayBeSplit, plan.At, plan.Units, plan.Units, plan.Certificate.Decametres, [new(month, plan, rows, 1)]);
    }

    private static MonthPlan Chosen(
        PlanProblem month, IReadOnlyList<VisitLength> choices, IProgress<PlanProgress>? progress, CancellationToken cancellation)
    {
        if (choices.Count != month.Volunteers) throw new ArgumentException("Each volunteer must have chosen.", nameof(choices));
        var sixty = month.Capacity.Select((c, v) => (byte)(choices[v] == VisitLength.Sixty ? c / 2 : 0)).ToArray();
        var thirty = month.Capacity.Select((c, v) => choices[v] == VisitLength.Thirty ? c : (byte)0).ToArray();
        var layers = new[] { Layer.Of(month, 2, sixty), Layer.Of(month, 1, thirty) };
        var plans = Array.ConvertAll(layers, layer => OnePass.Solve(layer.Problem, progress, cancellation));
        return Merge(Durations.VolunteersChoose, month, layers, plans, bound: null);
    }

    /// <param name="bound">Null when the layers are exact: what they serve is the most.</param>
    internal static MonthPlan Merge(Durations durations, PlanProblem month, Layer[] layers, UnitPlan[] plans, int? bound)
    {
        var at = new int[2 * month.Requests];
        Array.Fill(at, UnitPlan.Nobody);
        var (units, decametres) = (0, 0L);
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i].Write(plans[i], at);
            units += layers[i].UnitsEach * plans[i].Units;
            decametres += layers[i].UnitsEach * plans[i].Certificate.Decametres;
        }
        var proved = layers.Zip(plans, (layer, plan) => new ProvedLayer(layer.Problem, plan, layer.Rows, layer.UnitsEach));
        return new(durations, at, units, bound ?? units, decametres, [.. proved]);
    }
}
