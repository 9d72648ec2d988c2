using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Tests.Story;
using static CyberVoisins.Server.Tests.Plans.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>The month's plan: computed, compared, changed by hand, accepted; nobody is asked anything before.</summary>
public sealed class AMonthsPlan
{
    [Fact]
    public async Task Serves_more_than_each_for_itself_with_its_proof_and_asks_nobody()
    {
        var (hood, paul, jeanne, amina, bruno) = await GreedyLoses();
        await using var _ = hood;
        var sent = hood.Telephones.All.Count;
        var plan = await Planned(hood);
        var figures = plan["figures"]!;
        Assert.Equal((2, 2, 2, 1), (figures.Number("requests"), figures.Number("requestsServed"), figures.Number("boundUnits"), figures.Number("requestsServedWithout")));
        Assert.True(figures["exact"]!.GetValue<bool>() && figures["checked"]!.GetValue<bool>());
        Assert.Equal("Bruno", Line(plan, paul)["volunteer"].Text("firstName"));
        Assert.Equal("Amina", Line(plan, jeanne)["volunteer"].Text("firstName"));
        Assert.Equal(64, plan.Text("certificateHash").Length);
        Assert.Equal(sent, hood.Telephones.All.Count);

        // Accepted: now they are asked, and a yes makes the visit.
        var accepted = (await hood.Does(Neighbourhood.CoordinatorPhone, $"acceptPlan(planId: \"{plan.Text("id")}\")", Shown)).Result;
        Assert.Equal("ACCEPTED", accepted.Text("state"));
        await hood.Settle();
        var asked = (await hood.Coordinator($$"""{ plan(id: "{{plan.Text("id")}}") { lines { outcome } } }"""))["plan"]!["lines"]!.AsArray();
        Assert.All(asked, l => Assert.Equal("OFFERED", l.Text("outcome")));
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        var why = (await hood.Ask("{ offers { nodes { why { because decidedBy replayed } } } }", bruno))["offers"]!["nodes"]![0]!["why"]!;
        Assert.Contains("Le plan du mois", why.Texts("because")[0], StringComparison.Ordinal);
        Assert.Equal(("PROPOSAL", "IDENTICAL"), (why.Text("decidedBy"), why.Text("replayed")));
        await hood.Writes(bruno, $"OUI {hood.CodeOf(bruno)}");
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}"); // free to say no
        Assert.Equal("BOOKED", (await hood.Request(paul)).Text("state"));
        Assert.Equal("ESCALATED", (await hood.Request(jeanne)).Text("state"));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, $"acceptPlan(planId: \"{plan.Text("id")}\")", "plan { id }")).Refused);
    }

    [Fact]
    public async Task Is_changed_by_hand_and_says_what_the_change_costs_whom()
    {
        var (hood, paul, jeanne, amina, bruno) = await GreedyLoses();
        await using var _ = hood;
        var plan = await Planned(hood);
        var forced = (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, paul, await hood.IdOf(amina), "FORCE"), $"changed {{ halfHoursLost effects {{ requestId halfHoursLost metresAdded }} {Shown} }}")).Result;
        Assert.Equal(1, forced.Number("halfHoursLost"));
        Assert.Equal(1, forced["effects"]!.AsArray().Single(e => e.Text("requestId") == jeanne.Text("id")).Number("halfHoursLost"));
        Assert.Equal("Amina", Line(forced["plan"]!, paul)["volunteer"].Text("firstName"));
        Assert.Contains("sont pris par d'autres demandes", Line(forced["plan"]!, jeanne).Text("because"), StringComparison.Ordinal);
        Assert.Equal(1, forced["plan"]!["recruitHere"]![0].Number("refused"));

        var free = (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, paul, await hood.IdOf(amina), "FREE"), $"changed {{ halfHoursLost {Shown} }}")).Result;
        Assert.Equal((-1, "Bruno"), (free.Number("halfHoursLost"), Line(free["plan"]!, paul)["volunteer"].Text("firstName")));
        var forbidden = (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, paul, await hood.IdOf(bruno), "FORBID"), $"changed {{ halfHoursLost {Shown} }}")).Result;
        Assert.Equal(1, forbidden.Number("halfHoursLost"));
        Assert.Equal("PLAN_CHANGE_IMPOSSIBLE", (await hood.Does(Neighbourhood.CoordinatorPhone, Change(plan, jeanne, await hood.IdOf(bruno), "FORCE"), "changed { halfHoursLost }")).Refused);
    }

    [Fact]
    public async Task Follows_the_public_order_that_people_voted()
    {
        await using var hood = await Neighbourhood.Start();
        // Paul asked first; Jeanne would lose a right. One neighbour, half an hour.
        var paul = await hood.AsksForJeanne("+33639985001", name: "Paul");
        hood.Clock.Advance(TimeSpan.FromDays(1));
        var jeanne = await hood.AsksForJeanne(extra: ", situations: [DEADLINE_LOSES_A_RIGHT]");
        await hood.HasVolunteer("Amina", minutesPerMonth: 30);
        var bounded = await Planned(hood);
        Assert.Equal((1, 7), (Line(bounded, jeanne).Number("place"), Line(bounded, jeanne).Number("headStartDays")));
        Assert.NotNull(Line(bounded, jeanne)["volunteer"]);
        Assert.InRange(Line(bounded, paul).Number("moreDays"), 6, 7); // seven days ahead, one waited: six, or seven when the public draw is against him

        await hood.Does(Neighbourhood.CoordinatorPhone, "adoptRules(input: { equity: { headStartDays: [0, 0, 0, 0] }, votedBy: \"l'assemblée\", votedOn: \"2026-11-24\", motive: \"L'attente compte seule.\" })", "rules { version }");
        var horizontal = await Planned(hood);
        Assert.NotNull(Line(horizontal, paul)["volunteer"]);
        Assert.Null(Line(horizontal, jeanne)["volunteer"]);
    }

    [Fact]
    public async Task Two_computers_compute_it_once_and_one_that_is_not_wanted_is_dropped()
    {
        var (hood, _, _, _, _) = await GreedyLoses();
        await using var __ = hood;
        var id = (await hood.Ask("mutation { proposePlan(input: { month: 202611 }) { plan { id } errors { code } } }", Neighbourhood.CoordinatorPhone))["proposePlan"]!["plan"]!.Text("id");
        Assert.Equal("INVALID_TRANSITION", (await hood.Ask("mutation { proposePlan(input: { month: 202611 }) { plan { id } errors { code } } }", Neighbourhood.CoordinatorPhone))["proposePlan"]!["errors"]![0].Text("code"));
        var computed = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var scope = hood.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ComputePlans>().Run(CancellationToken.None);
        }));
        Assert.Equal(1, computed.Sum());
        Assert.Equal(2, await hood.Sql(db => db.PlanLines.CountAsync()));
        Assert.Equal("DISCARDED", (await hood.Does(Neighbourhood.CoordinatorPhone, $"discardPlan(planId: \"{id}\")", "plan { state }")).Result.Text("state"));
        Assert.Equal("INVALID_MONTH", (await hood.Does(Neighbourhood.CoordinatorPhone, "proposePlan(input: { month: 202701 })", "plan { id }")).Refused);

        var unwanted = (await hood.Ask("mutation { proposePlan(input: { month: 202611 }) { plan { id } } }", Neighbourhood.CoordinatorPhone))["proposePlan"]!["plan"]!.Text("id");
        await hood.Ask($$"""mutation { discardPlan(planId: "{{unwanted}}") { errors { code } } }""", Neighbourhood.CoordinatorPhone);
        await hood.Settle();
        Assert.Equal(0, await hood.Sql(db => db.PlanLines.CountAsync(l => l.PlanId == new PlanId(Guid.Parse(unwanted)))));
    }
}
