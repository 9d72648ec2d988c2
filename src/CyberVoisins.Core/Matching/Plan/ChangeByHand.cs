namespace CyberVoisins.Core.Matching.Plan;

/// <summary>What a coordinator decides about one pair.</summary>
/// <param name="IsForced">True: this neighbour and nobody else, whatever the order. False: never this neighbour.</param>
public sealed record PairDecision(int Request, int Volunteer, bool IsForced);

/// <summary>What a change does to one request; distances over its half-hours.</summary>
public sealed record ChangedRequest(
    int Request, IReadOnlyList<int> VolunteersBefore, IReadOnlyList<int> VolunteersAfter, long DecametresBefore, long DecametresAfter)
{
    /// <summary>Half-hours lost; below zero when won.</summary>
    public int UnitsLost => VolunteersBefore.Count - VolunteersAfter.Count;
}

/// <summary>A plan changed by hand, and what the change costs whom. Exact: the month is planned again under the decisions.</summary>
/// <param name="After">The plan under the decisions, in the numbering of the plan before.</param>
/// <param name="IsPossible">False when a forced pair cannot be: not allowed, or the neighbour has not that much time.</param>
/// <param name="Changed">Every request whose neighbours differ, in the public order.</param>
public sealed record ChangeByHand(MonthPlan After, bool IsPossible, int UnitsLost, long DecametresAdded, IReadOnlyList<ChangedRequest> Changed)
{
    /// <param name="solve">Plans a month under the association's rule, for example by <see cref="MonthPlanner"/>.</param>
    public static ChangeByHand Try(
        PlanProblem month, MonthPlan before, IReadOnlyList<PairDecision> decisions, Func<PlanProblem, MonthPlan> solve)
    {
        var forced = decisions.Where(d => d.IsForced).Select(d => d.Request).Distinct().Order().ToList();
        var order = forced.Concat(Enumerable.Range(0, month.Requests).Except(forced)).ToList();
        var rows = decisions.GroupBy(d => d.Request).ToDictionary(g => g.Key, g => Allowed(month, g.Key, [.. g]));
        var after = InNumbering(solve(month.WithCandidates(rows).InOrder(order)), order);
        var possible = decisions.Where(d => d.IsForced).All(d => Enumerable.Range(0, month.Units[d.Request])
            .All(unit => after.At[2 * d.Request + unit] == d.Volunteer));
        var changed = Enumerable.Range(0, month.Requests).Select(r => Compare(month, r, before, after)).OfType<ChangedRequest>();
        return new(after, possible, before.Units - after.Units, after.Decametres - before.Decametres, [.. changed]);
    }

    private static IReadOnlyList<(int Volunteer, int Decametres)> Allowed(PlanProblem month, int request, List<PairDecision> decisions)
    {
        var only = decisions.FirstOrDefault(d => d.IsForced)?.Volunteer;
        return [.. month.CandidatesOf(request).Where(c =>
            (only is null || c.Volunteer == only) && !decisions.Exists(d => !d.IsForced && d.Volunteer == c.Volunteer))];
    }

    private static MonthPlan InNumbering(MonthPlan plan, List<int> order)
    {
        var at = new int[plan.At.Length];
        for (var row = 0; row < order.Count; row++)
            (at[2 * order[row]], at[2 * order[row] + 1]) = (plan.At[2 * row], plan.At[2 * row + 1]);
        return plan with { At = at, Layers = [.. plan.Layers.Select(l => l with { Rows = [.. l.Rows.Select(row => order[row])] })] };
    }

    private static ChangedRequest? Compare(PlanProblem month, int request, MonthPlan before, MonthPlan after)
    {
        var (was, now) = (Volunteers(before, request), Volunteers(after, request));
        return was.SequenceEqual(now)
            ? null
            : new(request, was, now, Decametres(month, request, was), Decametres(month, request, now));
    }

    private static int[] Volunteers(MonthPlan plan, int request) =>
        [.. plan.At.Skip(2 * request).Take(2).Where(v => v != UnitPlan.Nobody).Order()];

    private static long Decametres(PlanProblem month, int request, int[] volunteers) =>
        volunteers.Sum(v => (long)month.Graph.DecametresOf(request, v));
}
