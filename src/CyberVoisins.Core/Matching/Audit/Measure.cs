namespace CyberVoisins.Core.Matching.Audit;

/// <summary>A share that an audit reads: of which requests, and what counts as a success.</summary>
public sealed record Measure(Func<Outcome, bool> Counts, Func<Outcome, bool> Succeeds)
{
    /// <summary>Only requests that are old enough to have had their 21 days: counting the young ones that were quick would flatter. Who withdrew before counts as not served.</summary>
    public static readonly Measure ServedInTerm = new(o => o.TermOver, InTerm);

    /// <summary>The same among those whom somebody could help.</summary>
    public static readonly Measure ServedInTermWithHelper = new(o => o.TermOver && o.HasHelper, InTerm);

    /// <summary>Nobody could help at all.</summary>
    public static readonly Measure WithoutHelper = new(_ => true, o => !o.HasHelper);

    /// <summary>Of the requests with a visit, those whose neighbour had helped before.</summary>
    public static readonly Measure SameNeighbour = new(o => o.HasVisit, o => o.SameNeighbourAgain);

    public static readonly IReadOnlyList<Measure> All = [ServedInTerm, ServedInTermWithHelper, WithoutHelper, SameNeighbour];

    public static int CountIn(IReadOnlyList<Outcome> outcomes, Measure measure) => outcomes.Count(measure.Counts);

    /// <summary>Null when it counts fewer than <see cref="SmallNumbers.Shown"/>.</summary>
    public Proportion? In(IReadOnlyList<Outcome> outcomes) =>
        CountIn(outcomes, this) is >= SmallNumbers.Shown and var total ? new Proportion(outcomes.Count(o => Counts(o) && Succeeds(o)), total) : null;

    private static bool InTerm(Outcome outcome) => outcome.Served && outcome.WaitedDays <= PeriodAudit.GoalDays;
}
