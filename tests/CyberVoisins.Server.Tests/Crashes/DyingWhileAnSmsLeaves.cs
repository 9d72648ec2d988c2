using CyberVoisins.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>
/// kill -9 while Twilio is called, at every SMS of the story: every other one before Twilio has it, the others before it
/// answers. Which are which changes with the database, so that the two runs of CI see both at each.
/// </summary>
public sealed class DyingWhileAnSmsLeaves
{
    [Fact]
    public async Task At_every_SMS_of_the_story()
    {
        var odd = TestDatabase.IsPostgres ? 1 : 0;
        await using var story = await InterruptedStory.Begin(parallel: 1);
        var (before, calls) = (story.Service.Twilio.Taken.Count, 0);
        story.Service.KillPoints.Dies = point => point switch
        {
            KillPoint.Committed => false,
            KillPoint.SmsArrived => ++calls % 2 == odd,
            KillPoint.SmsRecorded => true,
        };
        await story.Run();
        await story.EndsAsItShould();

        // Twilio was called once for each, and nobody survived a call.
        Assert.Equal(InterruptedStory.Intentions.Count - before + 1, calls);
        Assert.Equal(1 + calls, story.Service.Lives);
        Assert.Equal((calls + odd) / 2, await story.Service.Sql(db => db.Messages.CountAsync(m => m.State == MessageState.Uncertain)));
    }
}
