using CyberVoisins.Server.Development;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>kill -9 between two transactions of one step, where nothing can be seen from outside.</summary>
public sealed class DyingAfterACommit
{
    private const int Commits = 3;

    /// <summary>The migration and the first data: a start that was cut short does not keep the next one from starting.</summary>
    [Fact]
    public async Task After_each_of_the_first_four_of_an_installation()
    {
        var deaths = 0;
        await using var service = await MortalService.Start(point => point == KillPoint.Committed && ++deaths <= 4);
        await service.Settle();
        Assert.Equal(5, service.Lives);
        await service.Until(() => Task.FromResult(service.IsSignedIn(DemoNeighbourhood.CoordinatorPhone)),
            life => service.SignIn(life, DemoNeighbourhood.CoordinatorPhone, DemoNeighbourhood.Password));
    }

    /// <summary>What was asked, and the wave; the SMS as it came, the deed with its answer, the next wave; what leaves first.</summary>
    [Fact]
    public async Task After_each_of_the_first_three_of_every_scene()
    {
        await using var story = await InterruptedStory.Begin();
        var (left, deaths) = (0, 0);
        story.Begins = () => left = Commits;
        story.Service.KillPoints.Dies = point =>
        {
            if (point != KillPoint.Committed || left == 0) return false;
            left--;
            deaths++;
            return true;
        };
        await story.Run();
        await story.EndsAsItShould();
        Assert.Equal(4 * Commits, deaths);
    }
}
