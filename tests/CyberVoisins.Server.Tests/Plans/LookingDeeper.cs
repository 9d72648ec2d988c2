using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static CyberVoisins.Server.Tests.Plans.Planning;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>A plan looks at a few people for each request, and at more where those few are full.</summary>
public sealed class LookingDeeper
{
    /// <summary>Eight in one house, eight neighbours with half an hour each; at first only one neighbour is looked at for each: the nearest, the same for all.</summary>
    [Fact]
    public async Task Nobody_waits_whom_a_neighbour_farther_down_the_list_could_help()
    {
        await using var hood = await Neighbourhood.Start(adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(new PlanDepth(1))));
        for (var i = 0; i < 8; i++) await hood.AsksForJeanne($"+3363998710{i}", name: $"Jeanne{i}");
        for (var i = 0; i < 8; i++) await hood.HasVolunteer($"Voisin{i}", metresAway: 100 * (i + 1), minutesPerMonth: 30);
        var figures = (await Planned(hood))["figures"]!;
        Assert.Equal((8, 8, 8), (figures.Number("requests"), figures.Number("requestsServed"), figures.Number("boundUnits")));
        Assert.True(figures["exact"]!.GetValue<bool>() && figures["checked"]!.GetValue<bool>());
        Assert.Equal(3_600, figures["metres"]!.GetValue<double>(), 20.0);
    }

    /// <summary>One neighbour too few: what is refused is refused after everybody was looked at.</summary>
    [Fact]
    public async Task Whoever_is_refused_was_refused_among_everybody()
    {
        await using var hood = await Neighbourhood.Start(adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(new PlanDepth(1))));
        for (var i = 0; i < 6; i++) await hood.AsksForJeanne($"+3363998710{i}", name: $"Jeanne{i}");
        for (var i = 0; i < 5; i++) await hood.HasVolunteer($"Voisin{i}", metresAway: 100 * (i + 1), minutesPerMonth: 30);
        var plan = await Planned(hood);
        Assert.Equal((5, 5), (plan["figures"].Number("requestsServed"), plan["figures"].Number("boundUnits")));
        Assert.Equal(5, plan["lines"]!.AsArray().Single(l => l!["volunteer"] is null).Number("helpers"));
    }
}
