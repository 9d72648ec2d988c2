using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Rulesets;

/// <summary>What the points are worth; what is left out stays.</summary>
/// <param name="Distance">Next door, 0 to 100.</param>
/// <param name="Rest">Least recently asked, 0 to 100.</param>
/// <param name="Minutes">Most of the month left, 0 to 100.</param>
/// <param name="Slots">Most common times, 0 to 100.</param>
/// <param name="Spare">Least needed by others, 0 to 100.</param>
/// <param name="Language">Speaks the resident's own language, 0 to 100.</param>
/// <param name="Rotation">Taken off for each earlier visit of the same two, 0 to 100.</param>
public sealed record RankingWeightsInput(int? Distance, int? Rest, int? Minutes, int? Slots, int? Spare, int? Language, int? Rotation);

/// <summary>Who comes first when not everybody can be served.</summary>
/// <param name="HeadStartDays">Four numbers for need classes 0 to 3: the first 0, never decreasing, at most 180. All 0: waiting time alone. Left out with strictlyByNeed.</param>
/// <param name="StrictlyByNeed">A more pressing class always first: the others may wait without end.</param>
/// <param name="Counts">By default MINUTES.</param>
/// <param name="Interleave">After this many places by the rule, one place by waiting time alone: 1 to 9.</param>
/// <param name="WhiteZoneDays">A least head start where few can help, 1 to 180 days; with fewerHelpersThan.</param>
/// <param name="FewerHelpersThan">1 to 20.</param>
/// <param name="TravelCapMetres">In a plan no helper goes farther, 500 to 100,000.</param>
public sealed record EquityRuleInput(
    IReadOnlyList<int>? HeadStartDays, bool? StrictlyByNeed, WhatCounts? Counts, int? Interleave, int? WhiteZoneDays, int? FewerHelpersThan, int? TravelCapMetres);

/// <summary>A vote of the association on its matching.</summary>
/// <param name="Weights">Left out: as before.</param>
/// <param name="Equity">Left out: as before.</param>
/// <param name="Durations">How 60-minute visits are planned; left out: as before.</param>
/// <param name="VotedBy">Who decided, 3 to 120 characters: "l'assemblée générale".</param>
/// <param name="VotedOn">When, not in the future.</param>
/// <param name="Motive">Why, 10 to 500 characters; published.</param>
/// <param name="AcceptWarnings">True when the warnings of the rule were read aloud before the vote; needed for a rule that has some.</param>
public sealed record AdoptRulesInput(
    RankingWeightsInput? Weights, EquityRuleInput? Equity, Durations? Durations, string VotedBy, LocalDate VotedOn, string Motive, bool? AcceptWarnings);

/// <summary>A coordinator writes down what people voted: a new version, published at once, that decides from now on. Nothing is changed afterwards.</summary>
internal sealed class AdoptRules(AppDb db, Transactions transactions, CurrentUser user, CurrentRules rules, TimeProvider clock)
{
    public Task<Ruleset> Run(AdoptRulesInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var votedBy = Check.Text(input.VotedBy, "votedBy", 3, 120);
        var motive = Check.Text(input.Motive, "motive", 10, 500);
        return transactions.Run(async () =>
        {
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
            var now = clock.Now();
            if (input.VotedOn > now.InZone(association.Zone).Date) throw new Refusal(ErrorCode.InvalidDate, "votedOn");
            var before = await rules.Of(association, cancel);
            var version = before.Version + 1;
            var ruleset = new Ruleset
            {
                AssociationId = associationId, Version = version,
                Weights = RulesetInputs.Weights(input.Weights, before.Weights, version),
                Equity = RulesetInputs.Equity(input.Equity, before.Equity, version),
                Durations = input.Durations ?? before.Durations,
                AdoptedAt = now, AdoptedByUserId = user.UserId, VotedBy = votedBy, VotedOn = input.VotedOn, Motive = motive,
            };
            if (ruleset.Durations == Durations.MayBeSplit) throw new Refusal(ErrorCode.VisitsAreWhole, "durations");
            if (ruleset.Equity.Warnings.Count > 0 && input.AcceptWarnings != true) throw new Refusal(ErrorCode.WarningsNotAccepted, "acceptWarnings");
            db.Rulesets.Add(ruleset); // two votes at once: the key of the second is taken, and it is written again on top of the first
            return ruleset;
        }, cancel);
    }
}

/// <summary>What people typed about rules, checked.</summary>
internal static class RulesetInputs
{
    public static RankingWeights Weights(RankingWeightsInput? input, RankingWeights before, int version) => new(
        Weight(input?.Distance, before.Distance, "weights.distance"),
        Weight(input?.Rest, before.Rest, "weights.rest"),
        Weight(input?.Minutes, before.Minutes, "weights.minutes"),
        Weight(input?.Slots, before.Slots, "weights.slots"),
        Weight(input?.Spare, before.Spare, "weights.spare"),
        Weight(input?.Language, before.Language, "weights.language"),
        Weight(input?.Rotation, before.Rotation, "weights.rotation"),
        version);

    /// <param name="field">Where it was typed, for what is refused.</param>
    public static EquityRule Equity(EquityRuleInput? input, EquityRule before, int version, string field = "equity")
    {
        if (input is null) return new(version, before.HeadStart, before.Counts, before.Interleave, before.WhiteZones, before.TravelCapMetres);
        if ((input.WhiteZoneDays is null) != (input.FewerHelpersThan is null))
            throw new Refusal(ErrorCode.InvalidEquityRule, $"{field}.whiteZoneDays");
        try
        {
            return new(version, HeadStartOf(input, field), input.Counts ?? WhatCounts.Minutes, input.Interleave,
                input is { WhiteZoneDays: { } days, FewerHelpersThan: { } helpers } ? new(helpers, days) : null, input.TravelCapMetres);
        }
        catch (ArgumentException)
        {
            throw new Refusal(ErrorCode.InvalidEquityRule, field);
        }
    }

    private static HeadStart HeadStartOf(EquityRuleInput input, string field) => (input.StrictlyByNeed ?? false, input.HeadStartDays) switch
    {
        (true, null) => HeadStart.StrictlyByNeed,
        (false, { } days) => new HeadStart.Days(days),
        _ => throw new Refusal(ErrorCode.InvalidEquityRule, $"{field}.headStartDays"),
    };

    private static int Weight(int? value, int before, string field) => value switch
    {
        null => before,
        >= 0 and <= RankingWeights.Maximum => value.Value,
        _ => throw new Refusal(ErrorCode.InvalidWeight, field, RankingWeights.Maximum),
    };
}
