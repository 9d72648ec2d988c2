using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Autonomies;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Duplicates;
using CyberVoisins.Server.Invites;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Rulesets;
using CyberVoisins.Server.Vouchings;
using CyberVoisins.Server.Worries;
using CyberVoisins.Server.Sealing;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace CyberVoisins.Server.Data;

/// <summary>Everything that is true. Redis holds nothing that is not here.</summary>
internal abstract class AppDb(DbContextOptions options, FieldSeal seal) : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>What its columns are sealed with.</summary>
    public FieldSeal Seal => seal;

    /// <summary>The keys of cookies and codes, where several machines share a database; sealed.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<Association> Associations => Set<Association>();
    public DbSet<Volunteer> Volunteers => Set<Volunteer>();
    public DbSet<Vouching> Vouchings => Set<Vouching>();
    public DbSet<Charter> Charters => Set<Charter>();
    public DbSet<CharterAcceptance> CharterAcceptances => Set<CharterAcceptance>();
    public DbSet<GuardianConsent> GuardianConsents => Set<GuardianConsent>();
    public DbSet<VolunteerReference> References => Set<VolunteerReference>();
    public DbSet<Invite> Invites => Set<Invite>();
    public DbSet<Resident> Residents => Set<Resident>();
    public DbSet<ResidentMerge> Merges => Set<ResidentMerge>();
    public DbSet<PeopleImport> PeopleImports => Set<PeopleImport>();
    public DbSet<KeptApart> KeptApart => Set<KeptApart>();
    public DbSet<ResidentContact> Contacts => Set<ResidentContact>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<HelpRequest> Requests => Set<HelpRequest>();
    public DbSet<Offer> Offers => Set<Offer>();
    public DbSet<Visit> Visits => Set<Visit>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<ContestOfDecision> Contests => Set<ContestOfDecision>();
    public DbSet<DecisionSnapshot> DecisionSnapshots => Set<DecisionSnapshot>();
    public DbSet<Plan> Plans => Set<Plan>();
    public DbSet<PlanLine> PlanLines => Set<PlanLine>();
    public DbSet<PlanDecision> PlanDecisions => Set<PlanDecision>();
    public DbSet<Ruleset> Rulesets => Set<Ruleset>();
    public DbSet<VolunteerDemand> Demand => Set<VolunteerDemand>();
    public DbSet<PairBlock> PairBlocks => Set<PairBlock>();
    public DbSet<WorryCase> WorryCases => Set<WorryCase>();
    public DbSet<WorryNote> WorryNotes => Set<WorryNote>();
    public DbSet<ScamFlag> ScamFlags => Set<ScamFlag>();
    public DbSet<AutonomyAssessment> Assessments => Set<AutonomyAssessment>();
    public DbSet<AutonomyEnding> Endings => Set<AutonomyEnding>();
    public DbSet<MinuteEntry> Minutes => Set<MinuteEntry>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<InboundMessage> InboundMessages => Set<InboundMessage>();
    public DbSet<OptOut> OptOuts => Set<OptOut>();
    public DbSet<DeliveryEvent> DeliveryEvents => Set<DeliveryEvent>();
    public DbSet<SmsGate> SmsGates => Set<SmsGate>();
    public DbSet<AnswerLink> AnswerLinks => Set<AnswerLink>();
    public DbSet<Reachability> Reachabilities => Set<Reachability>();
    public DbSet<Reconciliation> Reconciliations => Set<Reconciliation>();
    public DbSet<VoiceCall> VoiceCalls => Set<VoiceCall>();
    public DbSet<DraftRequest> Drafts => Set<DraftRequest>();
    public DbSet<SignInCode> SignInCodes => Set<SignInCode>();
    public DbSet<OpenSession> Sessions => Set<OpenSession>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<PasskeyChallenge> PasskeyChallenges => Set<PasskeyChallenge>();
    public DbSet<IndexChange> IndexChanges => Set<IndexChange>();
    public DbSet<JournalLine> JournalLines => Set<JournalLine>();
    public DbSet<JournalHead> JournalHeads => Set<JournalHead>();
    public DbSet<JournalMention> JournalMentions => Set<JournalMention>();
    public DbSet<PersonAlias> PersonAliases => Set<PersonAlias>();

    /// <summary>What the transaction under way wrote so far, for its journal.</summary>
    public List<Touched> Touched { get; } = [];

    /// <summary>Takes the row for the rest of the transaction; false when there is none. Order: request, then volunteers.</summary>
    public async Task<bool> Lock(RequestId id, CancellationToken cancel) =>
        await Requests.Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Revision, r => r.Revision + 1), cancel) == 1;

    /// <inheritdoc cref="Lock(RequestId, CancellationToken)"/>
    public async Task<bool> Lock(VolunteerId id, CancellationToken cancel) =>
        // The same person may help two associations, and must not be booked by both at once: the telephone is locked.
        await Volunteers.Where(v => v.Phone == Volunteers.Where(x => x.Id == id).Select(x => x.Phone).FirstOrDefault())
            .ExecuteUpdateAsync(s => s.SetProperty(v => v.Revision, v => v.Revision + 1), cancel) > 0;

    /// <summary>The same of somebody who asks for help; false also for a record that is part of another, or was erased.</summary>
    public async Task<bool> Lock(ResidentId id, CancellationToken cancel) =>
        await Residents.Where(r => r.Id == id && r.ErasedAt == null).ExecuteUpdateAsync(s => s.SetProperty(r => r.ActiveAt, r => r.ActiveAt), cancel) == 1;

    /// <inheritdoc cref="Lock(RequestId, CancellationToken)"/>
    public async Task<bool> Lock(MessageId id, CancellationToken cancel) =>
        await Messages.Where(m => m.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.State, m => m.State), cancel) == 1;

    /// <inheritdoc cref="Lock(RequestId, CancellationToken)"/>
    public async Task<bool> Lock(PlanId id, CancellationToken cancel) =>
        await Plans.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Revision, p => p.Revision + 1), cancel) == 1;

    /// <inheritdoc cref="Lock(RequestId, CancellationToken)"/>
    public async Task<bool> Lock(WorryCaseId id, CancellationToken cancel) =>
        await WorryCases.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Revision, c => c.Revision + 1), cancel) == 1;

    /// <summary>The gate of every SMS, held for the rest of the transaction.</summary>
    public async Task<SmsGate> LockGate(CancellationToken cancel)
    {
        await SmsGates.ExecuteUpdateAsync(s => s.SetProperty(g => g.Revision, g => g.Revision + 1), cancel);
        return await SmsGates.SingleAsync(cancel);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        NoteIndexChanges();
        KeepWhatIsWritten();
        Touched.AddRange(Data.Touched.In(ChangeTracker));
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    // Here, and not in each use case: a change of place or state that forgets the index cannot be written.
    private void NoteIndexChanges()
    {
        foreach (var entry in ChangeTracker.Entries<Volunteer>().ToList())
            if (entry.State is EntityState.Added or EntityState.Modified)
                IndexChanges.Add(new IndexChange { VolunteerId = entry.Entity.Id, AssociationId = entry.Entity.AssociationId });
    }

    /// <summary>The ledger, the decisions and the journal are only added to; for the first and the last the database refuses it as well (migrations LedgerGuard, JournalGuard).</summary>
    private void KeepWhatIsWritten()
    {
        if (ChangeTracker.Entries().Any(e => e.Entity is MinuteEntry or Decision or JournalLine && e.State is EntityState.Modified or EntityState.Deleted))
            throw new InvalidOperationException("A line of the minutes or of the journal, or a decision, is never changed or deleted: write another.");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        foreach (var id in new[] { typeof(RequestId).Assembly, typeof(AppDb).Assembly }.SelectMany(a => a.GetTypes()).Where(IsId))
            configurationBuilder.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<IsAColumn>(); // sealed below
        configurationBuilder.Properties<WeeklyAvailability>().HaveConversion<AvailabilityConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private static bool IsId(Type type) => type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        AccountTables.Shape(builder);
        Imports.ImportTables.Shape(builder);
        builder.Entity<Association>(association =>
        {
            association.Property(a => a.Name).HasMaxLength(80);
            association.Property(a => a.SmsName).HasMaxLength(20);
            association.Property(a => a.SmsStoppedBecause).HasMaxLength(200);
            association.Property(a => a.Territory).HasConversion<JsonConverter<Territory>>();
            association.Property(a => a.Policy).HasConversion<JsonConverter<AskingPolicy>>();
        });
        builder.Entity<Volunteer>(volunteer =>
        {
            volunteer.Property(v => v.FirstName).HasMaxLength(40);
            volunteer.Property(v => v.Categories).HasConversion(new ListConverter<HelpCategory>(Enum.Parse<HelpCategory>), new ListComparer<HelpCategory>());
            volunteer.Property(v => v.Languages).HasConversion(new ListConverter<string>(text => text), new ListComparer<string>());
            volunteer.Property(v => v.Modes).HasConversion(new ListConverter<MeetingMode>(Enum.Parse<MeetingMode>), new ListComparer<MeetingMode>());
            volunteer.Ignore(v => v.MayBeAsked);
            volunteer.ComplexProperty(v => v.Place, Configure);
            volunteer.HasIndex(v => new { v.AssociationId, v.Phone }).IsUnique();
            volunteer.HasIndex(v => v.Phone);
            volunteer.HasIndex(v => v.UserId);
            volunteer.HasOne<Association>().WithMany().HasForeignKey(v => v.AssociationId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<Resident>(resident =>
        {
            resident.Property(r => r.FirstName).HasMaxLength(40);
            resident.Property(r => r.RelativeFirstName).HasMaxLength(40);
            resident.Property(r => r.Language).HasMaxLength(3);
            resident.Ignore(r => r.SmsPhone);
            resident.ComplexProperty(r => r.Place, Configure);
            // Not unique: a household shares a telephone.
            resident.HasIndex(r => new { r.AssociationId, r.Phone });
            resident.HasIndex(r => r.Phone);
            resident.HasIndex(r => r.RelativePhone);
            resident.HasIndex(r => r.UserId);
            resident.HasOne<Association>().WithMany().HasForeignKey(r => r.AssociationId).OnDelete(DeleteBehavior.Restrict);
        });
        RequestTables.Shape(builder);
        builder.Entity<Offer>(offer =>
        {
            offer.Property(o => o.Code).HasMaxLength(4);
            offer.Ignore(o => o.IsOpen);
            offer.HasIndex(o => new { o.VolunteerId, o.State });
            offer.HasIndex(o => new { o.State, o.ExpiresAt });
            offer.HasIndex(o => o.RequestId);
            offer.HasOne<HelpRequest>().WithMany().HasForeignKey(o => o.RequestId).OnDelete(DeleteBehavior.Restrict);
            offer.HasOne<Volunteer>().WithMany().HasForeignKey(o => o.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<Visit>(visit =>
        {
            visit.Property(v => v.Code).HasMaxLength(4);
            visit.Property(v => v.CodeWord).HasMaxLength(9);
            visit.Property(v => v.Done).HasMaxLength(300);
            visit.Property(v => v.Thanks).HasMaxLength(200);
            visit.Ignore(v => v.End);
            visit.Ignore(v => v.Window);
            // The last line of defence: one planned visit a request, whatever the code above it does.
            visit.HasIndex(v => v.RequestId).IsUnique().HasFilter("\"State\" = 'Planned'").HasDatabaseName("IX_Visits_OnePlannedPerRequest");
            visit.HasIndex(v => v.OfferId).IsUnique();
            visit.HasIndex(v => new { v.VolunteerId, v.State, v.Start });
            visit.HasIndex(v => new { v.ResidentId, v.State, v.Start });
            visit.HasIndex(v => new { v.State, v.Start });
            visit.HasOne<HelpRequest>().WithMany().HasForeignKey(v => v.RequestId).OnDelete(DeleteBehavior.Restrict);
            visit.HasOne<Volunteer>().WithMany().HasForeignKey(v => v.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<Ruleset>(rules =>
        {
            rules.HasKey(r => new { r.AssociationId, r.Version });
            rules.Property(r => r.Weights).HasConversion<JsonConverter<RankingWeights>>();
            rules.Property(r => r.Equity).HasConversion<EquityRuleConverter>();
            rules.Property(r => r.VotedBy).HasMaxLength(120);
            rules.Property(r => r.Motive).HasMaxLength(500);
            rules.HasOne<Association>().WithMany().HasForeignKey(r => r.AssociationId).OnDelete(DeleteBehavior.Restrict);
        });
        DecisionTables.Shape(builder);
        PlanTables.Shape(builder);
        builder.Entity<VolunteerDemand>(demand =>
        {
            demand.HasKey(d => d.VolunteerId);
            demand.HasOne<Volunteer>().WithOne().HasForeignKey<VolunteerDemand>(d => d.VolunteerId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<MinuteEntry>(entry =>
        {
            entry.HasIndex(e => new { e.VolunteerId, e.Month });
            entry.Property(e => e.Key).HasMaxLength(100);
            entry.Property(e => e.Motive).HasMaxLength(200);
            entry.HasIndex(e => e.Key).IsUnique();
        });
        VouchingTables.Shape(builder);
        ContactTables.Shape(builder);
        DuplicateTables.Shape(builder);
        InviteTables.Shape(builder);
        MessageTables.Shape(builder);
        WorryTables.Shape(builder);
        AutonomyTables.Shape(builder);
        JournalTables.Shape(builder);
        SealedColumns.Shape(builder, seal);
    }

    internal static void Configure(ComplexPropertyBuilder<Place> place)
    {
        place.Ignore(p => p.Coordinates);
        place.Ignore(p => p.Blurred);
        place.Property(p => p.Label).HasMaxLength(200);
        place.Property(p => p.CommuneCode).HasMaxLength(5);
        place.Property(p => p.Latitude);
        place.Property(p => p.Longitude);
        place.Property(p => p.Precision);
        place.Property(p => p.BlurredLatitude);
        place.Property(p => p.BlurredLongitude);
        place.Property(p => p.BlurredRadiusMetres);
    }
}
