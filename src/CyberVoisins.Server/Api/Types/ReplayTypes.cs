using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Server.Audits;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>A past month, played again under several rules.</summary>
internal sealed class ReplayedMonthType : ObjectGraphType<ReplayedMonth>
{
    public ReplayedMonthType()
    {
        Name = nameof(ReplayedMonth);
        Description = "A past month's requests, all planned at its end under each rule, everything else equal: what a rule changes, not what happened.";
        Field(m => m.Month).Description("As 202611.");
        Field(m => m.Requests);
        Field(m => m.Volunteers).Description("Who had joined by its end.");
        Field(m => m.HalfHours);
        Field(m => m.Durations).Description("How visits of 60 minutes are planned.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ReplayedRuleType>>>>("rules").Description("The current rule first.").Resolve(c => c.Source.Rules);
    }
}

internal sealed class ReplayedRuleType : ObjectGraphType<ReplayedRule>
{
    public ReplayedRuleType()
    {
        Name = nameof(ReplayedRule);
        Description = "What one rule would have done with the month.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EnumerationGraphType<ReplayedAs>>>>>("names").Description("Which of the compared rules it is.").Resolve(c => c.Source.Names);
        Field<NonNullGraphType<EquityRuleType>>("equity").Description("The rule, with its warnings.").Resolve(c => c.Source.Outcome.Rule);
        Field<NonNullGraphType<IntGraphType>>("served").Description("Requests with all of their help.").Resolve(c => c.Source.Outcome.Served.Count);
        Field<NonNullGraphType<IntGraphType>>("waiting").Description("Requests that somebody could have helped, and for whom nobody had time.").Resolve(c => c.Source.Outcome.Waiting.Count);
        Field<NonNullGraphType<IntGraphType>>("nobodyEligible").Description("Requests that nobody could have helped at all.").Resolve(c => c.Source.Outcome.NobodyEligible.Count);
        Field<NonNullGraphType<IntGraphType>>("halfHours").Description("Half-hours given.").Resolve(c => c.Source.Outcome.HalfHours);
        Field<FloatGraphType>("kilometresPerVisit").Description("One way as the crow flies, help by phone counted as 0; null when nobody is served.")
            .Resolve(c => c.Source.Outcome is { Visits: > 0 } o ? o.VisitMetres / 1_000.0 / o.Visits : null);
        Field<NonNullGraphType<IntGraphType>>("longestWaitDays").Description("The longest wait of those who wait on, in whole days; 0 when there are none.").Resolve(c => c.Source.Outcome.Envy.LongestWaitDays);
        Field<NonNullGraphType<IntGraphType>>("overtakenByShorterWait").Description("Of those who wait on, how many could have had the help of somebody who waited fewer days.").Resolve(c => c.Source.Outcome.Envy.Horizontal);
        Field<NonNullGraphType<IntGraphType>>("overtakenByLessNeed").Description("Of those who wait on, how many could have had the help of somebody of a less pressing need class.").Resolve(c => c.Source.Outcome.Envy.Vertical);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ReplayedClassType>>>>("classes").Description("By need class, those that the month had.").Resolve(c => c.Source.Classes);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RequestIdScalar>>>>("nowServed").Description("Served under this rule and not under the current one, in this rule's order.").Resolve(c => c.Source.NowServed);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RequestIdScalar>>>>("nowWaiting").Description("Served under the current rule and not under this one, in this rule's order.").Resolve(c => c.Source.NowWaiting);
    }
}

internal sealed class ReplayedClassType : ObjectGraphType<ReplayedClass>
{
    public ReplayedClassType()
    {
        Name = nameof(ReplayedClass);
        Description = "Requests of one need class under one rule.";
        Field(c => c.NeedClass).Description("0 (ordinary) to 3.");
        Field(c => c.Served).Description("With all of their help.");
        Field(c => c.Waiting);
        Field(c => c.NobodyEligible);
        Field(c => c.ServedWaitDays, nullable: true);
        Field(c => c.WaitingWaitDays, nullable: true);
        Field(c => c.MayBeShown);
    }
}
