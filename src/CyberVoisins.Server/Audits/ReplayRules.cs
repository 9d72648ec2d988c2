using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Rulesets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>Which of the compared rules it is; one rule may be several of them.</summary>
public enum ReplayedAs
{
    /// <summary>What decides now.</summary>
    Current,
    /// <summary>Waiting time alone.</summary>
    Horizontal,
    /// <summary>What the service proposes: 0, 7, 14 and 28 days.</summary>
    Default,
    /// <summary>A more pressing class always first.</summary>
    Strict,
    /// <summary>Given with the question.</summary>
    Proposed,
}

/// <summary>Requests of one need class under one rule.</summary>
/// <param name="Waiting">Somebody could have helped, and nobody had time.</param>
/// <param name="NobodyEligible">Nobody could have helped at all, whatever the order.</param>
/// <param name="ServedWaitDays">Mean of whole days waited by the end of the month by those served; null when there are none.</param>
/// <param name="WaitingWaitDays">The same of those who wait on.</param>
/// <param name="MayBeShown">At least 5 requests, and not to be had by subtraction: only then does the row leave the association's office.</param>
internal sealed record ReplayedClass(int NeedClass, int Served, int Waiting, int NobodyEligible, double? ServedWaitDays, double? WaitingWaitDays, bool MayBeShown);

/// <summary>What one rule would have done with the month, beside the current one.</summary>
/// <param name="Classes">Need classes 0 to 3 that the month had.</param>
/// <param name="NowServed">Served here, and not under the current rule.</param>
/// <param name="NowWaiting">Served under the current rule, and not here.</param>
internal sealed record ReplayedRule(
    RuleOutcome Outcome, IReadOnlyList<ReplayedAs> Names, IReadOnlyList<ReplayedClass> Classes, IReadOnlyList<RequestId> NowServed, IReadOnlyList<RequestId> NowWaiting);

/// <summary>A month played again.</summary>
/// <param name="Requests">That waited in it and could be visited in it.</param>
/// <param name="HalfHours">That all volunteers together gave the month.</param>
internal sealed record ReplayedMonth(int Month, int Requests, int Volunteers, int HalfHours, Durations Durations, IReadOnlyList<ReplayedRule> Rules);

/// <summary>
/// Before a vote: a past month's requests, all planned at its end by the plan's own solver, under each rule and everything else equal.
/// It shows what a rule changes, not what happened.
/// </summary>
internal sealed class ReplayRules(AppDb db, CurrentUser user, ReadPast read, CurrentRules rules, TimeProvider clock)
{
    private const int MostProposed = 5;

    /// <param name="month">As 202611, begun, at the earliest the association's first; by default last month.</param>
    /// <param name="proposed">Rules to try beside the others, at most 5.</param>
    public async Task<ReplayedMonth> Run(int? month, IReadOnlyList<EquityRuleInput>? proposed, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
        var current = await rules.Of(association, cancel);
        var compared = Compared(current.Equity, [.. Check.List(proposed ?? [], "proposed", 0, MostProposed).Select((rule, i) => RulesetInputs.Equity(rule, current.Equity, current.Version, $"proposed.{i}"))]);
        var (which, start, end) = MonthOf(association, month);
        var past = PastMonths.Of(await read.WaitingIn(association, start, end, cancel), which, end, Instant.Min(end, clock.Now()), current.Durations);
        var outcomes = EquityReplay.Of(past, compared.Select(c => c.Rule), cancel);
        return new(which, past.Requests.Count, past.Volunteers.Count, past.Volunteers.Sum(v => v.HalfHours), past.Durations,
            [.. outcomes.Zip(compared, (outcome, rule) => Beside(outcomes[0], outcome, rule.Names))]);
    }

    /// <summary>The current rule first; the same rule is played once, under all of its names.</summary>
    private static List<(EquityRule Rule, IReadOnlyList<ReplayedAs> Names)> Compared(EquityRule current, IReadOnlyList<EquityRule> proposed)
    {
        List<(ReplayedAs Name, EquityRule Rule)> all =
        [
            (ReplayedAs.Current, current), (ReplayedAs.Horizontal, new(current.Version, HeadStart.Horizontal)), (ReplayedAs.Default, EquityRule.Default),
            (ReplayedAs.Strict, new(current.Version, HeadStart.StrictlyByNeed)), .. proposed.Select(rule => (ReplayedAs.Proposed, rule)),
        ];
        return [.. all.GroupBy(r => r.Rule.Canonical).Select(g => (g.First().Rule, (IReadOnlyList<ReplayedAs>)[.. g.Select(r => r.Name).Distinct()]))];
    }

    private (int Month, Instant Start, Instant End) MonthOf(Association association, int? asked)
    {
        var first = MinutesLedger.MonthOf(association.CreatedAt, association.Zone);
        var last = MinutesLedger.MonthOf(clock.Now(), association.Zone);
        var month = asked ?? Math.Max(first, MinutesLedger.MonthBefore(last));
        if (month < first || month > last || month % 100 is < 1 or > 12) throw new Refusal(ErrorCode.InvalidMonth, "month", first, last);
        var day = new LocalDate(month / 100, month % 100, 1);
        return (month, association.Zone.AtStartOfDay(day).ToInstant(), association.Zone.AtStartOfDay(day.PlusMonths(1)).ToInstant());
    }

    private static ReplayedRule Beside(RuleOutcome current, RuleOutcome outcome, IReadOnlyList<ReplayedAs> names) =>
        new(outcome, names, [.. ClassesOf(outcome)], InOrder(outcome, outcome.ServedInsteadOf(current)), InOrder(outcome, current.ServedInsteadOf(outcome)));

    private static List<RequestId> InOrder(RuleOutcome outcome, IReadOnlySet<RequestId> which) => [.. outcome.Order.Select(p => p.Request.Id).Where(which.Contains)];

    private static IEnumerable<ReplayedClass> ClassesOf(RuleOutcome outcome)
    {
        var classes = outcome.Order.Select(p => p.Request).GroupBy(r => r.Need.Value).OrderBy(g => g.Key).ToList();
        var hidden = SmallNumbers.Hidden(classes.ToDictionary(g => $"{g.Key}", g => g.Count()));
        foreach (var g in classes)
        {
            var (served, waiting) = (g.Where(r => outcome.Served.Contains(r.Id)).ToList(), g.Where(r => outcome.Waiting.Contains(r.Id)).ToList());
            yield return new(g.Key, served.Count, waiting.Count, g.Count() - served.Count - waiting.Count, MeanWait(served), MeanWait(waiting), !hidden.Contains($"{g.Key}"));
        }
    }

    private static double? MeanWait(List<WaitingRequest> requests) => requests.Average(r => (double?)r.WaitedDays);
}

/// <summary>A past month in the replay's terms.</summary>
internal static class PastMonths
{
    /// <param name="end">Of the month, exclusive.</param>
    /// <param name="plannedAt">Waiting is counted up to here.</param>
    /// <param name="durations">How visits of 60 minutes are planned.</param>
    public static PastMonth Of(Past past, int month, Instant end, Instant plannedAt, Durations durations)
    {
        var candidates = past.Volunteers.ToDictionary(v => v.Id, v => ReadPast.AsCandidate(v, past.Association));
        // Whoever withdrew without a visit needs none at the month's end; and a plan of the month serves only who is free in it.
        var waiting = past.Requests.Where(a => !(a.CancelledAt < plannedAt && a.FixedAt is null))
            .Select(a => (Asked: a, Need: a.Need with { Windows = WritePlanBook.Within(a.Request, month, past.Association.Zone) })).Where(a => a.Need.Windows.Count > 0)
            .Select(a => (a.Asked, Eligible: (IReadOnlyList<EligibleNeighbour>)[.. Nearest(a.Asked.Eligible.Where(h => Rules.HasCommonSlot(a.Need, candidates[h.Volunteer.Id]) is null))])).ToList();
        var helpersIn = waiting.GroupBy(a => a.Asked.Request.Place.CommuneCode).ToDictionary(g => g.Key, g => g.SelectMany(a => a.Eligible).Select(e => e.Volunteer).Distinct().Count());
        var halfHours = past.Volunteers.Select(v => (byte)Math.Min(byte.MaxValue, past.MinutesGiven(v, month, end) / 30)).ToList();
        var salt = Plans.Plan.SaltOf(past.Association.Id, month);
        var gives = VisitLengths.Of(
            [.. past.Volunteers.Select(v => v.Id)], past.Volunteers.Where(v => v.VisitLength is not null).ToDictionary(v => v.Id, v => v.VisitLength!.Value), halfHours,
            [.. waiting.Select(a => a.Asked.Request.Minutes)], salt);
        // Whoever is on a break or not vouched for, and could help with nothing, is not counted as help that the month had.
        var useful = waiting.SelectMany(a => a.Eligible).Select(e => e.Volunteer).ToHashSet();
        return new(
            [.. waiting.Select(a => new PastRequest(Waiting(a.Asked.Request, plannedAt, helpersIn), a.Eligible))],
            [.. past.Volunteers.Select((v, i) => (Counts: v.MayBeAsked || useful.Contains(v.Id), Past: new PastVolunteer(v.Id, halfHours[i], gives[i]))).Where(v => v.Counts).Select(v => v.Past)], salt, durations);
    }

    private static WaitingRequest Waiting(Core.Requests.HelpRequest request, Instant plannedAt, Dictionary<string, int> helpersIn) =>
        new(request.Id, new(request.NeedClass), Math.Max(0, (plannedAt - request.CreatedAt).Days), request.Minutes, helpersIn[request.Place.CommuneCode]);

    /// <summary>As a plan lists them: nearest first, then by id.</summary>
    private static IEnumerable<EligibleNeighbour> Nearest(IEnumerable<Helper> helpers) =>
        helpers.OrderBy(h => h.Metres ?? 0).ThenBy(h => h.Volunteer.Id.Value).Select(h => new EligibleNeighbour(h.Volunteer.Id, h.Metres));
}
