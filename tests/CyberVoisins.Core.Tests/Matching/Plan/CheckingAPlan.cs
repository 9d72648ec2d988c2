using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

[Properties(Arbitrary = [typeof(SpreadMonths)], MaxTest = 3000)]
public sealed class CheckingAPlan
{
    [Property]
    public bool A_half_hour_given_to_somebody_else_is_rejected_even_with_its_totals_put_right(SmallMonth month, byte position, byte to)
    {
        var plan = OnePass.Solve(month.Problem);
        var i = position % plan.At.Length;
        var volunteer = to % (month.Capacity.Length + 1) - 1; // Nobody drops it; on an empty position this adds one
        return IsRejected(month.Problem, plan, at => at[i] = volunteer);
    }

    [Property]
    public bool Two_half_hours_swapped_are_rejected(SmallMonth month, byte a, byte b)
    {
        var plan = OnePass.Solve(month.Problem);
        var (i, j) = (a % plan.At.Length, b % plan.At.Length);
        return IsRejected(month.Problem, plan, at => (at[i], at[j]) = (at[j], at[i]));
    }

    [Property]
    public bool Wrong_totals_are_rejected(SmallMonth month, bool units)
    {
        var plan = OnePass.Solve(month.Problem);
        var proof = plan.Certificate;
        return PlanChecker.Check(month.Problem, plan with
        {
            Certificate = units ? proof with { Units = proof.Units + 1 } : proof with { Decametres = proof.Decametres + 1 },
        }) is { Fault: PlanFault.WrongTotals };
    }

    [Property]
    public bool A_price_where_time_is_left_or_below_zero_is_rejected(SmallMonth month, byte who)
    {
        var plan = OnePass.Solve(month.Problem);
        var v = who % month.Capacity.Length;
        var hasRoom = plan.At.Count(a => a == v) < month.Capacity[v];
        return PlanChecker.Check(month.Problem, Priced(plan, v, hasRoom ? 1 : -1)) is not null;
    }

    /// <summary>A volunteer priced beyond every detour would send away whoever has another candidate in the same block.</summary>
    [Property]
    public bool A_price_that_the_plan_contradicts_is_rejected(SmallMonth month, byte who)
    {
        var plan = OnePass.Solve(month.Problem);
        var v = who % month.Capacity.Length;
        var contradicted = Enumerable.Range(0, plan.At.Length).Any(i => plan.At[i] == v && month.Rows[i / 2].Any(c =>
            c.Volunteer != v && plan.Certificate.Block[c.Volunteer] == plan.Certificate.Block[v]));
        return !contradicted || PlanChecker.Check(month.Problem, Priced(plan, v, 1L << 60)) is { Fault: PlanFault.NotShortest or PlanFault.PriceWithoutScarcity };
    }

    [Property]
    public bool A_volunteer_with_time_left_said_to_be_saturated_is_rejected(SmallMonth month, byte who)
    {
        var plan = OnePass.Solve(month.Problem);
        var v = who % month.Capacity.Length;
        if (plan.At.Count(a => a == v) == month.Capacity[v]) return true;
        return PlanChecker.Check(month.Problem, Ranked(plan, v, 0)) is not null;
    }

    [Property]
    public bool A_refusal_is_rejected_when_one_of_its_neighbours_is_said_to_be_open(SmallMonth month, byte who)
    {
        var plan = OnePass.Solve(month.Problem);
        var v = who % month.Capacity.Length;
        var refused = Enumerable.Range(0, month.Units.Length).Any(r => plan.ServedUnits(r) < month.Units[r] && month.Rows[r].Any(c => c.Volunteer == v));
        return !refused || PlanChecker.Check(month.Problem, Ranked(plan, v, Certificate.Open)) is not null;
    }

    [Fact]
    public void Numbers_out_of_range_are_a_finding_and_not_a_crash()
    {
        var month = new SmallMonth([1], [1], [[(0, 3)]]);
        var plan = month.Plan();
        Assert.Equal(PlanFault.Malformed, PlanChecker.Check(month.Problem, plan with { At = [7, UnitPlan.Nobody] })?.Fault);
        Assert.Equal(PlanFault.Malformed, PlanChecker.Check(month.Problem, plan with { At = [0] })?.Fault);
        Assert.Equal(PlanFault.Malformed, PlanChecker.Check(month.Problem, Priced(plan, 0, long.MaxValue))?.Fault);
        Assert.Equal(PlanFault.Malformed, PlanChecker.Check(month.Problem, Ranked(plan, 0, -1))?.Fault);
    }

    private static bool IsRejected(PlanProblem problem, UnitPlan plan, Action<int[]> mutate)
    {
        var at = plan.At.ToArray();
        mutate(at);
        var same = Enumerable.Range(0, problem.Requests).All(r =>
            at[(2 * r)..(2 * r + 2)].Order().SequenceEqual(plan.At[(2 * r)..(2 * r + 2)].Order()));
        return same || PlanChecker.Check(problem, new(at, Totals(problem, at, plan.Certificate))) is not null;
    }

    private static Certificate Totals(PlanProblem problem, int[] at, Certificate proof)
    {
        var costs = Enumerable.Range(0, at.Length).Where(i => at[i] != UnitPlan.Nobody && problem.Graph.EdgeOf(i / 2, at[i]) >= 0)
            .Select(i => problem.CostOf(i / 2, problem.Graph.EdgeOf(i / 2, at[i]))).ToList();
        return proof with { Units = costs.Count, Decametres = costs.Sum(c => (long)PlanProblem.DecametresOf(c)), Ties = costs.Sum(PlanProblem.TiesOf) };
    }

    private static UnitPlan Priced(UnitPlan plan, int volunteer, long price)
    {
        var prices = plan.Certificate.Prices.ToArray();
        prices[volunteer] = price;
        return plan with { Certificate = plan.Certificate with { Prices = prices } };
    }

    private static UnitPlan Ranked(UnitPlan plan, int volunteer, int block)
    {
        var blocks = plan.Certificate.Block.ToArray();
        blocks[volunteer] = block;
        return plan with { Certificate = plan.Certificate with { Block = blocks } };
    }
}
