using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CyberVoisins.Server.Tests.Plans.Planning;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>What a plan asks of SQL does not grow with the requests: to compute it, to read it, and to measure the demand beside it.</summary>
public sealed class StatementCountsOfPlans
{
    private readonly Statements _statements = new();

    [Fact]
    public async Task Fifty_requests_cost_what_five_cost()
    {
        await using var hood = await Neighbourhood.Start(adjust: _statements.Listen);
        await Asked(hood, 0, 5);
        foreach (var name in new[] { "Amina", "Bruno", "Chloé" }) await hood.HasVolunteer(name, minutesPerMonth: 300);
        await hood.Settle();
        var few = await Measured(hood, 5);
        await hood.Sql(db => db.Volunteers.ExecuteUpdateAsync(s => s.SetProperty(v => v.State, Core.People.VolunteerState.Paused)));
        await Asked(hood, 5, 45);
        await hood.Sql(db => db.Volunteers.ExecuteUpdateAsync(s => s.SetProperty(v => v.State, Core.People.VolunteerState.Vouched)));
        Assert.Equal(few, await Measured(hood, 50));
    }

    private static async Task Asked(Neighbourhood hood, int from, int count)
    {
        for (var i = from; i < from + count; i++) await hood.AsksForJeanne($"+336399870{i:00}", name: $"Jeanne{i}", modes: i % 2 == 0 ? "[AT_HOME]" : "[BY_PHONE]");
    }

    private async Task<(int Computed, int Read, int Demand)> Measured(Neighbourhood hood, int requests)
    {
        var id = await Proposed(hood);
        var computed = await Reads(hood, scope => scope.GetRequiredService<ComputePlans>().Run(CancellationToken.None));
        await hood.Coordinator("{ me { signedIn } }"); // signed in before, so that only the question is counted
        var before = _statements.Reads;
        var plan = await Read(hood, id);
        var read = _statements.Reads - before;
        Assert.Equal(("PROPOSED", requests), (plan.Text("state"), plan["lines"]!.AsArray().Count));
        Assert.Equal(Math.Min(requests, 30), plan["figures"].Number("requestsServed"));
        hood.Clock.Advance(TimeSpan.FromDays(1));
        var demand = await Reads(hood, scope => scope.GetRequiredService<MeasureDemand>().Run(CancellationToken.None));
        return (computed, read, demand);
    }

    private async Task<int> Reads(Neighbourhood hood, Func<IServiceProvider, Task<int>> work)
    {
        await using var scope = hood.Services.CreateAsyncScope();
        var before = _statements.Reads;
        Assert.Equal(1, await work(scope.ServiceProvider));
        return _statements.Reads - before;
    }
}
