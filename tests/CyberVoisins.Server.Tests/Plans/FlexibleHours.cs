using CyberVoisins.Server.Tests.Story;
using static CyberVoisins.Server.Tests.Plans.Planning;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>The association lets durations free: whole visits of 30 or 60 minutes by whoever has the time.</summary>
public sealed class FlexibleHours
{
    private const string Voted = """adoptRules(input: { durations: FLEXIBLE, votedBy: "l'assemblée", votedOn: "2026-11-24", motive: "Plus de visites possibles." })""";

    [Fact]
    public async Task An_hour_and_a_half_is_an_hour_for_one_and_half_an_hour_for_another()
    {
        await using var hood = await Neighbourhood.Start();
        var hour = await hood.AsksForJeanne(minutes: 60);
        var half = await hood.AsksForJeanne("+33639985001", name: "Paul");
        await hood.HasVolunteer("Amina", minutesPerMonth: 90);
        await hood.Settle();
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, Voted, "rules { version }")).Refused);
        var plan = await Planned(hood);
        var figures = plan["figures"]!;
        Assert.Equal((2, 3, 3), (figures.Number("requestsServed"), figures.Number("servedUnits"), figures.Number("boundUnits")));
        Assert.Equal(("Amina", "Amina"), (Line(plan, hour)["volunteer"].Text("firstName"), Line(plan, half)["volunteer"].Text("firstName")));
    }

    /// <summary>Three visits of an hour, and two neighbours of an hour and a half: six half-hours, but only two whole visits.</summary>
    [Fact]
    public async Task A_visit_stays_whole_and_the_bound_stands_beside_what_is_served()
    {
        await using var hood = await Neighbourhood.Start();
        for (var i = 0; i < 3; i++) await hood.AsksForJeanne($"+3363998500{i}", minutes: 60, name: $"Jeanne{i}");
        foreach (var name in new[] { "Amina", "Bruno" }) await hood.HasVolunteer(name, minutesPerMonth: 90);
        await hood.Settle();
        await hood.Does(Neighbourhood.CoordinatorPhone, Voted, "rules { version }");
        var plan = await Planned(hood);
        var figures = plan["figures"]!;
        Assert.Equal((2, 4), (figures.Number("requestsServed"), figures.Number("servedUnits")));
        Assert.InRange(figures.Number("boundUnits"), 4, 6);
        Assert.False(figures["exact"]!.GetValue<bool>());
        Assert.True(figures["checked"]!.GetValue<bool>());
        // Days alone do not decide there: no number of days is promised.
        Assert.All(plan["lines"]!.AsArray(), l => Assert.Null(l!["moreDays"]));

        // Accepted, each neighbour is asked for a whole hour.
        await hood.Does(Neighbourhood.CoordinatorPhone, $"acceptPlan(planId: \"{plan.Text("id")}\")", "plan { state }");
        var offers = (await hood.Coordinator("{ helpRequests { nodes { offers { volunteer { firstName } minutes } } } }"))["helpRequests"]!["nodes"]!.AsArray().SelectMany(r => r!["offers"]!.AsArray()).ToList();
        Assert.Equal(["Amina", "Bruno"], offers.Select(o => o!["volunteer"].Text("firstName")).Order());
        Assert.All(offers, o => Assert.Equal(60, o.Number("minutes")));
    }

    [Fact]
    public async Task The_public_page_says_that_one_more_neighbour_may_change_who_is_served()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Does(Neighbourhood.CoordinatorPhone, Voted, "rules { version }");
        using var client = hood.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var page = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/regles", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Contains("Durées libres", page, StringComparison.Ordinal);
        Assert.Contains("un voisin de plus peut alors changer qui est servi", page, StringComparison.Ordinal);
    }
}
