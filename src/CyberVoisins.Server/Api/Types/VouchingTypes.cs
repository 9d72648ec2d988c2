using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Vouchings;
using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Api.Types;

/// <summary>Vouchings of volunteers that the caller already sees, the newest first, each with the first name of who gave it.</summary>
internal sealed class VouchingsLoader(AppDb db) : GroupLoader<VolunteerId, Vouched>
{
    protected override async Task<ILookup<VolunteerId, Vouched>> Fetch(IReadOnlyCollection<VolunteerId> keys, CancellationToken cancellation) =>
        (await (from vouching in db.Vouchings.AsNoTracking()
                where keys.Contains(vouching.VolunteerId)
                join account in db.Users on vouching.ByUserId equals account.Id into accounts
                from account in accounts.DefaultIfEmpty()
                orderby vouching.Id descending
                select new { vouching, Name = account == null ? null : account.FirstName }).ToListAsync(cancellation))
            .ToLookup(v => v.vouching.VolunteerId, v => new Vouched(v.vouching, v.Name));
}

/// <summary>A word given, and by whom; null once that account is gone.</summary>
internal sealed record Vouched(Vouching Vouching, string? By);

internal sealed class ReferencesLoader(AppDb db) : GroupLoader<VolunteerId, VolunteerReference>
{
    protected override async Task<ILookup<VolunteerId, VolunteerReference>> Fetch(IReadOnlyCollection<VolunteerId> keys, CancellationToken cancellation) =>
        (await db.References.AsNoTracking().Where(r => keys.Contains(r.VolunteerId)).OrderBy(r => r.Id).ToListAsync(cancellation)).ToLookup(r => r.VolunteerId);
}

internal sealed class GuardianLoader(AppDb db) : BatchLoader<VolunteerId, GuardianConsent>
{
    protected override async Task<IReadOnlyDictionary<VolunteerId, GuardianConsent>> Fetch(IReadOnlyCollection<VolunteerId> keys, CancellationToken cancellation) =>
        await db.GuardianConsents.AsNoTracking().Where(c => keys.Contains(c.VolunteerId) && c.WithdrawnAt == null).ToDictionaryAsync(c => c.VolunteerId, cancellation);
}

/// <summary>Published versions, the newest first; version 1 is in no table.</summary>
internal sealed class ChartersLoader(AppDb db) : GroupLoader<AssociationId, Charter>
{
    protected override async Task<ILookup<AssociationId, Charter>> Fetch(IReadOnlyCollection<AssociationId> keys, CancellationToken cancellation) =>
        (await db.Charters.AsNoTracking().Where(c => keys.Contains(c.AssociationId)).OrderByDescending(c => c.Version).ToListAsync(cancellation)).ToLookup(c => c.AssociationId);
}

internal sealed class CharterType : ObjectGraphType<Charter>
{
    public CharterType()
    {
        Name = nameof(Charter);
        Description = "A version of the charter that an association's volunteers accept; public.";
        Field(c => c.Version).Description("1 is our own text alone, which all associations share.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("lines").Description("Rule after rule, in the reader's language where there is one; the association's own come last, as it wrote them.")
            .Resolve(c => Charters.Lines(c.Source, c.RequestServices!.GetRequiredService<Reader>().Culture));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("additions").Description("The association's own rules alone, as it wrote them; empty when it added nothing.").Resolve(c => Charters.AdditionsOf(c.Source));
        Field<NonNullGraphType<StringGraphType>>("hash").Description("SHA-256 of the French text, one line end (LF) after each rule: what an acceptance names.").Resolve(c => Charters.HashOf(c.Source));
        Field(c => c.PublishedAt).Description("Since when it is the charter.");
    }
}

internal sealed class VouchingPolicyType : ObjectGraphType<VouchingPolicy>
{
    public VouchingPolicyType()
    {
        Name = nameof(VouchingPolicy);
        Description = "What an association demands of its volunteers before they are asked; public.";
        Field(p => p.ValidMonths).Description("How long its word holds.");
        Field<NonNullGraphType<EnumerationGraphType<VouchLevel>>>("atHome").Description("The least level for a visit at somebody's home.").Resolve(c => c.Source.Levels.AtHome);
        Field<NonNullGraphType<EnumerationGraphType<VouchLevel>>>("publicPlace").Description("The least level for a meeting in a public place.").Resolve(c => c.Source.Levels.PublicPlace);
        Field<NonNullGraphType<EnumerationGraphType<VouchLevel>>>("byPhone").Description("The least level for help by telephone.").Resolve(c => c.Source.Levels.ByPhone);
        Field(p => p.RecordsBulletin3).Description("Whether it notes that a volunteer showed the bulletin n° 3.");
    }
}

internal sealed class VouchingType : ObjectGraphType<Vouched>
{
    public VouchingType()
    {
        Name = nameof(Vouching);
        Description = "The association's word for a volunteer, given once.";
        Field<NonNullGraphType<EnumerationGraphType<VouchLevel>>>("level").Description("How far it goes.").Resolve(c => c.Source.Vouching.Level);
        Field<NonNullGraphType<InstantScalar>>("at").Description("When it was given.").Resolve(c => c.Source.Vouching.At);
        Field<NonNullGraphType<InstantScalar>>("until").Description("When it runs out.").Resolve(c => c.Source.Vouching.Until);
        Field<StringGraphType>("by").Description("The first name of the coordinator who gave it.").Resolve(c => c.Source.By);
        Field<EnumerationGraphType<DocumentType>>("document").Description("Which document was shown this time.").Resolve(c => c.Source.Vouching.Document);
        Field<LocalDateScalar>("documentSeenOn").Description("On which day.").Resolve(c => c.Source.Vouching.DocumentSeenOn);
    }
}

internal sealed class VolunteerReferenceType : ObjectGraphType<VolunteerReference>
{
    public VolunteerReferenceType()
    {
        Name = nameof(VolunteerReference);
        Description = "Somebody who may be asked about a volunteer. What came of it is for the association alone.";
        Field(r => r.Id).Description("The reference's id.");
        Field(r => r.Name).Description("Who.");
        Field(r => r.Knows).Description("How they know the volunteer.");
        Field<StringGraphType>("phone").Description("In E.164; for the association.").Resolve(c => IsCoordinator(c) ? c.Source.Phone.E164 : null);
        Field<EnumerationGraphType<ReferenceOutcome>>("outcome").Description("What came of asking; for the association.").Resolve(c => IsCoordinator(c) ? c.Source.Outcome : null);
        Field<InstantScalar>("askedAt").Description("When they were last asked; for the association.").Resolve(c => IsCoordinator(c) ? c.Source.AskedAt : null);
        Field<StringGraphType>("askedBy").Description("The first name of the coordinator who asked; for the association.")
            .Resolve(c => IsCoordinator(c) && c.Source.AskedByUserId is { } id ? c.RequestServices!.GetRequiredService<StaffNamesLoader>().Load(id) : null);
    }

    private static bool IsCoordinator(IResolveFieldContext<VolunteerReference> context) =>
        context.RequestServices!.GetRequiredService<CurrentUser>().CoordinatorOf == context.Source.AssociationId;
}

internal sealed class GuardianConsentType : ObjectGraphType<GuardianConsent>
{
    public GuardianConsentType()
    {
        Name = nameof(GuardianConsent);
        Description = "A guardian's consent that a volunteer under 18 helps, as the association and the volunteer see it.";
        Field(c => c.GuardianFirstName).Description("Who agreed.");
        Field(c => c.Channel).Description("How.");
        Field(c => c.On).Description("On which day.");
        Field<StringGraphType>("recordedBy").Description("The first name of the coordinator who wrote it down.")
            .Resolve(c => c.RequestServices!.GetRequiredService<StaffNamesLoader>().Load(c.Source.RecordedByUserId));
    }
}
