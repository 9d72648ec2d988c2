using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Plan;

/// <summary>Only what is asked counts: who asks, and under which number, changes nothing but draws between equals.</summary>
[Properties(MaxTest = 1_000)]
public sealed class WhoAsksDoesNotMatter
{
    private const string Salt = "plan-2026-12";

    /// <summary>Two residents exchange all they asked for; each now stands where the other stood.</summary>
    [Property]
    public bool Two_residents_who_swap_what_they_ask_swap_their_places(int[] draws, byte a, byte b)
    {
        var requests = Alone(Equity.Requests.From(draws));
        if (requests.Count < 2) return true;
        var (one, other) = (a % requests.Count, b % requests.Count);
        var swapped = requests.ToList();
        (swapped[one], swapped[other]) = (requests[other] with { Id = requests[one].Id }, requests[one] with { Id = requests[other].Id });
        var (before, after) = (Places(requests), Places(swapped));
        return before[requests[one].Id] == after[requests[other].Id] && before[requests[other].Id] == after[requests[one].Id]
            && requests.Where((_, i) => i != one && i != other).All(r => before[r.Id] == after[r.Id]);
    }

    /// <summary>And their neighbours, when the month is planned in that order.</summary>
    [Property(Arbitrary = [typeof(SpreadMonths)])]
    public bool Two_residents_who_swap_what_they_ask_swap_their_neighbours(SmallMonth month, int[] draws, byte a, byte b)
    {
        var asked = Alone(Equity.Requests.From(draws)).Take(month.Units.Length).ToList();
        if (asked.Count == 0) return true;
        var (one, other) = (a % asked.Count, b % asked.Count);
        int[] own = [.. Enumerable.Range(0, asked.Count)], swapped = [.. own];
        (swapped[one], swapped[other]) = (other, one);
        var (before, after) = (Neighbours(month, asked, own), Neighbours(month, asked, swapped));
        return own.All(person => before[swapped[person]].SetEquals(after[person]));
    }

    /// <summary>Who helps each person, when person i asks what was drawn as number whose[i].</summary>
    private static Dictionary<int, HashSet<int>> Neighbours(SmallMonth month, IReadOnlyList<WaitingRequest> asked, int[] whose)
    {
        var people = whose.Select((content, person) => asked[content] with { Id = asked[person].Id, Minutes = 30 * month.Units[content] }).ToList();
        var order = PublicOrder.Of(EquityRule.Default, people, Salt).Select(p => people.FindIndex(r => r.Id == p.Request.Id)).ToList();
        var plan = OnePass.Solve(new PlanProblem(
            CandidateGraph.Of([.. order.Select(person => month.Rows[whose[person]])], month.Capacity.Length), [.. order.Select(person => month.Units[whose[person]])], month.Capacity,
            [.. order.Select(person => SmallMonth.Key(person + 1))], month.Problem.VolunteerKeys));
        return order.Select((person, place) => (person, Helpers: new[] { plan.At[2 * place], plan.At[2 * place + 1] }.Where(v => v != UnitPlan.Nobody).ToHashSet())).ToDictionary(x => x.person, x => x.Helpers);
    }

    /// <summary>Distances of 0 to 9: whole plans tie. Whoever helps may then be another, who is served and how far may not.</summary>
    [Property(Arbitrary = [typeof(SmallMonths)])]
    public bool Renumbered_volunteers_serve_the_same_requests_as_near_even_where_plans_tie(SmallMonth month)
    {
        var last = month.Capacity.Length - 1;
        var renumbered = new PlanProblem(
            CandidateGraph.Of([.. month.Rows.Select(row => row.Reverse().Select(c => (last - c.Volunteer, c.Decametres)).ToArray())], last + 1), month.Units, [.. month.Capacity.Reverse()],
            month.Problem.RequestKeys, [.. month.Problem.VolunteerKeys.Reverse()]);
        return Same(month, OnePass.Solve(month.Problem), OnePass.Solve(renumbered));
    }

    /// <summary>Other numbers draw otherwise; the draw never decides who is served.</summary>
    [Property(Arbitrary = [typeof(SmallMonths)])]
    public bool Renumbered_requests_are_served_the_same_and_as_near_even_where_plans_tie(SmallMonth month, ushort number)
    {
        var p = month.Problem;
        var renumbered = new PlanProblem(p.Graph, p.Units, p.Capacity, [.. Enumerable.Range(1, p.Requests).Select(r => SmallMonth.Key(r + 10_000 + number))], p.VolunteerKeys);
        return Same(month, OnePass.Solve(p), OnePass.Solve(renumbered));
    }

    private static bool Same(SmallMonth month, UnitPlan one, UnitPlan other) =>
        Enumerable.Range(0, month.Units.Length).All(r => one.ServedUnits(r) == other.ServedUnits(r)) && one.Certificate.Decametres == other.Certificate.Decametres;

    private static IReadOnlyList<WaitingRequest> Alone(IReadOnlyList<WaitingRequest> requests) =>
        [.. requests.GroupBy(r => PublicOrder.Of(EquityRule.Default, [r], Salt)[0].KeyDays).Select(g => g.First())];

    private static Dictionary<RequestId, int> Places(IReadOnlyList<WaitingRequest> requests) => PublicOrder.Of(EquityRule.Default, requests, Salt).ToDictionary(p => p.Request.Id, p => p.Place);
}
