using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Requests;
using FsCheck.Xunit;
using static CyberVoisins.Core.Autonomy.AutonomyAnswer;

namespace CyberVoisins.Core.Tests.Autonomy;

public sealed class TheSixQuestions
{
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, AutonomyLevel.Beginning)]
    [InlineData(2, 2, 0, 0, 0, 0, AutonomyLevel.Beginning)] // 4
    [InlineData(2, 2, 1, 0, 0, 0, AutonomyLevel.Progressing)] // 5
    [InlineData(2, 2, 2, 1, 1, 1, AutonomyLevel.Progressing)] // 9
    [InlineData(2, 2, 2, 2, 1, 1, AutonomyLevel.Autonomous)] // 10
    [InlineData(2, 2, 2, 2, 2, 0, AutonomyLevel.Progressing)] // 10, and one "not yet"
    [InlineData(2, 2, 2, 2, 2, 2, AutonomyLevel.Autonomous)]
    public void Points_make_three_levels(int a, int b, int c, int d, int e, int f, AutonomyLevel level)
    {
        AutonomyAnswer[] answers = [(AutonomyAnswer)a, (AutonomyAnswer)b, (AutonomyAnswer)c, (AutonomyAnswer)d, (AutonomyAnswer)e, (AutonomyAnswer)f];
        Assert.Equal((a + b + c + d + e + f, level), (AutonomyScale.Points(answers), AutonomyScale.LevelOf(answers)));
    }

    [Fact]
    public void There_are_six_and_no_other_number_is_read() =>
        Assert.Multiple(() => Assert.Equal(6, AutonomyScale.Questions.Count), () => Assert.Throws<ArgumentException>(() => AutonomyScale.Points([Alone])));

    [Property]
    public void A_better_answer_never_lowers_the_level(int[] some, int which)
    {
        var answers = Enumerable.Range(0, 6).Select(i => (AutonomyAnswer)(Math.Abs((long)some.ElementAtOrDefault(i)) % 3)).ToArray();
        var better = answers.ToArray();
        var at = (int)(Math.Abs((long)which) % 6);
        better[at] = (AutonomyAnswer)Math.Min(2, (int)better[at] + 1);
        Assert.True(AutonomyScale.LevelOf(better) >= AutonomyScale.LevelOf(answers));
    }

    [Theory]
    [InlineData(HelpCategory.Email, true)]
    [InlineData(HelpCategory.DeviceBasics, true)]
    [InlineData(HelpCategory.Health, false)] // the procedure only with help
    [InlineData(HelpCategory.DeviceMaintenance, false)] // a breakdown is not learnt
    public void A_theme_is_reached_when_all_it_needs_is_done_alone(HelpCategory category, bool reached) =>
        Assert.Equal(reached, AutonomyScale.IsReached(category, [Alone, Alone, WithHelp, Alone, WithHelp, NotYet]));

    [Fact]
    public void Every_question_speaks_of_some_kind_of_help() =>
        Assert.Equal(AutonomyScale.Questions, Enum.GetValues<HelpCategory>().SelectMany(AutonomyScale.QuestionsOf).Distinct().Order());

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 27, 13, 0);

    private static AutonomyEnding Ending(bool? agreed, int daysAgo)
    {
        var ending = new AutonomyEnding
        {
            Id = new(Guid.Empty), AssociationId = new(Guid.Empty), ResidentId = new(Guid.Empty), Category = HelpCategory.Email, Reason = EndingReason.AfterVisits, ProposedAt = Now - Duration.FromDays(daysAgo),
        };
        if (agreed is { } answer) ending.Answer(answer, Guid.Empty, Now - Duration.FromDays(daysAgo));
        return ending;
    }

    [Fact]
    public void An_ending_is_proposed_when_there_is_something_to_end()
    {
        Assert.Null(EndingRule.ReasonFor(reached: true, 0, null, Now)); // nobody helped them with it
        Assert.Equal(EndingReason.LevelReached, EndingRule.ReasonFor(reached: true, 1, null, Now));
        Assert.Null(EndingRule.ReasonFor(reached: false, 2, null, Now));
        Assert.Equal(EndingReason.AfterVisits, EndingRule.ReasonFor(reached: false, 3, null, Now));
        Assert.Null(EndingRule.ReasonFor(reached: true, 9, Ending(null, 400), Now)); // one waits
        Assert.Null(EndingRule.ReasonFor(reached: true, 9, Ending(false, 89), Now));
        Assert.Equal(EndingReason.LevelReached, EndingRule.ReasonFor(reached: true, 9, Ending(false, 90), Now));
        Assert.Equal(EndingReason.AfterVisits, EndingRule.ReasonFor(reached: false, 3, Ending(true, 1), Now)); // came back three times
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    public void Few_people_are_not_counted(int people, int? shown) => Assert.Equal(shown, AutonomyCounts.Shown(people));

    [Theory]
    [InlineData(5, 10, 5)]
    [InlineData(6, 10, null)] // the rest is 4
    [InlineData(4, 10, null)]
    [InlineData(0, 10, 0)]
    [InlineData(10, 10, 10)]
    [InlineData(0, 4, null)]
    public void Nor_a_part_whose_rest_is_few(int part, int whole, int? shown) => Assert.Equal(shown, AutonomyCounts.Part(part, whole));
}
