using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

[Properties(Arbitrary = [typeof(SmallMonths)], MaxTest = 3000)]
public sealed class ExplainingARefusal
{
    [Property]
    public bool Everybody_it_could_reach_is_full_with_requests_that_rank_before(SmallMonth month) =>
        Refused(month).All(x =>
        {
            var block = SaturatedBlock.Around(month.Problem, x.Plan, x.Request)!;
            var inside = x.Plan.At.Count(block.Volunteers.Contains);
            return inside == block.Units
                && block.Requests.All(r => r < x.Request && month.Rows[r].All(c => block.Volunteers.Contains(c.Volunteer)))
                && month.Rows[x.Request].All(c => block.Volunteers.Contains(c.Volunteer));
        });

    [Property]
    public bool Any_one_request_inside_gone_makes_room_for_the_first_refused(SmallMonth month) =>
        Refused(month).Take(1).All(x => SaturatedBlock.Around(month.Problem, x.Plan, x.Request)!.Requests.All(gone =>
        {
            var others = Enumerable.Range(0, month.Units.Length).Where(r => r != gone).ToList();
            return OnePass.Solve(month.Problem.InOrder(others)).ServedUnits(others.IndexOf(x.Request)) > x.Plan.ServedUnits(x.Request);
        }));

    [Property]
    public bool One_half_hour_of_a_neighbour_for_any_one_request_named_is_enough(SmallMonth month) =>
        Refused(month).All(x => SmallestChange.For(month.Problem, x.Plan, x.Request)!.NeighbourFor.All(helped =>
            OnePass.Solve(month.Problem.WithNewcomer(1, 77, [(helped, 4)])).ServedUnits(x.Request) > x.Plan.ServedUnits(x.Request)));

    [Property]
    public bool A_neighbour_of_its_own_is_enough_for_whoever_has_nothing(SmallMonth month) =>
        Refused(month).Where(x => x.Plan.ServedUnits(x.Request) == 0)
            .All(x => SmallestChange.For(month.Problem, x.Plan, x.Request)!.NeighbourFor.Contains(x.Request));

    /// <summary>Days fall by one every other place, so that both days and public numbers decide.</summary>
    [Property]
    public bool So_many_more_days_are_enough_and_one_day_less_is_not(SmallMonth month) =>
        Refused(month).All(x =>
        {
            var n = month.Units.Length;
            var order = new OrderKeys([.. Enumerable.Range(0, n).Select(r => (n - r) / 2)], [.. Enumerable.Range(0, n).Select(r => (ulong)r)]);
            var change = SmallestChange.For(month.Problem, x.Plan, x.Request, order)!;
            return change.MoreDays is not { } days
                || (ServedWith(month, order, x.Request, days) > x.Plan.ServedUnits(x.Request)
                    && ServedWith(month, order, x.Request, days - 1) == x.Plan.ServedUnits(x.Request));
        });

    [Fact]
    public void Without_anybody_eligible_only_a_neighbour_helps()
    {
        var month = new SmallMonth([1, 1], [1], [[(0, 3)], []]);
        var plan = month.Plan();
        var block = SaturatedBlock.Around(month.Problem, plan, 1)!;
        Assert.Equal((-1, 0, 0), (block.Block, block.Units, block.Requests.Count));
        var change = Change(month, plan, 1)!;
        Assert.Null(change.Before);
        Assert.Equal([1], change.NeighbourFor);
    }

    [Fact]
    public void Who_has_all_they_asked_for_has_nothing_to_be_explained()
    {
        var month = new SmallMonth([1], [1], [[(0, 3)]]);
        Assert.Null(Change(month, month.Plan(), 0));
    }

    private static SmallestChange? Change(SmallMonth month, UnitPlan plan, int request) =>
        SmallestChange.For(month.Problem, plan, request);

    private static IEnumerable<(UnitPlan Plan, int Request)> Refused(SmallMonth month)
    {
        var plan = OnePass.Solve(month.Problem);
        return Enumerable.Range(0, month.Units.Length).Where(r => plan.ServedUnits(r) < month.Units[r]).Select(r => (plan, r));
    }

    private static int ServedWith(SmallMonth month, OrderKeys keys, int request, int moreDays)
    {
        var order = Enumerable.Range(0, month.Units.Length)
            .OrderByDescending(r => keys.Days[r] + (r == request ? moreDays : 0)).ThenBy(r => keys.Ties[r]).ToList();
        return OnePass.Solve(month.Problem.InOrder(order)).ServedUnits(order.IndexOf(request));
    }
}
