using CyberVoisins.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>kill -9 between two steps of the story, and the story goes on as if nothing had been.</summary>
public sealed class DyingBetweenTwoSteps
{
    [Fact]
    public async Task Without_any_death_every_SMS_is_sent()
    {
        await using var story = await InterruptedStory.Begin();
        await story.Run();
        await story.EndsAsItShould();
        Assert.Equal(1, story.Service.Lives);
        Assert.False(await story.Service.Sql(db => db.Messages.AnyAsync(m => m.State == MessageState.Uncertain)));
    }

    [Fact]
    public async Task After_each_answer_to_a_person_or_to_Twilio()
    {
        await using var story = await InterruptedStory.Begin();
        story.Answered = story.Service.KillPoints.Kill;
        await story.Run();
        await story.EndsAsItShould();
        Assert.True(story.Service.Lives >= 9, $"only {story.Service.Lives} lives");
    }
}
