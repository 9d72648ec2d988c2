using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>What an association voted about its matching; public, every version of it.</summary>
internal sealed class RulesetType : ObjectGraphType<Ruleset>
{
    public RulesetType()
    {
        Name = nameof(Ruleset);
        Field(r => r.Version);
        Field(r => r.Weights).Description("What the points are worth.");
        Field<NonNullGraphType<EquityRuleType>>("equity").Description("Who comes first when not everybody can be served.").Resolve(c => c.Source.Equity);
        Field(r => r.Durations).Description("How visits of 60 minutes are planned.");
        Field(r => r.AdoptedAt);
        Field(r => r.VotedBy, nullable: true);
        Field(r => r.VotedOn, nullable: true).Description("When it was voted.");
        Field(r => r.Motive, nullable: true);
        Field(r => r.Text);
        Field(r => r.Hash);
    }
}

internal sealed class EquityRuleType : ObjectGraphType<EquityRule>
{
    public EquityRuleType()
    {
        Name = nameof(EquityRule);
        Field<ListGraphType<NonNullGraphType<IntGraphType>>>("headStartDays").Description("Days of head start of need classes 0 to 3; null when a more pressing class always goes first.")
            .Resolve(c => c.Source.HeadStart is HeadStart.Days days ? Enumerable.Range(0, NeedClass.Count).Select(n => days[new NeedClass(n)]) : null);
        Field<NonNullGraphType<BooleanGraphType>>("strictlyByNeed").Description("A more pressing class always goes first; the others may wait without end.")
            .Resolve(c => c.Source.HeadStart is HeadStart.Strict);
        Field(r => r.Counts).Description("What is made as large as possible.");
        Field(r => r.Interleave, nullable: true).Description("After this many places by the rule, one place by waiting time alone.");
        Field<IntGraphType>("whiteZoneDays").Description("The least head start in communes where few can help.").Resolve(c => c.Source.WhiteZones?.Days);
        Field<IntGraphType>("fewerHelpersThan").Description("What \"few can help\" means.").Resolve(c => c.Source.WhiteZones?.FewerHelpersThan);
        Field(r => r.TravelCapMetres, nullable: true).Description("In a plan no helper goes farther, in metres.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("warnings").Description("What must be read before this rule is voted, in the reader's language.")
            .Resolve(c => c.Source.Warnings.Select(w => Words.Words.Labels.Say(c.RequestServices!.GetRequiredService<Matching.Reader>().Culture, $"EQUITY_{w.UpperSnake()}")));
        Field(r => r.Hash).Description("SHA-256 of the rule as text.");
    }
}

internal sealed class RulesetPayload() : PayloadType<Ruleset, RulesetType>(nameof(RulesetPayload), "rules");
