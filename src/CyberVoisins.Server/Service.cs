using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Accounts.Elsewhere;
using CyberVoisins.Server.Api;
using CyberVoisins.Server.Api.Http;
using CyberVoisins.Server.Api.Http.Ide;
using CyberVoisins.Server.Associations;
using CyberVoisins.Server.Audits;
using CyberVoisins.Server.Autonomies;
using CyberVoisins.Server.Boards;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Conversations;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Development;
using CyberVoisins.Server.Drafts;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Invites;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Links;
using CyberVoisins.Server.Map;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Operations;
using CyberVoisins.Server.Pairs;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Rounds;
using CyberVoisins.Server.Rulesets;
using CyberVoisins.Server.Scams;
using CyberVoisins.Server.Sheets;
using CyberVoisins.Server.Visits;
using CyberVoisins.Server.Voice;
using CyberVoisins.Server.Volunteers;
using CyberVoisins.Server.Vouchings;
using CyberVoisins.Server.Web;
using CyberVoisins.Server.Worries;

namespace CyberVoisins.Server;

/// <summary>The whole service, a line for each part.</summary>
internal static class Service
{
    /// <param name="adjust">For tests: another clock, another telephone, a server without a port.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        // Settings lie beside the program, wherever it is started from; data/ lies where it is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var (services, configuration) = (builder.Services, builder.Configuration);

        DataFolder.Ensure(configuration);
        services.AddOperations(builder);
        services.AddKnownProxies(configuration);
        services.AddData(configuration);
        services.AddJournal();
        services.AddAccounts(configuration);
        services.AddGeocoding(configuration);
        services.AddVolunteerMap(configuration);
        services.AddMessages(configuration);
        services.AddVoice(configuration);
        services.AddConversation();
        services.AddLinks();
        services.AddUseCases();
        services.AddApi();
        services.AddMemoryCache().AddResponseCompression(options => options.EnableForHttps = true);
        if (builder.Environment.IsDevelopment()) services.AddDevelopment();

        // What stops the start is said once, by Entry, in a sentence: the host and Kestrel would say it again with stack traces.
        var serving = false;
        foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel" })
            builder.Logging.AddFilter(category, level => serving && level >= LogLevel.Warning);

        adjust?.Invoke(builder);
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => serving = true);
        app.UseForwardedHeaders();
        app.UseOperations();
        app.UseAccounts();
        // The pages of the web client are compressed when they are built; this one is written anew for each reader, and holds no secret that a length could tell.
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/regles"), regles => regles.UseResponseCompression());
        app.MapGraphQL("/graphql");
        app.MapTwilioWebhooks();
        app.MapVoiceWebhooks();
        app.MapRecordings();
        app.MapAnswerLinks();
        app.MapOperations();
        app.MapRulesPage();
        app.MapConversationPage();
        app.MapSheets();
        app.MapInvitePage();
        app.MapAccountPage();
        app.MapElsewhere();
        app.MapWebClient();
        if (app.Environment.IsDevelopment())
        {
            app.MapGraphQLIde();
            app.MapDevelopment();
        }
        return app;
    }

    private static void AddUseCases(this IServiceCollection services)
    {
        services.AddScoped<Startup>();
        services.AddScoped<Access>().AddScoped<Reader>().AddScoped<Explanation>().AddScoped<Places>().AddScoped<MapUpkeep>();
        services.AddSingleton<WatchBoard>();
        services.AddScoped<CreateAssociation>().AddScoped<ChangePolicy>().AddScoped<SetOpeningHours>().AddScoped<Associations.AssociationsNear>();
        services.AddScoped<UpdateTerritory>().AddScoped<ReadTerritoryChange>().AddScoped<Residents.ReadResidents>().AddScoped<Imports.ImportPeople>();
        services.AddScoped<SignUpVolunteer>().AddScoped<UpdateVolunteer>().AddScoped<PauseVolunteer>().AddScoped<EndPauses>().AddScoped<SetAside>().AddScoped<SuspendVolunteer>();
        services.AddScoped<Charters>().AddScoped<EndingVouchings>().AddScoped<VouchForVolunteer>().AddScoped<ChangeVouchingPolicy>().AddScoped<PublishCharter>().AddScoped<AcceptCharter>().AddScoped<RecordBulletin3>();
        services.AddScoped<CharterWords>().AddScoped<AskForCharter>().AddScoped<InviteLinks>().AddScoped<CreateInvite>().AddScoped<RevokeInvite>().AddScoped<UseInvite>().AddScoped<Sheets.Sheets>();
        services.AddScoped<ContactAccess>().AddScoped<ReadSpokenFor>().AddScoped<AddContact>().AddScoped<EndContact>().AddScoped<FirstContact>().AddScoped<ContactWords>().AddScoped<Consents>().AddScoped<GiveConsent>().AddScoped<WithdrawConsent>().AddScoped<DescribeVisit>();
        services.AddScoped<ForgetBirthdays>();
        services.AddScoped<AddReference>().AddScoped<RecordReference>().AddScoped<RemoveReference>().AddScoped<RecordGuardianConsent>().AddScoped<WithdrawGuardianConsent>();
        services.AddScoped<CurrentRules>().AddScoped<AdoptRules>().AddScoped<MeasureDemand>();
        services.AddScoped<LoadCandidates>().AddScoped<FindCandidates>().AddScoped<ExplainMatching>().AddScoped<OfferCodes>().AddScoped<OfferWords>().AddScoped<AskNeighbours>();
        services.AddScoped<SameRequest>().AddScoped<AskForHelp>().AddScoped<ChangeTimes>().AddScoped<CancelRequest>().AddScoped<SearchAgain>().AddScoped<OfferToVolunteer>();
        services.AddScoped<AcceptOffer>().AddScoped<DeclineOffer>().AddScoped<ExpireOffers>();
        services.AddScoped<VisitWords>().AddScoped<DrawCodeWord>().AddScoped<VisitEnding>().AddScoped<VisitSides>().AddScoped<MoveVisit>().AddScoped<ConfirmVisit>().AddScoped<ThankVolunteer>().AddScoped<SettleVisitWord>().AddScoped<CompleteConfirmed>().AddScoped<CancelVisit>().AddScoped<ReportVisit>();
        services.AddScoped<RecordDecisions>().AddScoped<ReadDecisions>().AddScoped<DecisionAccess>().AddScoped<PlainWords>().AddScoped<DecisionWords>();
        services.AddScoped<WhyNotMe>().AddScoped<ContestDecision>().AddScoped<AnswerContest>().AddScoped<ForgetSnapshots>();
        services.AddScoped<AuditAccess>().AddScoped<ReadPast>().AddScoped<ReadAudit>().AddScoped<ReplayRules>().AddScoped<ReplayWeights>().AddScoped<ReadCoverage>().AddScoped<FairnessOfAMonth>();
        services.AddSingleton(new PlanDepth()).AddScoped<ProposePlan>().AddScoped<DiscardPlan>().AddScoped<WritePlanBook>().AddScoped<ComputePlans>().AddScoped<ChangePlan>().AddScoped<AcceptPlan>().AddScoped<AskPlanned>();
        services.AddScoped<SeparatePair>().AddScoped<BlockPair>().AddScoped<UnblockPair>();
        services.AddScoped<FindMeeting>().AddScoped<OpenWorry>().AddScoped<WorryAnswer>().AddScoped<ReportWorry>().AddScoped<WorryCases>().AddScoped<NoteWorry>().AddScoped<SeparateWorriedPair>().AddScoped<CloseWorry>().AddScoped<ForgetWorries>();
        services.AddScoped<ScamFlags>().AddScoped<FlaggedTexts>().AddScoped<MarkScamSeen>().AddScoped<ForgetScamFlags>();
        services.AddScoped<ProposeEndings>().AddScoped<AssessAutonomy>().AddScoped<AnswerEnding>().AddScoped<ReadAutonomy>();
        services.AddScoped<MinutesBook>().AddScoped<CorrectMinutes>().AddScoped<CarryOver>();
        services.AddScoped<Contacts.EndOverdueContacts>().AddScoped<Duplicates.FindLookalikes>().AddScoped<Duplicates.MovedRows>().AddScoped<Duplicates.MergeResidents>().AddScoped<Duplicates.UndoMerge>().AddScoped<Duplicates.KeepApart>();
        services.AddScoped<MarkCalled>();
        services.AddScoped<Privacy.ExportPerson>().AddScoped<Privacy.ErasePerson>().AddScoped<Privacy.AnotherNumber>().AddScoped<Privacy.CorrectResident>().AddScoped<Privacy.RestrictPerson>();
        services.AddScoped<Privacy.Erasure>().AddScoped<Privacy.QuietPeople>().AddScoped<Privacy.ReadGoingQuiet>().AddScoped<Privacy.KeepPerson>().AddScoped<Privacy.SetForgetting>().AddScoped<Privacy.ForgetInactive>();
        services.AddScoped<OpenDraft>().AddScoped<DraftAccess>().AddScoped<CompleteDraft>().AddScoped<DismissDraft>().AddScoped<PassDraft>();
        services.AddSingleton<OneByOne>().AddSingleton<Rounds.Rounds>().AddHostedService<RoundsWorker>();
    }
}
