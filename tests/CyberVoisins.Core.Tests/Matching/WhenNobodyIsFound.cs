using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Tests.Matching;

public sealed class WhenNobodyIsFound
{
    private static EscalationReason ReasonFor(params Candidate[] candidates) => Shortage.ReasonOf(Ranking.Of(Make.Need() with { RotationLimit = 3 }, candidates, Make.Now));

    private static readonly Candidate Far = Make.Candidate() with { Place = Make.North(9_000) };
    private static readonly Candidate Unskilled = Make.Candidate() with { Categories = [HelpCategory.Email] };
    private static readonly Candidate Used = Make.Candidate() with { MinutesUsed = new Dictionary<int, int> { [202611] = 60 } };
    private static readonly Candidate Away = Make.Candidate() with { Availability = Core.Time.WeeklyAvailability.Never };
    private static readonly Candidate Familiar = Make.Candidate() with { VisitsTogether = 3 };
    private static readonly Candidate Asked = Make.Candidate() with { AskedForThis = true };

    [Fact] public void Nobody_at_all_is_nobody_within_reach() => Assert.Equal(EscalationReason.NobodyWithinReach, ReasonFor());
    [Fact] public void All_too_far_is_nobody_within_reach() => Assert.Equal(EscalationReason.NobodyWithinReach, ReasonFor(Far));
    [Fact] public void Near_but_unskilled() => Assert.Equal(EscalationReason.NobodyWithTheSkill, ReasonFor(Far, Unskilled));
    [Fact] public void Skilled_but_used_up() => Assert.Equal(EscalationReason.NobodyWithMinutes, ReasonFor(Far, Unskilled, Used));
    [Fact] public void With_minutes_but_not_free() => Assert.Equal(EscalationReason.NobodyFreeThen, ReasonFor(Far, Unskilled, Used, Away));
    [Fact] public void Free_but_has_come_as_often_as_allowed() => Assert.Equal(EscalationReason.NobodyNew, ReasonFor(Far, Used, Away, Familiar));
    [Fact] public void All_asked_and_none_said_yes() => Assert.Equal(EscalationReason.NobodySaidYes, ReasonFor(Far, Used, Away, Asked));
}
