using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Api.Http;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Plans;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using NodaTime;

namespace CyberVoisins.Server.Api;

/// <summary>The schema: roots are methods of <see cref="Query"/> and <see cref="Mutation"/>, objects are lists of allowed fields.</summary>
internal sealed class ApiSchema : Schema
{
    public ApiSchema(IServiceProvider services) : base(services)
    {
        Description = "CyberVoisins: a resident asks, a neighbour says yes, the visit takes place.";
        Query = services.GetRequiredService<AutoRegisteringObjectGraphType<Query>>();
        Mutation = services.GetRequiredService<AutoRegisteringObjectGraphType<Mutation>>();
        Subscription = services.GetRequiredService<AutoRegisteringObjectGraphType<Subscription>>();
        this.RegisterTypeMapping<AssociationId, AssociationIdScalar>();
        this.RegisterTypeMapping<VolunteerId, VolunteerIdScalar>();
        this.RegisterTypeMapping<ResidentId, ResidentIdScalar>();
        this.RegisterTypeMapping<DraftId, Types.DraftIdScalar>();
        this.RegisterTypeMapping<RequestId, RequestIdScalar>();
        this.RegisterTypeMapping<RequestKey, RequestKeyScalar>();
        this.RegisterTypeMapping<OfferId, OfferIdScalar>();
        this.RegisterTypeMapping<VisitId, VisitIdScalar>();
        this.RegisterTypeMapping<InviteId, InviteIdScalar>();
        this.RegisterTypeMapping<ContactId, ContactIdScalar>();
        this.RegisterTypeMapping<MergeId, MergeIdScalar>();
        this.RegisterTypeMapping<ImportId, ImportIdScalar>();
        this.RegisterTypeMapping<ReferenceId, ReferenceIdScalar>();
        this.RegisterTypeMapping<WorryCaseId, Types.WorryCaseIdScalar>();
        this.RegisterTypeMapping<ScamFlagId, Types.ScamFlagIdScalar>();
        this.RegisterTypeMapping<AssessmentId, Types.AssessmentIdScalar>();
        this.RegisterTypeMapping<EndingId, Types.EndingIdScalar>();
        this.RegisterTypeMapping<MessageId, MessageIdScalar>();
        this.RegisterTypeMapping<DecisionId, DecisionIdScalar>();
        this.RegisterTypeMapping<PlanId, PlanIdScalar>();
        this.RegisterTypeMapping<ContestId, ContestIdScalar>();
        this.RegisterTypeMapping<SessionId, Types.SessionIdScalar>();
        this.RegisterTypeMapping<PasskeyQuestionId, Types.PasskeyQuestionIdScalar>();
        this.RegisterTypeMapping<ApiTokenId, Types.ApiTokenIdScalar>();
        this.RegisterTypeMapping<Instant, InstantScalar>();
        this.RegisterTypeMapping<LocalTime, LocalTimeScalar>();
        this.RegisterTypeMapping<LocalDate, LocalDateScalar>();
        this.RegisterTypeMapping<IsoDayOfWeek, WeekdayEnum>();
        this.RegisterVisitor(new DocComments());
        this.RegisterVisitor(new WatchPersonalFields());
    }

    /// <summary>As committed in Api/schema.graphql.</summary>
    public static string Print(IServiceProvider services) =>
        services.GetRequiredService<ISchema>().Print(new PrintOptions { StringComparison = StringComparison.Ordinal, IncludeDescriptions = true });
}

internal static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<Answer>();
        services.AddScoped<AssociationLoader>().AddScoped<VolunteerLoader>().AddScoped<RequestLoader>().AddScoped<ResidentLoader>();
        services.AddScoped<OffersLoader>().AddScoped<VisitsLoader>().AddScoped<VisitFactsLoader>().AddScoped<OwnSideLoader>().AddScoped<OfferCategoryLoader>().AddScoped<RulesetsLoader>().AddScoped<PlanLinesLoader>().AddScoped<PlanDecisionsLoader>().AddScoped<DecisionsLoader>().AddScoped<ContestedLoader>().AddScoped<OfferDecisionLoader>().AddScoped<MinutesLeftLoader>().AddScoped<SmsStopsLoader>().AddScoped<MinutesLedgerLoader>().AddScoped<Types.JournalEntryLoader>();
        services.AddScoped<StaffNamesLoader>().AddScoped<ContactsLoader>().AddScoped<ConsentsLoader>().AddScoped<VouchingsLoader>().AddScoped<ReferencesLoader>().AddScoped<GuardianLoader>().AddScoped<ChartersLoader>();
        services.AddScoped<WorryNotesLoader>().AddScoped<CasesAboutLoader>().AddScoped<AutonomyLoader>().AddScoped<NeighboursMetLoader>().AddScoped<MergedResidentLoader>();
        services.AddScoped<ResidentRequestsLoader>().AddScoped<RequestMessagesLoader>().AddScoped<ResidentMessagesLoader>().AddScoped<ImportsLoader>();
        return services.AddGraphQLEngine(graphql => graphql
            .AddSchema<ApiSchema>()
            .AddDocumentListener<JournalReads>()
            .AddGraphTypes()
            .AddValidationRule<TokenScopes>()
            .AddClrTypeMappings()
            .AddAutoClrMappings(mapInputTypes: true, mapOutputTypes: false));
    }
}
