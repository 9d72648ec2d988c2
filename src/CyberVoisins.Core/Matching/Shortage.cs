using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Matching;

/// <summary>Why nobody can be asked: the step at which the last candidates fall away.</summary>
public static class Shortage
{
    private static readonly (EscalationReason Reason, Rule[] Rules)[] Steps =
    [
        (EscalationReason.NobodyWithinReach, [Rule.Vouched, Rule.NotPaused, Rule.NotSuspended, Rule.VouchingInDate, Rule.CharterAccepted, Rule.GuardianConsent, Rule.NotBlocked, Rule.WithinReach]),
        (EscalationReason.NobodyWithTheSkill,
            [Rule.MeetingMode, Rule.MinorNotAtHome, Rule.LevelForMode, Rule.Category, Rule.Language, Rule.WomanHelper, Rule.IdentityVerified, Rule.StepFree]),
        (EscalationReason.NobodyWithMinutes, [Rule.MinutesLeft]),
        (EscalationReason.NobodyFreeThen, [Rule.CommonSlot]),
        (EscalationReason.NobodyNew, [Rule.RotationLimit]),
    ];

    /// <param name="assessments">Of the widest ring; empty means nobody is within reach.</param>
    public static EscalationReason ReasonOf(IReadOnlyList<Assessment> assessments)
    {
        IEnumerable<Assessment> left = assessments;
        foreach (var (reason, rules) in Steps)
        {
            left = left.Where(a => !a.Reasons.Any(r => rules.Contains(r.Rule))).ToList();
            if (!left.Any()) return reason;
        }
        return EscalationReason.NobodySaidYes;
    }
}
