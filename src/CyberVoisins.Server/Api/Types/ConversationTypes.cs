using System.Globalization;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Boards;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Api.Types;

/// <summary>What an association said and heard in a period.</summary>
internal sealed class ConversationFiguresType : ObjectGraphType<ConversationFigures>
{
    public ConversationFiguresType()
    {
        Name = "Conversation";
        Description = "What an association said and heard in a period, and what it cost. Figures only.";
        Field<NonNullGraphType<StringGraphType>>("associationName").Description("Whose.").Resolve(c => c.Source.Association.Name);
        Field<NonNullGraphType<StringGraphType>>("timeZone").Description("In which its days and months are counted.").Resolve(c => c.Source.Association.TimeZone);
        Field(f => f.From).Description("The first day.");
        Field(f => f.To).Description("The last day, included.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ConversationLineType>>>>("lines").Description("One for each month and kind that has messages, the months in order.").Resolve(c => c.Source.Lines);
        Field(f => f.SmsStoppedAt, nullable: true);
        Field(f => f.SmsStoppedBecause, nullable: true).Description("What was written when they were stopped.");
        Field(f => f.EverySmsStoppedAt, nullable: true);
        Field<NonNullGraphType<StringGraphType>>("pricePerSegment").Description("What a segment of unknown price is taken to cost, a decimal as text: by the provider's price list, or the operator's assumption.")
            .Resolve(c => Money(c.Source.PricePerSegment));
        Field(f => f.PriceUnit, nullable: true);
    }

    /// <summary>As text: a decimal is exact, a GraphQL float is not.</summary>
    internal static string Money(decimal amount) => amount.ToString("0.######", CultureInfo.InvariantCulture);
}

internal sealed class ConversationLineType : ObjectGraphType<ConversationLine>
{
    public ConversationLineType()
    {
        Name = nameof(ConversationLine);
        Field(l => l.Month);
        Field(l => l.Kind).Description("What they were for.");
        Field<NonNullGraphType<StringGraphType>>("name").Description("The same in the reader's language.")
            .Resolve(c => Labels.Say(c.RequestServices!.GetRequiredService<Reader>().Culture, $"MESSAGE_{c.Source.Kind.UpperSnake()}"));
        Field(l => l.Written);
        Field(l => l.Sent);
        Field(l => l.Delivered).Description("Confirmed by the recipient's operator.");
        Field(l => l.Answered);
        Field(l => l.Failed);
        Field(l => l.Uncertain);
        Field(l => l.Called);
        Field(l => l.Segments);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CostType>>>>("costs").Description("What the provider says they cost, for each currency.").Resolve(c => c.Source.Costs);
        Field(l => l.Unpriced);
        Field<NonNullGraphType<StringGraphType>>("estimatedRest").Description("What those without a price probably cost, a decimal as text: an estimate, at pricePerSegment.").Resolve(c => ConversationFiguresType.Money(c.Source.EstimatedRest));
    }
}

internal sealed class CostType : ObjectGraphType<Cost>
{
    public CostType()
    {
        Name = nameof(Cost);
        Field<NonNullGraphType<StringGraphType>>("amount").Description("A decimal as text.").Resolve(c => ConversationFiguresType.Money(c.Source.Amount));
        Field(c => c.Unit);
    }
}

/// <summary>What waits for a person.</summary>
internal sealed class WaitingForAPersonType : ObjectGraphType<WaitingForAPerson>
{
    public WaitingForAPersonType()
    {
        Name = nameof(NeedsPerson);
        Description = "What waits for a person: everything that is not proven delivered, and was not told in another way.";
        Field<NonNullGraphType<StringGraphType>>("version").Description("For boardChanged, which tells when it is no longer this one. Ask for it before the rest: what happens in between is then told, not missed.")
            .ResolveAsync(async c => await c.RequestServices!.GetRequiredService<WatchBoard>().Version(c.Source.Association, c.CancellationToken));
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many there are in all.")
            .ResolveAsync(async c => await Needs(c).Count(c.Source.Association, c.CancellationToken));
        Field<NonNullGraphType<IntGraphType>>("worries").Description("How many people are worried and wait for somebody to look: for a sign on every screen.")
            .ResolveAsync(async c => await Needs(c).CountWorries(c.Source.Association, c.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PersonTaskType>>>>("items").Description("Worries first, then the oldest first.")
            .Argument<IntGraphType>("first", argument => argument.Description = "1 to 100, by default 20.")
            .ResolveAsync(async c => await c.RequestServices!.GetRequiredService<Answer>().Of(() => Needs(c).Items(c.Source.Association, c.GetArgument<int?>("first"), c.CancellationToken)));
    }

    private static NeedsPerson Needs(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<NeedsPerson>();
}

internal sealed class PersonTaskType : ObjectGraphType<PersonTask>
{
    public PersonTaskType()
    {
        Name = nameof(PersonTask);
        Field(t => t.What).Description("What sort of thing it is.");
        Field<NonNullGraphType<IdGraphType>>("id").Description("Of the case, the message, the received SMS or the draft; of news, the provider's id.").Resolve(c => c.Source.Id);
        Field(t => t.Since);
        Field(t => t.Reason);
        Field(t => t.Who, nullable: true);
        Field(t => t.Phone, nullable: true);
        Field(t => t.Text, nullable: true);
        Field(t => t.Words);
    }
}

/// <summary>What every SMS passes through.</summary>
internal sealed class SmsGateStateType : ObjectGraphType<SmsGateState>
{
    public SmsGateStateType()
    {
        Name = nameof(SmsGate);
        Description = "What every SMS passes through: the switch, the limits, the providers and what the reconciliations found.";
        Field(g => g.StoppedAt, nullable: true).Description("Since when an administrator stopped every SMS; null while they leave.");
        Field(g => g.StoppedBecause, nullable: true).Description("What was written then.");
        Field(g => g.SmsThisHour);
        Field(g => g.SmsPerHour);
        Field(g => g.SegmentsToday);
        Field(g => g.SegmentsPerDay);
        Field(g => g.Trouble, nullable: true);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ReconciliationType>>>>("reconciliations").Description("The last seven days, the newest first.").Resolve(c => c.Source.Reconciliations);
    }
}

internal sealed class ReconciliationType : ObjectGraphType<Reconciliation>
{
    public ReconciliationType()
    {
        Name = nameof(Reconciliation);
        Field(r => r.Provider).Description("Whose list.");
        Field(r => r.Day);
        Field(r => r.DoneAt).Description("When it was done.");
        Field(r => r.Ours).Description("How many we sent on that day.");
        Field(r => r.Theirs).Description("How many it lists for that day.");
        Field(r => r.UnknownToUs).Description("Of its list, how many are none of ours.");
        Field(r => r.UnknownToUsSids).Description("The provider's ids of those, at most 100.");
        Field(r => r.UnknownToThem).Description("Of ours, how many it does not know.");
        Field(r => r.UnknownToThemSids).Description("The provider's ids of those, at most 100.");
    }
}

/// <summary>Whether SMS leave.</summary>
internal sealed class SmsSwitchType : ObjectGraphType<SmsSwitch>
{
    public SmsSwitchType()
    {
        Name = nameof(SmsSwitch);
        Field("associationId", s => s.Association, nullable: true).Description("Whose; null for everybody's.");
        Field(s => s.StoppedAt, nullable: true);
        Field(s => s.Reason, nullable: true).Description("What was written when they were stopped.");
    }
}

internal sealed class InboundMessagePayload() : PayloadType<InboundMessage, InboundMessageType>(nameof(InboundMessagePayload), "inbound");
internal sealed class SmsSwitchPayload() : PayloadType<SmsSwitch, SmsSwitchType>(nameof(SmsSwitchPayload), "sms");
