using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

[Properties(Arbitrary = [typeof(SmallMonths)], MaxTest = 1000)]
public sealed class ChangingAPlanByHand
{
    private static MonthPlan Solve(PlanProblem month) => MonthPlanner.Solve(month, Durations.MayBeSplit);

    [Property]
    public bool A_forced_pair_is_in_the_plan_or_said_to_be_impossible(SmallMonth month, byte who, byte whom)
    {
        var (r, v) = (who % month.Units.Length, whom % month.Capacity.Length);
        var change = ChangeByHand.Try(month.Problem, Solve(month.Problem), [new(r, v, IsForced: true)], Solve);
        var possible = month.Rows[r].Any(c => c.Volunteer == v) && month.Capacity[v] >= month.Units[r];
        return change.IsPossible == possible
            && (!possible || Enumerable.Range(0, month.Units[r]).All(unit => change.After.At[2 * r + unit] == v));
    }

    [Property]
    public bool A_forbidden_pair_is_not_in_the_plan(SmallMonth month, byte who, byte whom)
    {
        var (r, v) = (who % month.Units.Length, whom % month.Capacity.Length);
        var change = ChangeByHand.Try(month.Problem, Solve(month.Problem), [new(r, v, IsForced: false)], Solve);
        return change.IsPossible && !change.After.At.AsSpan(2 * r, 2).Contains(v);
    }

    [Property]
    public bool Whom_it_costs_what_adds_up(SmallMonth month, byte who, byte whom)
    {
        var (r, v) = (who % month.Units.Length, whom % month.Capacity.Length);
        var before = Solve(month.Problem);
        var change = ChangeByHand.Try(month.Problem, before, [new(r, v, IsForced: true)], Solve);
        return change.UnitsLost == change.Changed.Sum(c => c.UnitsLost)
            && change.DecametresAdded == change.Changed.Sum(c => c.DecametresAfter - c.DecametresBefore)
            && change.UnitsLost == before.Units - change.After.Units;
    }

    [Property]
    public bool Deciding_what_the_plan_already_says_costs_nobody_a_half_hour(SmallMonth month)
    {
        var before = Solve(month.Problem);
        var r = Enumerable.Range(0, month.Units.Length).FirstOrDefault(r => before.ServedUnits(r) == month.Units[r]
            && (month.Units[r] == 1 || before.At[2 * r] == before.At[2 * r + 1]), -1);
        if (r < 0) return true;
        var change = ChangeByHand.Try(month.Problem, before, [new(r, before.At[2 * r], IsForced: true)], Solve);
        return change.UnitsLost == 0 && change.DecametresAdded == 0 && change.Changed.All(c => c.UnitsLost == 0);
    }

    /// <summary>Ana's only neighbour is Bruno; Bruno's hour went to Ana. Giving him to Carole leaves Ana without.</summary>
    [Fact]
    public void The_coordinator_reads_who_loses_what()
    {
        var month = new SmallMonth([1, 1], [1, 1], [[(0, 10)], [(0, 20), (1, 50)]]);
        var change = ChangeByHand.Try(month.Problem, Solve(month.Problem), [new(1, 0, IsForced: true)], Solve);
        Assert.Equal((1, -40L), (change.UnitsLost, change.DecametresAdded));
        Assert.Equal([(0, 1), (1, 0)], change.Changed.Select(c => (c.Request, c.UnitsLost)));
        Assert.Equal((50L, 20L), (change.Changed[1].DecametresBefore, change.Changed[1].DecametresAfter));
    }
}
