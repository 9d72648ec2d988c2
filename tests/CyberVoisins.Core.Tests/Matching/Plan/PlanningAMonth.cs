using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

[Properties(Arbitrary = [typeof(SmallMonths)], MaxTest = 3000)]
public sealed class PlanningAMonth
{
    [Property]
    public bool No_plan_at_all_is_better(SmallMonth month)
    {
        var plan = OnePass.Solve(month.Problem);
        var (served, cost) = EveryPlan.Best(month.Problem);
        return Enumerable.Range(0, month.Units.Length).All(r => plan.ServedUnits(r) == (served[2 * r] ? 1 : 0) + (served[2 * r + 1] ? 1 : 0))
            && (plan.Certificate.Decametres << PlanProblem.ScaleBits) + plan.Certificate.Ties == cost;
    }

    /// <summary>Within each saturated block, and among all others, what the prices promise is what the plan costs.</summary>
    [Property]
    public bool The_prices_prove_the_distance(SmallMonth month)
    {
        var (problem, plan) = (month.Problem, OnePass.Solve(month.Problem));
        var (prices, block) = (plan.Certificate.Prices, plan.Certificate.Block);
        long primal = 0, dual = 0;
        for (var i = 0; i < plan.At.Length; i++)
        {
            if (plan.At[i] is var v && v == UnitPlan.Nobody) continue;
            primal += problem.CostOf(i / 2, problem.Graph.EdgeOf(i / 2, v));
            dual += Enumerable.Range(problem.Graph.Offsets[i / 2], problem.Graph.Offsets[i / 2 + 1] - problem.Graph.Offsets[i / 2])
                .Where(e => block[problem.Graph.To[e]] == block[v])
                .Min(e => problem.CostOf(i / 2, e) + prices[problem.Graph.To[e]]);
        }
        return primal == dual - Enumerable.Range(0, month.Capacity.Length).Sum(v => month.Capacity[v] * prices[v]);
    }

    [Property]
    public bool The_checker_accepts_it(SmallMonth month) => PlanChecker.Check(month.Problem, OnePass.Solve(month.Problem)) is null;

    [Property]
    public bool Nobody_gives_more_than_their_month(SmallMonth month)
    {
        var plan = OnePass.Solve(month.Problem);
        return plan.At.Where(v => v != UnitPlan.Nobody).GroupBy(v => v).All(g => g.Count() <= month.Capacity[g.Key]);
    }

    [Property]
    public bool The_order_decides_who_and_never_how_many(SmallMonth month)
    {
        var backwards = Enumerable.Range(0, month.Units.Length).Reverse().ToArray();
        return OnePass.Solve(month.Problem.InOrder(backwards)).Units == OnePass.Solve(month.Problem).Units;
    }

    [Property(Arbitrary = [typeof(SpreadMonths)])]
    public bool Numbers_of_volunteers_and_order_of_edges_do_not_matter(SmallMonth month)
    {
        var last = month.Capacity.Length - 1;
        var rows = month.Rows.Select(row => row.Reverse().Select(c => (last - c.Volunteer, c.Decametres)).ToArray()).ToArray();
        var renumbered = new PlanProblem(
            CandidateGraph.Of(rows, last + 1), month.Units, [.. month.Capacity.Reverse()], month.Problem.RequestKeys,
            [.. month.Problem.VolunteerKeys.Reverse()]);
        var (plan, other) = (OnePass.Solve(month.Problem), OnePass.Solve(renumbered));
        return Pairs(plan.At).SetEquals(Pairs(other.At.Select(v => v == UnitPlan.Nobody ? v : last - v).ToArray()));
    }

    [Property(Arbitrary = [typeof(SpreadMonths)])]
    public bool A_request_that_is_not_served_leaves_no_trace(SmallMonth month)
    {
        var plan = OnePass.Solve(month.Problem);
        var kept = Enumerable.Range(0, month.Units.Length).Where(r => plan.ServedUnits(r) > 0).ToArray();
        var without = OnePass.Solve(month.Problem.InOrder(kept));
        return Pairs(plan.At).SetEquals(Pairs(without.At).Select(p => (kept[p.Request], p.Volunteer)));
    }

    [Property(Arbitrary = [typeof(SpreadMonths)])]
    public bool Distances_in_another_unit_give_the_same_plan(SmallMonth month)
    {
        var graph = month.Problem.Graph;
        var metres = month.Problem.With(graph with { Decametres = Array.ConvertAll(graph.Decametres, d => 10 * d) });
        return Pairs(OnePass.Solve(metres).At).SetEquals(Pairs(OnePass.Solve(month.Problem).At));
    }

    [Property(Arbitrary = [typeof(SpreadMonths)])]
    public bool Two_regions_that_share_nobody_are_planned_as_if_alone(SmallMonth north, SmallMonth south)
    {
        var shift = north.Capacity.Length;
        var southRows = south.Rows.Select(row => row.Select(c => (c.Volunteer + shift, c.Decametres)).ToArray());
        var both = new PlanProblem(
            CandidateGraph.Of([.. north.Rows, .. southRows], shift + south.Capacity.Length), [.. north.Units, .. south.Units],
            [.. north.Capacity, .. south.Capacity], [.. north.Problem.RequestKeys, .. south.Problem.RequestKeys],
            [.. north.Problem.VolunteerKeys, .. south.Problem.VolunteerKeys]);
        var alone = Pairs(OnePass.Solve(north.Problem).At).Union(
            Pairs(OnePass.Solve(south.Problem).At).Select(p => (p.Request + north.Units.Length, p.Volunteer + shift)));
        return Pairs(OnePass.Solve(both).At).SetEquals(alone);
    }

    private static HashSet<(int Request, int Volunteer)> Pairs(int[] at) =>
        [.. Enumerable.Range(0, at.Length).Where(i => at[i] != UnitPlan.Nobody).Select(i => (i / 2, at[i]))];
}
