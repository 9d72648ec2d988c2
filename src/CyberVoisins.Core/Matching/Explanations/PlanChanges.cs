using CyberVoisins.Core.Matching.Equity;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>"Why do I wait?", for a request that the month's plan did not serve: the proof, and the fewest more days that would have been enough.</summary>
public static class PlanChanges
{
    /// <summary>Null when the plan served the request.</summary>
    public static Outcome? Of(PastMonth month, EquityRule rule, RequestId id, CancellationToken cancellation = default)
    {
        var outcome = EquityReplay.Of(month, [rule], cancellation)[0];
        if (outcome.Served.Contains(id)) return null;
        var witness = EquityReplay.BlockOf(month, rule, id, cancellation) is { } block ? Witness.Of(block) : null;
        var days = outcome.Waiting.Contains(id) ? EquityReplay.DaysShort(month, rule, id, cancellation: cancellation) : null;
        return new(
            PlainReasons.WhyDoIWait(outcome.Order.Single(p => p.Request.Id == id), outcome.Order.Count, witness, outcome.Waiting.Contains(id)),
            days is { } enough ? [new([new(LeverKind.WaitedLonger, Figure.Of(FigureKind.Days, enough))], NewOutcome.Served, null, true)] : [],
            witness);
    }
}
