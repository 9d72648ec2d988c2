using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api.Types;

internal sealed class ContactIdScalar : IdScalar<ContactId>;

/// <summary>Standing contacts of residents whom the caller manages: the association, or the person.</summary>
internal sealed class ContactsLoader(AppDb db, CurrentUser user, TimeProvider clock) : GroupLoader<ResidentId, ResidentContact>
{
    protected override async Task<ILookup<ResidentId, ResidentContact>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation)
    {
        var (tenant, me, now) = (user.CoordinatorOf, user.UserId, clock.Now());
        return (await db.Contacts.AsNoTracking().Where(c => keys.Contains(c.ResidentId) && c.EndedAt == null
                && (c.AssociationId == tenant || (me != null && db.Residents.Any(r => r.Id == c.ResidentId && r.UserId == me)))).OrderBy(c => c.Id).ToListAsync(cancellation))
            .Where(c => c.StandsAt(now)).ToLookup(c => c.ResidentId);
    }
}

/// <summary>Every consent of those residents, withdrawn ones included, the newest first.</summary>
internal sealed class ConsentsLoader(AppDb db, CurrentUser user) : GroupLoader<ResidentId, Consent>
{
    protected override async Task<ILookup<ResidentId, Consent>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation)
    {
        var (tenant, me) = (user.CoordinatorOf, user.UserId);
        return (await db.Consents.AsNoTracking().Where(c => keys.Contains(c.ResidentId)
                && (c.AssociationId == tenant || (me != null && db.Residents.Any(r => r.Id == c.ResidentId && r.UserId == me)))).OrderByDescending(c => c.Id).ToListAsync(cancellation))
            .ToLookup(c => c.ResidentId);
    }
}

internal sealed class ResidentContactType : ObjectGraphType<ResidentContact>
{
    public ResidentContactType()
    {
        Name = nameof(ResidentContact);
        Description = "Somebody who speaks for a resident, as the association and the person see it.";
        Field(c => c.Id).Description("The contact's id.");
        Field(c => c.FirstName).Description("How they are called.");
        Field<NonNullGraphType<StringGraphType>>("phone").Description("In E.164.").Resolve(c => c.Source.Phone.E164);
        Field(c => c.Scopes).Description("What they may do.");
        Field(c => c.Until, nullable: true).Description("From then on nothing of it holds.");
        Field(c => c.CreatedAt).Description("Since when.");
    }
}

internal sealed class ConsentType : ObjectGraphType<Consent>
{
    public ConsentType()
    {
        Name = nameof(Consent);
        Description = "A consent, as the association and the person see it.";
        Field(c => c.Purpose).Description("What for.");
        Field(c => c.Channel).Description("How it was given.");
        Field(c => c.Text).Description("Which version of the text.");
        Field(c => c.TextHash).Description("SHA-256 of the French text.");
        Field<BooleanGraphType>("byGuardian").Description("Whether a guardian gave it in the person's place.").Resolve(c => c.Source.GivenByContactId is not null);
        Field(c => c.On).Description("On which day.");
        Field<StringGraphType>("recordedBy").Description("The first name of whoever wrote it down; null when the person did, on the web.")
            .Resolve(c => c.Source.RecordedByUserId is { } id ? c.RequestServices!.GetRequiredService<StaffNamesLoader>().Load(id) : null);
        Field(c => c.WithdrawnAt, nullable: true).Description("When it was taken back.");
        Field(c => c.WithdrawnBy, nullable: true).Description("How.");
    }
}

/// <summary>One use of information, as it is explained before the yes.</summary>
internal sealed record PurposeText(ConsentPurpose Purpose);

internal sealed class PurposeTextType : ObjectGraphType<PurposeText>
{
    public PurposeTextType()
    {
        Name = nameof(PurposeText);
        Description = "What information about a resident is used for; public.";
        Field(p => p.Purpose).Description("Which use.");
        Field<NonNullGraphType<BooleanGraphType>>("required").Description("Needed for the help itself: explained, and no consent.").Resolve(c => Consent.IsRequired(c.Source.Purpose));
        Field<NonNullGraphType<StringGraphType>>("text").Description("In plain words, in the reader's language.").Resolve(c => Consents.TextOf(c.Source.Purpose, c.RequestServices!.GetRequiredService<Reader>().Culture));
        Field<NonNullGraphType<IntGraphType>>("version").Description("Of the text.").Resolve(_ => Consent.TextVersion);
    }
}

internal sealed class SpokenForType : ObjectGraphType<SpokenFor>
{
    public SpokenForType()
    {
        Name = nameof(SpokenFor);
        Description = "Somebody for whom the caller speaks.";
        Field<NonNullGraphType<ContactIdScalar>>("contactId").Description("Of the caller as this person's contact: endContact ends it.").Resolve(c => c.Source.Contact.Id);
        Field<NonNullGraphType<ResidentIdScalar>>("residentId").Description("Of the person: askForHelp takes it.").Resolve(c => c.Source.Contact.ResidentId);
        Field(s => s.FirstName).Description("How the person is called.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EnumerationGraphType<ContactScope>>>>>("scopes").Description("What the caller may do.").Resolve(c => c.Source.Contact.Scopes);
        Field<InstantScalar>("until").Description("From then on nothing of it holds.").Resolve(c => c.Source.Contact.Until);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VisitToldType>>>>("visits").Description("Visits to come, the first first; none for who may neither be told nor cancel.").Resolve(c => c.Source.Visits);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VisitToldType>>>>("past").Description("Visits that have begun in the last 30 days, the latest first, for who may act in the person's place: confirmVisit and thankVolunteer take them.").Resolve(c => c.Source.Past);
    }
}

/// <summary>A visit, as a contact is told of it: no address, no code, no telephone.</summary>
internal sealed class VisitToldType : ObjectGraphType<Visit>
{
    public VisitToldType()
    {
        Name = "VisitTold";
        Description = "A visit as a contact is told of it.";
        Field(v => v.Id).Description("The visit's id: cancelVisit and moveVisit take it.");
        Field(v => v.State).Description("Where the visit stands.");
        Field(v => v.TookPlace, nullable: true);
        Field(v => v.ThankedAt, nullable: true).Description("When the volunteer was thanked.");
        Field(v => v.Start).Description("When it starts.");
        Field(v => v.Minutes).Description("How long it is.");
        Field<NonNullGraphType<EnumerationGraphType<MeetingMode>>>("mode").Description("How they meet.").Resolve(c => c.Source.Mode);
    }
}

internal sealed class ResidentPayload() : PayloadType<Resident, ResidentType>(nameof(ResidentPayload), "resident");
