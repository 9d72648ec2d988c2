using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Core.Matching.Equity;

/// <summary>So many served of so many that somebody could have served.</summary>
public readonly record struct ServedOf(int Served, int Requests);

/// <summary>What one rule would have done with the month.</summary>
/// <param name="Served">Requests with all of their half-hours.</param>
/// <param name="Waiting">The others that at least one volunteer could have served under the rule.</param>
/// <param name="NobodyEligible">The others.</param>
/// <param name="HalfHours">Given in all, those of half-served requests included.</param>
/// <param name="Metres">Summed over half-hours; phone counts 0.</param>
/// <param name="Visits">To the requests served: one each, or two where an hour is split between two neighbours.</param>
/// <param name="VisitMetres">Summed over these visits, one way as the crow flies; phone counts 0.</param>
public sealed record RuleOutcome(
    EquityRule Rule,
    IReadOnlyList<Placed> Order,
    IReadOnlySet<RequestId> Served,
    IReadOnlySet<RequestId> Waiting,
    IReadOnlySet<RequestId> NobodyEligible,
    int HalfHours,
    long Metres,
    int Visits,
    long VisitMetres,
    EnvyCounts Envy)
{
    /// <summary>Served, among those that somebody could have served, by anything that groups requests.</summary>
    public IReadOnlyDictionary<TGroup, ServedOf> ServedBy<TGroup>(Func<WaitingRequest, TGroup> groupOf) where TGroup : notnull =>
        Order.Select(p => p.Request).Where(r => !NobodyEligible.Contains(r.Id)).GroupBy(groupOf)
            .ToDictionary(g => g.Key, g => new ServedOf(g.Count(r => Served.Contains(r.Id)), g.Count()));

    /// <summary>Who would have been served here and not there: the people a vote is about.</summary>
    public IReadOnlySet<RequestId> ServedInsteadOf(RuleOutcome other) => Served.Except(other.Served).ToHashSet();
}

/// <summary>The proof that nobody was free (Hall): all whom a request reaches, directly or by exchanges, are full.</summary>
/// <param name="HalfHours">Given by them.</param>
/// <param name="Requests">That hold these half-hours.</param>
/// <param name="IsProof">Nobody among them has time left, and each of these requests stands before in the public order: always true of an exact plan.</param>
public sealed record FullBlock(int Helpers, int HalfHours, int Requests, bool IsProof);

/// <summary>
/// Before an association chooses: last month again under each rule, by the same exact solver, everything else equal.
/// </summary>
public static class EquityReplay
{
    /// <summary>One outcome for each rule, in their order.</summary>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static IReadOnlyList<RuleOutcome> Of(PastMonth month, IEnumerable<EquityRule> rules, CancellationToken cancellation = default) =>
        [.. rules.Select(rule => new Replayed(month, rule, cancellation).Outcome)];

    /// <summary>
    /// The fewest more days of waiting with which this request would have been served, all else equal: 0 when it was; null when even
    /// <paramref name="most"/> would not do (strict priority, or nobody eligible). A day more never loses a place, and an earlier
    /// place never loses the help (docs/equity.md), so halving finds the fewest; each step is a whole replay.
    /// </summary>
    public static int? DaysShort(PastMonth month, EquityRule rule, RequestId id, int most = 365, CancellationToken cancellation = default)
    {
        bool ServedWith(int days) => new Replayed(WaitingLonger(month, id, days), rule, cancellation).Outcome.Served.Contains(id);
        if (!ServedWith(most)) return null;
        int enough = most, tooFew = -1;
        while (enough - tooFew > 1)
        {
            var middle = (enough + tooFew) / 2;
            if (ServedWith(middle)) enough = middle;
            else tooFew = middle;
        }
        return enough;
    }

    /// <summary>
    /// Why a request that somebody could have served was not; null when it was served, or nobody could serve it, or hours are flexible
    /// (then a plan has no such proof).
    /// </summary>
    public static FullBlock? BlockOf(PastMonth month, EquityRule rule, RequestId id, CancellationToken cancellation = default)
    {
        if (month.Durations == Durations.Flexible) return null;
        var replayed = new Replayed(month, rule, cancellation);
        return replayed.Outcome.Waiting.Contains(id) ? replayed.BlockOf(replayed.Order.Single(p => p.Request.Id == id).Place - 1) : null;
    }

    private static PastMonth WaitingLonger(PastMonth month, RequestId id, int days) => month with
    {
        Requests =
        [
            .. month.Requests.Select(r => r.Waiting.Id == id
                ? r with { Waiting = r.Waiting with { WaitedDays = r.Waiting.WaitedDays + days } }
                : r),
        ],
    };
}
