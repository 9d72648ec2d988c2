using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

[Properties(Arbitrary = [typeof(SmallMonths)], MaxTest = 3000)]
public sealed class ChoosingDurations
{
    [Property]
    public bool Whole_visits_stay_whole_and_within_the_month(SmallMonth month)
    {
        var plan = MonthPlanner.Solve(month.Problem, Durations.Flexible);
        return WholeAndWithin(month, plan) && plan is { IsExact: false, GapUnits: >= 0 } && LayersAreProved(plan);
    }

    [Property]
    public bool The_bound_of_flexible_hours_is_never_below_the_best_whole_plan(SmallMonth month)
    {
        var plan = MonthPlanner.Solve(month.Problem, Durations.Flexible);
        var best = MostWholeUnits(month, 0, [.. month.Capacity.Select(c => (int)c)]);
        return plan.Units <= best && best <= plan.BoundUnits;
    }

    [Property]
    public bool What_volunteers_choose_is_kept_and_proved_the_most(SmallMonth month, ushort choices)
    {
        var chosen = month.Capacity.Select((_, v) => (choices >> v & 1) == 1 ? VisitLength.Sixty : VisitLength.Thirty).ToArray();
        var plan = MonthPlanner.Solve(month.Problem, Durations.VolunteersChoose, chosen);
        return WholeAndWithin(month, plan) && LayersAreProved(plan) && plan is { IsExact: true, GapUnits: 0 }
            && Enumerable.Range(0, plan.At.Length).All(i => plan.At[i] == UnitPlan.Nobody
                || chosen[plan.At[i]] == (month.Units[i / 2] == 2 ? VisitLength.Sixty : VisitLength.Thirty));
    }

    [Property]
    public bool Visits_that_may_be_split_are_the_plan_of_half_hours(SmallMonth month)
    {
        var plan = MonthPlanner.Solve(month.Problem, Durations.MayBeSplit);
        return plan is { IsExact: true, GapUnits: 0 } && plan.At.SequenceEqual(OnePass.Solve(month.Problem).At) && LayersAreProved(plan);
    }

    [Fact]
    public void Two_halves_become_one_whole_when_somebody_can_move()
    {
        // The 60 is nearest to both by halves; whole, it needs one of them alone, and the 30 can go to the other.
        var month = new SmallMonth([2, 1], [2, 2], [[(0, 10), (1, 10)], [(0, 1), (1, 2)]]);
        var plan = month.Plan(Durations.Flexible);
        Assert.Equal((3, 3), (plan.Units, plan.BoundUnits));
        Assert.Equal(plan.At[0], plan.At[1]);
    }

    private static bool LayersAreProved(MonthPlan plan) => plan.Layers.All(l => PlanChecker.Check(l.Problem, l.Plan) is null);

    private static bool WholeAndWithin(SmallMonth month, MonthPlan plan) =>
        Enumerable.Range(0, month.Units.Length).All(r =>
            (month.Units[r] == 2 ? plan.At[2 * r] == plan.At[2 * r + 1] : plan.At[2 * r + 1] == UnitPlan.Nobody)
            && (plan.At[2 * r] == UnitPlan.Nobody || month.Rows[r].Any(c => c.Volunteer == plan.At[2 * r])))
        && plan.At.Where(v => v != UnitPlan.Nobody).GroupBy(v => v).All(g => g.Count() <= month.Capacity[g.Key])
        && plan.Units == plan.At.Count(v => v != UnitPlan.Nobody);

    private static int MostWholeUnits(SmallMonth month, int request, int[] left)
    {
        if (request == month.Units.Length) return 0;
        var best = MostWholeUnits(month, request + 1, left);
        foreach (var (v, _) in month.Rows[request])
        {
            if (left[v] < month.Units[request]) continue;
            left[v] -= month.Units[request];
            best = Math.Max(best, month.Units[request] + MostWholeUnits(month, request + 1, left));
            left[v] += month.Units[request];
        }
        return best;
    }
}
