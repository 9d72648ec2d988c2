using System.Globalization;
using CyberVoisins.Server.Tests.Geo;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>kill -9 at moments drawn by lot: while it starts, between two commits, in the middle of a write.</summary>
public sealed class DyingAtRandom
{
    private const int Draws = 6;
    private const int LongestLife = 4_000;

    /// <summary>Set CRASH_SEED to the number that a failure prints, to draw the same again.</summary>
    [Fact]
    public async Task Six_times_in_one_story()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("CRASH_SEED") is { Length: > 0 } given ? given : TimeProvider.System.GetUtcNow().Second.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"CRASH_SEED={seed}");
        var lot = new Lcg((ulong)seed);
        await using var story = await InterruptedStory.Begin();
        var draws = 0;
        story.Service.Born = life => { if (++draws <= Draws) _ = Dies(life, (int)lot.Between(0, LongestLife)); };
        story.Service.KillPoints.Kill(); // the life of the beginning; those that follow are drawn
        await story.Run();
        await story.EndsAsItShould();
        Assert.InRange(story.Service.Lives, 3, Draws + 2);
    }

    private static async Task Dies(ServiceProcess life, int milliseconds)
    {
        await Task.Delay(milliseconds);
        if (life.IsAlive) life.Kill();
    }
}
