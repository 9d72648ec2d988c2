using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CyberVoisins.Server.Tests.Plans.Planning;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>A computation that fails or is no longer wanted, and two people who change one plan at once.</summary>
public sealed class WhenAPlanIsInterrupted
{
    /// <summary>Read when the requests are read and nothing is solved yet.</summary>
    private const string LastRead = "\"VisitLength\" IS NOT NULL";

    private readonly Statements _statements = new();

    [Fact]
    public async Task A_computation_that_failed_says_so_and_is_asked_for_again()
    {
        var (hood, paul, _, amina, _) = await GreedyLoses(_statements.Listen);
        await using var __ = hood;
        _statements.Before = sql => sql.Contains(LastRead, StringComparison.Ordinal) ? Task.FromException(new InvalidOperationException("the disk is full")) : Task.CompletedTask;
        var failed = await Planned(hood);
        Assert.Equal("FAILED", failed.Text("state"));
        Assert.Null(failed["figures"]);
        Assert.Empty(failed["lines"]!.AsArray());
        foreach (var refused in new[] { $"acceptPlan(planId: \"{failed.Text("id")}\")", $"discardPlan(planId: \"{failed.Text("id")}\")" })
            Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, refused, "plan { id }")).Refused);
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, Change(failed, paul, await hood.IdOf(amina), "FORCE"), "changed { halfHoursLost }")).Refused);

        _statements.Before = _ => Task.CompletedTask;
        var again = await Planned(hood);
        Assert.Equal(("PROPOSED", 2), (again.Text("state"), again["figures"].Number("requestsServed")));
        Assert.Equal("FAILED", (await Read(hood, failed.Text("id"))).Text("state"));
    }

    [Fact]
    public async Task A_plan_discarded_while_it_is_computed_leaves_nothing_and_the_next_can_be_asked_for()
    {
        var (hood, _, _, _, _) = await GreedyLoses(_statements.Listen);
        await using var __ = hood;
        var (underWay, goOn) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var id = await Proposed(hood);
        _statements.Before = sql =>
        {
            if (!sql.Contains(LastRead, StringComparison.Ordinal)) return Task.CompletedTask;
            underWay.TrySetResult();
            return goOn.Task;
        };
        var computing = Task.Run(async () =>
        {
            await using var scope = hood.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ComputePlans>().Run(CancellationToken.None);
        });
        await underWay.Task;
        Assert.Equal(("COMPUTING", 2), (await Read(hood, id) is var during ? during.Text("state") : "", during.Number("requestsDone")));
        Assert.Equal("DISCARDED", (await hood.Coordinator($$"""mutation { discardPlan(planId: "{{id}}") { plan { state } errors { code } } }"""))["discardPlan"]!["plan"].Text("state"));
        hood.Clock.Advance(TimeSpan.FromSeconds(2)); // the solver looks whether it is still wanted
        goOn.SetResult();
        Assert.Equal(0, await computing);
        _statements.Before = _ => Task.CompletedTask;
        var discarded = await Read(hood, id);
        Assert.Equal("DISCARDED", discarded.Text("state"));
        Assert.Empty(discarded["lines"]!.AsArray());
        Assert.Equal("PROPOSED", (await Planned(hood)).Text("state"));
    }

    [Fact]
    public async Task Two_people_change_one_plan_at_once_and_both_are_heard()
    {
        var (hood, paul, jeanne, amina, bruno) = await GreedyLoses();
        await using var _ = hood;
        var plan = await Planned(hood);
        var (hers, his) = (await hood.IdOf(amina), await hood.IdOf(bruno));
        await hood.Coordinator("{ me { signedIn } }");
        await Task.WhenAll(new[] { Change(plan, paul, his, "FORBID"), Change(plan, jeanne, hers, "FORBID"), Change(plan, paul, hers, "FORBID") }
            .Select(change => Task.Run(() => hood.Coordinator($"mutation {{ {change} {{ changed {{ halfHoursLost }} errors {{ code }} }} }}"))));
        var changed = (await hood.Coordinator($$"""{ plan(id: "{{plan.Text("id")}}") { figures { requestsServed } lines { volunteer { firstName } } changes { choice } } }"""))["plan"]!;
        Assert.Equal((0, 3), (changed["figures"].Number("requestsServed"), changed["changes"]!.AsArray().Count));
        Assert.Equal([1, 2, 3], await hood.Sql(db => db.PlanDecisions.OrderBy(d => d.Sequence).Select(d => d.Sequence).ToListAsync()));
    }

    [Fact]
    public async Task A_plan_changed_by_hand_is_accepted_as_it_was_changed()
    {
        var (hood, paul, jeanne, amina, bruno) = await GreedyLoses();
        await using var _ = hood;
        var plan = await Planned(hood);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, paul, await hood.IdOf(amina), "FORCE"), "changed { halfHoursLost }")).Refused);
        await hood.Does(Neighbourhood.CoordinatorPhone, $"acceptPlan(planId: \"{plan.Text("id")}\")", "plan { state }");
        var accepted = await Read(hood, plan.Text("id"));
        Assert.Equal(("ACCEPTED", "OFFERED", "Amina"), (accepted.Text("state"), Line(accepted, paul).Text("outcome"), Line(accepted, paul)["volunteer"].Text("firstName")));
        Assert.Null(Line(accepted, jeanne)["outcome"]);
        Assert.Equal(amina, (await hood.Request(paul))["offers"]!.AsArray().Single()!["volunteer"].Text("phone"));
        Assert.Equal("ESCALATED", (await hood.Request(jeanne)).Text("state")); // nobody was asked for her: she stays on the association's list
        Assert.Empty((await hood.Request(jeanne))["offers"]!.AsArray());
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, paul, await hood.IdOf(bruno), "FORCE"), "changed { halfHoursLost }")).Refused);
    }
}
