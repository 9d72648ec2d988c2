using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Rulesets;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>Before a vote: a past month again, under other rules.</summary>
/// <param name="AssociationId">May be left out by a coordinator; an administrator names one.</param>
/// <param name="Month">A month that has begun, as 202611.</param>
/// <param name="Equity">Rules to try beside the current one, at most 5.</param>
/// <param name="Weights">Weights to try; what is left out is as now.</param>
public sealed record ReplayRulesInput(AssociationId? AssociationId, int Month, IReadOnlyList<EquityRuleInput>? Equity, RankingWeightsInput? Weights);

/// <summary>A group of the month's requests under one rule.</summary>
/// <param name="Served">Of those that somebody could have served; null when the group is hidden (under 5, or to be had by subtraction).</param>
internal sealed record ReplayedGroup(string Dimension, string Group, MeasuredRate? Served);

/// <summary>What one rule would have done with the month.</summary>
/// <param name="Current">The rule that decides now.</param>
/// <param name="Groups">By everything that an audit groups by.</param>
/// <param name="Instead">Served here and not under the current rule.</param>
/// <param name="MayName">Whether the reader may know which requests.</param>
internal sealed record ReplayedRule(RuleOutcome Outcome, bool Current, IReadOnlyList<ReplayedGroup> Groups, IReadOnlySet<RequestId> Instead, bool MayName)
{
    public double? MeanWaitDays(Func<RequestId, bool> which) =>
        Outcome.Order.Where(p => which(p.Request.Id)).Select(p => (double?)p.Request.WaitedDays).Average();
}

/// <summary>A month played again.</summary>
/// <param name="FirstAsked">Under the proposed weights; null when none were proposed.</param>
internal sealed record ReplayedMonth(
    int Month, int Requests, int Volunteers, int HalfHours, Durations Durations, IReadOnlyList<ReplayedRule> Rules, IReadOnlyList<FirstAsked>? FirstAsked);

/// <summary>
/// A month's requests, all planned at its end, under the current rule and each proposed one, everything else equal: it shows what a rule
/// changes, not what happened. Nobody's choice of length is kept for a past month, so an hour may be split when volunteers choose.
/// </summary>
internal sealed class ReplayRules(AuditAccess access, ReadPast read, CurrentRules rules, ReplayWeights weights, DensityTable densities, TimeProvider clock)
{
    private const int MostRules = 5;

    public async Task<ReplayedMonth> Run(ReplayRulesInput input, CancellationToken cancel)
    {
        var association = await access.Of(input.AssociationId, cancel);
        var period = PeriodOf(association, input.Month);
        var current = await rules.Of(association, cancel);
        var proposed = Check.List(input.Equity ?? [], "equity", 0, MostRules).Select((rule, i) => RulesetInputs.Equity(rule, current.Equity, current.Version + 1 + i)).ToList();
        var newWeights = input.Weights is null ? null : RulesetInputs.Weights(input.Weights, current.Weights, current.Version + 1);
        var past = await read.WaitingIn(association, period.Start, period.End, cancel);
        var durations = current.Durations == Durations.VolunteersChoose ? Durations.MayBeSplit : current.Durations;
        var month = PastMonths.Of(past, input.Month, period.Start, Instant.Min(period.End, clock.Now()), durations);
        var outcomes = EquityReplay.Of(month, [current.Equity, .. proposed], cancel);
        var rows = past.Requests.ToDictionary(asked => asked.Request.Id, asked => AuditRows.Row(asked, past, period.ObservedUntil, densities));
        var mayName = access.MayNameRequestsOf(association);
        return new(input.Month, month.Requests.Count, month.Volunteers.Count, month.Volunteers.Sum(v => v.HalfHours), durations,
            [.. outcomes.Select((o, i) => new ReplayedRule(o, i == 0, [.. GroupsOf(o, rows)], o.ServedInsteadOf(outcomes[0]), mayName))],
            newWeights is null ? null : await weights.Run(association, period.Start, period.End, newWeights, cancel));
    }

    private AuditPeriod PeriodOf(Association association, int month)
    {
        if (month / 100 is < 2000 or > 9998 || month % 100 is < 1 or > 12) throw new Refusal(ErrorCode.InvalidDate, "month");
        var first = new LocalDate(month / 100, month % 100, 1);
        return AuditPeriod.Of(association, first, first.With(DateAdjusters.EndOfMonth), clock.Now());
    }

    private static IEnumerable<ReplayedGroup> GroupsOf(RuleOutcome outcome, Dictionary<RequestId, AuditRow> rows)
    {
        foreach (var dimension in Dimension.All)
        {
            var served = outcome.ServedBy(r => dimension.GroupOf(rows[r.Id]));
            var hidden = SmallNumbers.Hidden(served.ToDictionary(g => g.Key, g => g.Value.Requests));
            foreach (var (group, of) in served.OrderBy(g => g.Key, StringComparer.Ordinal))
                yield return new(dimension.Key, group, hidden.Contains(group) ? null : MeasuredRate.Of(new Proportion(of.Served, of.Requests)));
        }
    }
}

/// <summary>A past month in the replay's terms.</summary>
internal static class PastMonths
{
    /// <param name="plannedAt">Waiting is counted up to here.</param>
    public static PastMonth Of(Past past, int month, Instant start, Instant plannedAt, Durations durations)
    {
        // Whoever withdrew without a visit needs none at the month's end.
        var waiting = past.Requests.Where(a => a.CancelledAt is null || a.FixedAt is not null).ToList();
        var helpersIn = waiting.GroupBy(a => a.Request.Place.CommuneCode)
            .ToDictionary(g => g.Key, g => g.SelectMany(a => a.Eligible).Select(h => h.Volunteer.Id).Distinct().Count());
        return new(
            [.. waiting.Select(a => new PastRequest(
                new(a.Request.Id, new NeedClass(a.Request.NeedClass), Math.Max(0, (plannedAt - a.Request.CreatedAt).Days), a.Request.Minutes, helpersIn[a.Request.Place.CommuneCode]),
                [.. a.Eligible.Select(h => new EligibleHelper(h.Volunteer.Id, h.Metres))]))],
            [.. past.Volunteers.Select(v => new PastVolunteer(v.Id, (byte)Math.Min(byte.MaxValue, Given(past, v, month, start) / 30), VisitLength.Thirty))],
            $"replay of {month}", durations);
    }

    /// <summary>What the month held at its start, before any visit took from it.</summary>
    private static int Given(Past past, Volunteer volunteer, int month, Instant start) => past.MinutesLeft(volunteer, month, start);
}
