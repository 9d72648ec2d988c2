using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

[Properties(Arbitrary = [typeof(SmallMonths)], MaxTest = 3000)]
public sealed class FairnessOfAPlan
{
    [Property]
    public bool More_time_from_a_volunteer_unserves_nobody(SmallMonth month, byte who)
    {
        var more = month.Capacity.ToArray();
        more[who % more.Length]++;
        var (before, after) = (OnePass.Solve(month.Problem), OnePass.Solve(month.Problem.With(more)));
        return Requests(month).All(r => after.ServedUnits(r) >= before.ServedUnits(r));
    }

    [Property]
    public bool A_newcomer_displaces_at_most_one_half_hour_and_nobody_who_ranks_before(SmallMonth month, byte who)
    {
        var newcomer = who % month.Units.Length;
        var single = month with { Units = [.. month.Units.Select((u, r) => r == newcomer ? (byte)1 : u)] };
        var others = Requests(month).Where(r => r != newcomer).ToArray();
        var without = OnePass.Solve(single.Problem.InOrder(others));
        var with = OnePass.Solve(single.Problem);
        var lost = others.Select((r, row) => (Request: r, Units: without.ServedUnits(row) - with.ServedUnits(r))).Where(l => l.Units != 0).ToList();
        return lost.Count == 0 || (lost is [{ Units: 1 } only] && only.Request > newcomer);
    }

    [Property]
    public bool Accepting_one_more_neighbour_never_loses_service(SmallMonth month, byte who, byte whom)
    {
        var (r, v) = (who % month.Units.Length, whom % month.Capacity.Length);
        var wider = month.Rows.ToArray();
        if (wider[r].All(c => c.Volunteer != v)) wider[r] = [.. wider[r], (v, 5)];
        return OnePass.Solve((month with { Rows = wider }).Problem).ServedUnits(r) >= OnePass.Solve(month.Problem).ServedUnits(r);
    }

    [Property]
    public bool Of_two_alike_the_first_in_the_order_is_served_first(SmallMonth month, byte a, byte b)
    {
        var (first, second) = (Math.Min(a % month.Units.Length, b % month.Units.Length), Math.Max(a % month.Units.Length, b % month.Units.Length));
        var alike = month with
        {
            Rows = [.. month.Rows.Select((row, r) => r == second ? month.Rows[first] : row)],
            Units = [.. month.Units.Select((u, r) => r == second ? month.Units[first] : u)],
        };
        var plan = OnePass.Solve(alike.Problem);
        return plan.ServedUnits(first) >= plan.ServedUnits(second);
    }

    private static IEnumerable<int> Requests(SmallMonth month) => Enumerable.Range(0, month.Units.Length);
}
