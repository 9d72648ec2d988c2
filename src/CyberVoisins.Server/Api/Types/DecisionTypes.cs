using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Decisions;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>Why something was decided about a person, in short sentences, with the whole record behind them.</summary>
internal sealed class DecisionType : ObjectGraphType<ReadDecision>
{
    public DecisionType()
    {
        Name = nameof(Decision);
        Description = "A decision about a person, as it was explained when it was made.";
        Field<NonNullGraphType<DecisionIdScalar>>("id").Description("To contest it.").Resolve(c => c.Source.Row.Id);
        Field<NonNullGraphType<EnumerationGraphType<Core.Matching.Explanations.DecisionType>>>("type").Description("What was decided.").Resolve(c => c.Source.Row.Type);
        Field<NonNullGraphType<RequestIdScalar>>("requestId").Description("The request.").Resolve(c => c.Source.Row.RequestId);
        Field<NonNullGraphType<InstantScalar>>("at").Description("When.").Resolve(c => c.Source.Row.At);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("because").Description("Why, in at most three sentences.")
            .Resolve(c => c.RequestServices!.GetRequiredService<PlainWords>().Sentences(c.Source.Record.Result.Reason));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("otherwise").Description("What would have made it another decision; each was verified by computing it again.")
            .Resolve(c => c.Source.Record.Result.Counterfactuals.Select(c.RequestServices!.GetRequiredService<PlainWords>().Sentence));
        Field<NonNullGraphType<EnumerationGraphType<AutomationDegree>>>("decidedBy").Description("What part the algorithm had.").Resolve(c => c.Source.Record.Contribution.Degree);
        Field<StringGraphType>("by").Description("For the association: the first name of the coordinator who decided instead of the ranking; null when the matching did, and for others.")
            .Resolve(c => IsOwn(c) && c.Source.Row.ByUserId is { } id ? c.RequestServices!.GetRequiredService<StaffNamesLoader>().Load(id) : null);
        Field<StringGraphType>("motive").Description("For the association: why, in that coordinator's words; null when the matching decided, and for others.")
            .Resolve(c => IsOwn(c) ? c.Source.Record.Contribution.HumanReasons : null);
        Field<StringGraphType>("record")
            .Description("For the association: the whole record, canonical JSON, every field of docs/explanations.md. Null for others: it counts people exactly and holds a coordinator's own words.")
            .Resolve(c => IsOwn(c) ? c.Source.Row.Record : null);
        Field<NonNullGraphType<StringGraphType>>("hash").Description("SHA-256 of the record.").Resolve(c => c.Source.Row.Hash);
        Field<EnumerationGraphType<ReplayVerdict>>("replayed").Description("What computing it again just now gave; null when what it read is past its retention, or a person decided alone.")
            .ResolveAsync(async c => await c.RequestServices!.GetRequiredService<ReadDecisions>().Replay(c.Source.Row, c.CancellationToken));
    }

    private static bool IsOwn(IResolveFieldContext<ReadDecision> context) =>
        context.RequestServices!.GetRequiredService<CurrentUser>().CoordinatorOf == context.Source.Row.AssociationId;
}

/// <summary>A time when the caller, a volunteer, was considered and not asked.</summary>
internal sealed class NotChosenType : ObjectGraphType<NotChosen>
{
    public NotChosenType()
    {
        Name = nameof(NotChosen);
        Field(n => n.DecisionId).Description("To contest it.");
        Field(n => n.At).Description("When.");
        Field(n => n.Category).Description("The kind of help.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("because").Description("Why, in at most three sentences.")
            .Resolve(c => c.RequestServices!.GetRequiredService<PlainWords>().Sentences(c.Source.Because));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("otherwise").Description("The smallest changes that would have made the difference. Facts, never requests to change.")
            .Resolve(c => c.Source.Otherwise.Select(c.RequestServices!.GetRequiredService<PlainWords>().Sentence));
    }
}

/// <summary>Somebody asks for a person to look again at a decision.</summary>
internal sealed class ContestType : ObjectGraphType<ContestOfDecision>
{
    public ContestType()
    {
        Name = "Contest";
        Field(c => c.Id).Description("The contest's id.");
        Field(c => c.DecisionId);
        Field<VolunteerType>("volunteer").Description("Who was considered or asked, when the decision is about a volunteer; null when it is about the resident, or is not the caller's to see.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ContestedLoader>().Load(c.Source.DecisionId).Then(about => about?.Volunteer));
        Field<HelpRequestType>("request").Description("The request; null when it is not the caller's to see.").Resolve(c => c.RequestServices!.GetRequiredService<ContestedLoader>().Load(c.Source.DecisionId).Then(about => about?.Request));
        Field(c => c.State).Description("Where it stands.");
        Field(c => c.Words);
        Field(c => c.OpenedAt).Description("When it was asked.");
        Field(c => c.Deadline).Description("Until when a person must answer; silence is then a refusal that can be appealed.");
        Field(c => c.Answer, nullable: true);
        Field(c => c.AnsweredAt, nullable: true).Description("When.");
        Field<NonNullGraphType<BooleanGraphType>>("overdue").Description("Nobody answered in time.")
            .Resolve(c => c.Source.State == ContestState.Open && c.RequestServices!.GetRequiredService<TimeProvider>().Now() >= c.Source.Deadline);
    }
}

internal sealed class ContestPayload() : PayloadType<ContestOfDecision, ContestType>(nameof(ContestPayload), "contest");
internal sealed class ContestsConnection() : ConnectionType<ContestOfDecision, ContestType>("Contests");
