using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>A request for help, as the association, the resident and whoever asked see it.</summary>
internal sealed class HelpRequestType : ObjectGraphType<HelpRequest>
{
    public HelpRequestType()
    {
        Name = nameof(HelpRequest);
        Field(r => r.Id).Description("The request's id.");
        Field(r => r.State).Description("Where the request stands.");
        Field(r => r.Escalation, nullable: true).Description("Why nobody was found, while a person must act.");
        Field(r => r.Author).Description("Who asked.");
        Field(r => r.Channel).Description("How it reached the association.");
        Field(r => r.Category).Description("What help is about.");
        Field(r => r.Sentence);
        Field(r => r.Minutes);
        Field(r => r.Mandate).Description("What the volunteer may do.");
        Field<NonNullGraphType<PlaceType>>("place").Description("Where help is needed; for a contact who asked, the town alone.").Resolve(c => c.RequestServices!.GetRequiredService<CurrentUser>().CoordinatorOf == c.Source.AssociationId
            ? c.Source.Place
            : c.RequestServices!.GetRequiredService<OwnSideLoader>().Load(c.Source.ResidentId).Then(own => own is null ? c.Source.Place.TownOnly : c.Source.Place));
        Field<BlurredPlaceType>("blurredPlace").Description(BlurredPlaceType.Told).Resolve(c => BlurredPlaceType.For(c, c.Source.AssociationId, c.Source.Place));
        Field(r => r.MeetingPoint, nullable: true);
        Field(r => r.Modes);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TimeWindowType>>>>("windows").Description("When it suits, in order.").Resolve(c => c.Source.Windows);
        Field(r => r.Language).Description("The language of the visit; a code like fr.");
        Field(r => r.Constraints).Description("What the visit must respect.");
        Field(r => r.Situations).Description("What is true of the situation, from the public grid.");
        Field(r => r.NeedClass);
        Field(r => r.Wave);
        Field(r => r.RadiusMetres);
        Field(r => r.Reopened);
        Field(r => r.CreatedAt).Description("When help was asked for.");
        Field<ResidentType>("resident").Description("Who needs help.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ResidentLoader>().Load(c.Source.ResidentId));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OfferType>>>>("offers").Description("Who was asked, wave by wave; the association's eyes only.")
            .Resolve(c => c.RequestServices!.GetRequiredService<OffersLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VisitType>>>>("visits").Description("Every visit fixed for it, the oldest first.")
            .Resolve(c => c.RequestServices!.GetRequiredService<VisitsLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DecisionType>>>>("decisions").Description("Why these neighbours, or why nobody yet: what was decided about this request, the newest first.")
            .Resolve(c => c.RequestServices!.GetRequiredService<DecisionsLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MessageType>>>>("messages").Description("Every message about it, its offers and its visits, the newest first, at most 200; for the association, and empty for everybody else.")
            .Resolve(c => c.RequestServices!.GetRequiredService<RequestMessagesLoader>().Load(c.Source.Id).Then(messages => messages.Take(RequestMessagesLoader.Most)));
    }
}

/// <summary>An offer, as the volunteer who was asked and the association see it: no name, no address.</summary>
internal sealed class OfferType : ObjectGraphType<Offer>
{
    public OfferType()
    {
        Name = nameof(Offer);
        Field(o => o.Id).Description("The offer's id.");
        Field(o => o.State).Description("Where the offer stands.");
        Field(o => o.Code);
        Field<NonNullGraphType<EnumerationGraphType<HelpCategory>>>("category").Description("What help is about.")
            .Resolve(c => c.RequestServices!.GetRequiredService<OfferCategoryLoader>().Load(c.Source.Id));
        Field(o => o.Minutes).Description("How long the visit would be: 30 or 60.");
        Field(o => o.Mode).Description("How they would meet.");
        Field(o => o.Start);
        Field<NonNullGraphType<EnumerationGraphType<DistanceBand>>>("distance").Description("How far, in bands: never the exact figure.")
            .Resolve(c => DistanceBands.Of(c.Source.DistanceMetres));
        Field(o => o.Wave).Description("In which wave it was asked; 1 is the first.");
        Field(o => o.Rank);
        Field(o => o.Points);
        Field(o => o.CreatedAt).Description("When it was made.");
        Field(o => o.ExpiresAt);
        Field(o => o.AnsweredAt, nullable: true).Description("When the volunteer answered.");
        Field<DecisionType>("why").Description("Why this neighbour; null for a reader whom it does not concern.")
            .Resolve(c => c.RequestServices!.GetRequiredService<OfferDecisionLoader>().Load(c.Source.Id));
        Field<VolunteerType>("volunteer").Description("Who was asked; the association's and the volunteer's eyes only.")
            .Resolve(c => c.RequestServices!.GetRequiredService<VolunteerLoader>().Load(c.Source.VolunteerId));
        Field<HelpRequestType>("request").Description("The request; null for a volunteer.")
            .Resolve(c => c.RequestServices!.GetRequiredService<RequestLoader>().Load(c.Source.RequestId));
    }
}

/// <summary>A visit, as its two ends and the association see it.</summary>
internal sealed class VisitType : ObjectGraphType<Visit>
{
    public VisitType()
    {
        Name = nameof(Visit);
        Field(v => v.Id).Description("The visit's id.");
        Field(v => v.State).Description("Where the visit stands.");
        Field(v => v.Code);
        Field<StringGraphType>("codeWord").Description("The word that whoever comes says at the door, known to both ends and the association; null once the visit is over or off, twelve hours after its end for whoever is not the association, and for a contact who asked. It changes when the visit moves.")
            .Resolve(c => c.Source.State == VisitState.Planned && MayKnowWhere(c) ? Facts(c).Then(f => f?.CodeWord) : null);
        Field(v => v.Mode).Description("How they meet.");
        Field(v => v.Start).Description("When it starts.");
        Field(v => v.End).Description("When it ends, as planned.");
        Field(v => v.Minutes);
        Field(v => v.Version);
        Field(v => v.EndedBy, nullable: true);
        Field(v => v.ActualMinutes, nullable: true);
        Field(v => v.SettledMinutes, nullable: true);
        Field<NonNullGraphType<EnumerationGraphType<Mandate>>>("mandate").Description("What the volunteer may do; in no visit anything in the person's name, money or passwords.").Resolve(c => Facts(c).Then(f => f?.Mandate));
        Field<NonNullGraphType<StringGraphType>>("mandateText").Description("The same in a sentence, in the reader's language.")
            .Resolve(c => Facts(c).Then(f => f is null ? null : Phrases.Mandate(f.Mandate, c.RequestServices!.GetRequiredService<Matching.Reader>().Culture)));
        Field(v => v.Done, nullable: true);
        Field(v => v.TookPlace, nullable: true);
        Field(v => v.ThankedAt, nullable: true).Description("When the resident said thank you.");
        Field<StringGraphType>("thanks").Description("The resident's words of thanks; null when there are none. Words that sound like a swindle are for the association alone.")
            .Resolve(c => c.Source.ThanksHeld && c.RequestServices!.GetRequiredService<CurrentUser>().CoordinatorOf != c.Source.AssociationId ? null : c.Source.Thanks);
        Field(v => v.CreatedAt).Description("When it was fixed.");
        Field<NonNullGraphType<StringGraphType>>("volunteerFirstName").Description("Who helps.").Resolve(c => Facts(c).Then(f => f?.VolunteerFirstName));
        Field<NonNullGraphType<StringGraphType>>("residentFirstName").Description("Who is helped.").Resolve(c => Facts(c).Then(f => f?.ResidentFirstName));
        Field<NonNullGraphType<EnumerationGraphType<HelpCategory>>>("category").Description("What help is about.").Resolve(c => Facts(c).Then(f => f?.Category));
        Field<StringGraphType>("address").Description("Where, while the visit is planned and until twelve hours after its end; afterwards only the association still sees it. Null by phone.")
            .Resolve(c => c.Source.Mode != MeetingMode.ByPhone && MayKnowWhere(c) ? Facts(c).Then(f => f?.Address) : null);
        Field<StringGraphType>("meetingPoint").Description("Where exactly, for a public place.").Resolve(c => c.Source.Mode == MeetingMode.PublicPlace ? Facts(c).Then(f => f?.MeetingPoint) : null);
        Field<HelpRequestType>("request").Description("The request; null for the volunteer.")
            .Resolve(c => c.RequestServices!.GetRequiredService<RequestLoader>().Load(c.Source.RequestId));
        Field<VolunteerType>("volunteer").Description("The volunteer; null for the resident.")
            .Resolve(c => c.RequestServices!.GetRequiredService<VolunteerLoader>().Load(c.Source.VolunteerId));
    }

    private static GraphQL.DataLoader.IDataLoaderResult<VisitFacts?> Facts(IResolveFieldContext<Visit> context) =>
        context.RequestServices!.GetRequiredService<VisitFactsLoader>().Load(context.Source.Id);

    /// <summary>A visit of which nobody ever told stays planned: what opens a door is not shown without end.</summary>
    private static readonly NodaTime.Duration KnownAfterwards = NodaTime.Duration.FromHours(12);

    private static bool MayKnowWhere(IResolveFieldContext<Visit> context) =>
        (context.Source.State == VisitState.Planned && context.Source.End + KnownAfterwards > context.RequestServices!.GetRequiredService<TimeProvider>().Now())
        || context.RequestServices!.GetRequiredService<CurrentUser>().CoordinatorOf == context.Source.AssociationId;
}

/// <summary>A message of the outbox, as the association sees it.</summary>
internal sealed class MessageType : ObjectGraphType<Message>
{
    public MessageType()
    {
        Name = nameof(Message);
        Field(m => m.Id).Description("The message's id.");
        Field(m => m.Kind).Description("What it is for.");
        Field(m => m.Channel).Description("By SMS, or by a call of the association.");
        Field(m => m.State).Description("Where the message stands.");
        Field<NonNullGraphType<StringGraphType>>("to").Description("In E.164.").Resolve(c => c.Source.To.E164);
        Field(m => m.Body);
        Field(m => m.Segments);
        Field(m => m.NotBefore).Description("Sent no earlier than this.");
        Field(m => m.Deadline, nullable: true);
        Field(m => m.SentAt, nullable: true).Description("When it was handed over, or called.");
        Field(m => m.Attempts);
        Field(m => m.ErrorCode, nullable: true);
        Field(m => m.CreatedAt).Description("When it was written.");
    }
}

/// <summary>An SMS that nobody understood, for a person to read.</summary>
internal sealed class InboundMessageType : ObjectGraphType<InboundMessage>
{
    public InboundMessageType()
    {
        Name = nameof(InboundMessage);
        Field(m => m.Id).Description("The message's id.");
        Field<NonNullGraphType<StringGraphType>>("from").Description("In E.164.").Resolve(c => c.Source.From.E164);
        Field(m => m.Body);
        Field(m => m.ReceivedAt).Description("When it came in.");
        Field(m => m.Understood, nullable: true);
    }
}

internal sealed class HelpRequestsConnection() : ConnectionType<HelpRequest, HelpRequestType>("HelpRequests");
internal sealed class OffersConnection() : ConnectionType<Offer, OfferType>("Offers");
internal sealed class VisitsConnection() : ConnectionType<Visit, VisitType>("Visits");
internal sealed class MessagesConnection() : ConnectionType<Message, MessageType>("Messages");
internal sealed class InboundMessagesConnection() : ConnectionType<InboundMessage, InboundMessageType>("InboundMessages");
