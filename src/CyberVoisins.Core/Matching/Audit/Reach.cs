using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Matching.Audit;

/// <summary>
/// Who could have helped at all, whatever was left of the month, at whatever time, whoever else was asked: what an audit and
/// a replay call eligible. A rule that is added later counts, unless it is listed here as one of the moment.
/// </summary>
public static class Reach
{
    private static readonly Rule[] OfTheMoment = [Rule.VouchingInDate, Rule.CharterAccepted, Rule.MinutesLeft, Rule.CommonSlot, Rule.RotationLimit, Rule.NotAskedYet, Rule.FewOpenOffers];

    private static readonly Rules.Check[] Lasting = [.. Rules.All.Where(rule => !OfTheMoment.Contains(rule.Rule)).Select(rule => rule.Check)];

    public static bool Includes(Need need, Candidate candidate)
    {
        foreach (var check in Lasting)
            if (check(need, candidate) is not null) return false;
        return true;
    }

    /// <summary>How far the helper would go, as the crow flies; null when the two would meet by phone.</summary>
    public static int? Metres(Need need, Candidate candidate) =>
        Rules.ModeFor(need, candidate) == MeetingMode.ByPhone ? null : candidate.Place.MetresTo(need.Place);
}
