using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Paging;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

internal sealed class AssociationType : ObjectGraphType<Association>
{
    public AssociationType()
    {
        Name = nameof(Association);
        Field(a => a.Id).Description("Its id.");
        Field(a => a.Name);
        Field(a => a.SmsName);
        Field<NonNullGraphType<StringGraphType>>("phone").Description("The number that people call.").Resolve(c => Phones.Pretty(c.Source.Phone));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<WeeklySlotType>>>>("openingHours")
            .Description("When a person answers that telephone, in the association's time, except on public holidays.").Resolve(c => c.Source.OpeningHours.Slots);
        Field(a => a.TimeZone);
        Field(a => a.Territory).Description("Where it works.");
        Field(a => a.Policy).Description("How its volunteers are asked.");
        Field(a => a.Vouching).Description("What it demands of its volunteers.");
        Field(a => a.ForgetAfterMonths);
        Field<NonNullGraphType<CharterType>>("charter").Description("The charter that volunteers accept today.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ChartersLoader>().Load(c.Source.Id).Then(published => published.FirstOrDefault() ?? Charter.Default(c.Source)));
        Field<NonNullGraphType<RulesetType>>("rules").Description("What decides now about the matching: the last vote, or the defaults.")
            .Resolve(c => c.RequestServices!.GetRequiredService<RulesetsLoader>().Load(c.Source.Id)
                .Then(votes => votes.FirstOrDefault() ?? Ruleset.Default(c.Source.Id, c.Source.CreatedAt)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RulesetType>>>>("rulesHistory").Description("Every version that decided, the newest first.")
            .Resolve(c => c.RequestServices!.GetRequiredService<RulesetsLoader>().Load(c.Source.Id)
                .Then(votes => votes.Append(Ruleset.Default(c.Source.Id, c.Source.CreatedAt))));
    }
}

internal sealed class TerritoryType : ObjectGraphType<Territory>
{
    public TerritoryType()
    {
        Name = nameof(Territory);
        Field<FloatGraphType>("latitude").Description("Degrees north of the centre; null when only communes are given.").Resolve(c => c.Source.Center?.Latitude);
        Field<FloatGraphType>("longitude").Description("Degrees east of the centre; null when only communes are given.").Resolve(c => c.Source.Center?.Longitude);
        Field(t => t.RadiusMetres, nullable: true);
        Field(t => t.CommuneCodes);
    }
}

internal sealed class AskingPolicyType : ObjectGraphType<AskingPolicy>
{
    public AskingPolicyType()
    {
        Name = nameof(AskingPolicy);
        Field(p => p.WaveSize);
        Field(p => p.OfferExpiryMinutes);
        Field(p => p.MaximumRadiusMetres);
        Field(p => p.MinimumNoticeMinutes);
        Field(p => p.RotationLimit, nullable: true);
        Field(p => p.MaximumCarryOverMinutes);
    }
}

internal sealed class PlaceType : ObjectGraphType<Place>
{
    public PlaceType()
    {
        Name = nameof(Place);
        Field(p => p.Label);
        Field(p => p.CommuneCode);
        Field(p => p.Area).Description("\"75017 Paris\", for lists and figures; the INSEE code where the label does not end so.");
        Field(p => p.Latitude).Description("Degrees north.");
        Field(p => p.Longitude).Description("Degrees east.");
        Field(p => p.Precision).Description("How exactly the place is known.");
    }
}

internal sealed class BlurredPlaceType : ObjectGraphType<BlurredPoint>
{
    public const string Told = "Roughly where, for a map: the centre of a cell of about a kilometre, always the same, or of the commune where houses stand apart; null for everybody but the association, and once the person was erased.";

    public BlurredPlaceType()
    {
        Name = "BlurredPlace";
        Field<NonNullGraphType<FloatGraphType>>("latitude").Description("Degrees north.").Resolve(c => c.Source.Centre.Latitude);
        Field<NonNullGraphType<FloatGraphType>>("longitude").Description("Degrees east.").Resolve(c => c.Source.Centre.Longitude);
        Field(p => p.RadiusMetres);
    }

    /// <summary>For the coordinators of the association.</summary>
    public static BlurredPoint? For(IResolveFieldContext context, AssociationId association, Place place) =>
        context.RequestServices!.GetRequiredService<CurrentUser>().CoordinatorOf == association ? place.Blurred : null;
}

internal sealed class WeeklySlotType : ObjectGraphType<WeeklySlot>
{
    public WeeklySlotType()
    {
        Name = nameof(WeeklySlot);
        Field(s => s.Day).Description("The day of the week.");
        Field(s => s.Start).Description("From this time of day, inclusive.");
        Field(s => s.End).Description("To this time of day, exclusive; 00:00 is the end of the day.");
    }
}

internal sealed class TimeWindowType : ObjectGraphType<TimeWindow>
{
    public TimeWindowType()
    {
        Name = nameof(TimeWindow);
        Field(w => w.Start).Description("From this instant, inclusive.");
        Field(w => w.End).Description("To this instant, exclusive.");
    }
}

/// <summary>A volunteer, as the association and the volunteer see it. Nobody else is given one.</summary>
internal sealed class VolunteerType : ObjectGraphType<Volunteer>
{
    public VolunteerType()
    {
        Name = nameof(Volunteer);
        Field(v => v.Id).Description("The volunteer's id.");
        Field(v => v.FirstName).Description("How the volunteer is called.");
        Field<NonNullGraphType<StringGraphType>>("phone").Description("In E.164.").Resolve(c => c.Source.Phone.E164);
        Field(v => v.Place).Description("Where the volunteer starts from.");
        Field<BlurredPlaceType>("blurredPlace").Description(BlurredPlaceType.Told).Resolve(c => BlurredPlaceType.For(c, c.Source.AssociationId, c.Source.Place));
        Field(v => v.MaxDistanceMetres);
        Field(v => v.Categories).Description("What they can help with.");
        Field(v => v.Languages);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<WeeklySlotType>>>>("availability")
            .Description("When they are free each week, in the association's time zone.").Resolve(c => c.Source.Availability.Slots);
        Field(v => v.MinutesPerMonth);
        Field<NonNullGraphType<IntGraphType>>("minutesLeftThisMonth")
            .Description("What this calendar month still holds, in the association's time zone.")
            .Resolve(c => c.RequestServices!.GetRequiredService<MinutesLeftLoader>().Load((c.Source.Id, c.Source.AssociationId))
                .Then(left => left ?? c.Source.MinutesPerMonth));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MinuteEntryType>>>>("minutesLedger")
            .Description("Every line of the volunteer's minutes, the newest first, at most 200; their sum by month is what is left of it.")
            .Resolve(c => c.RequestServices!.GetRequiredService<MinutesLedgerLoader>().Load(c.Source.Id));
        Field(v => v.Modes).Description("How they can meet.");
        Field(v => v.VisitLength, nullable: true);
        Field(v => v.IsWoman);
        Field(v => v.OffersStepFreePlace);
        Field(v => v.IdentityVerified);
        Field(v => v.Level, nullable: true);
        Field(v => v.VouchedUntil, nullable: true);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VouchingType>>>>("vouchings").Description("Every time the association gave its word, the newest first.")
            .Resolve(c => c.RequestServices!.GetRequiredService<VouchingsLoader>().Load(c.Source.Id));
        Field(v => v.CharterVersion, nullable: true);
        Field(v => v.AdultFrom, nullable: true);
        Field<GuardianConsentType>("guardianConsent").Description("The standing consent of a guardian, for a volunteer under 18.")
            .Resolve(c => c.Source.GuardianConsentAt is null ? null : c.RequestServices!.GetRequiredService<GuardianLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VolunteerReferenceType>>>>("references").Description("Who may be asked about the volunteer.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ReferencesLoader>().Load(c.Source.Id));
        Field<LocalDateScalar>("bulletin3SeenOn").Description("On which day the bulletin n° 3 was shown, where the association notes it.").Resolve(c => c.Source.Bulletin3SeenOn);
        Field<StringGraphType>("bulletin3SeenBy").Description("The first name of the coordinator who saw it.")
            .Resolve(c => c.Source.Bulletin3SeenByUserId is { } id ? c.RequestServices!.GetRequiredService<StaffNamesLoader>().Load(id) : null);
        Field(v => v.State).Description("Where the volunteer stands with the association.");
        Field(v => v.PausedUntil, nullable: true);
        Field(v => v.CreatedAt).Description("When they signed up.");
        Field<PeopleImportType>("imported").Description("The file that they came in; null without one, and for everybody but the association.")
            .Resolve(c => c.Source.ImportId is { } id ? c.RequestServices!.GetRequiredService<ImportsLoader>().Load(id) : null);
        Field<InstantScalar>("smsStoppedAt").Description("Since when this number wants no SMS from us (STOP): nothing is proposed, until it writes REPRENDRE; null while it receives them.")
            .Resolve(c => c.RequestServices!.GetRequiredService<SmsStopsLoader>().Load(c.Source.Phone).Then(stop => (object?)stop?.At));
        Field(v => v.RestrictedAt, nullable: true);
        Field<NonNullGraphType<AssociationType>>("association").Description("The association that vouches.")
            .Resolve(c => c.RequestServices!.GetRequiredService<AssociationLoader>().Load(c.Source.AssociationId));
    }
}

/// <summary>A line of the ledger, as the volunteer and the association see it.</summary>
internal sealed class MinuteEntryType : ObjectGraphType<MinuteEntry>
{
    public MinuteEntryType()
    {
        Name = nameof(MinuteEntry);
        Field(e => e.Month);
        Field(e => e.Kind).Description("Why it was written.");
        Field(e => e.Minutes);
        Field(e => e.VisitId, nullable: true);
        Field(e => e.Motive, nullable: true);
        Field(e => e.At).Description("When it was written.");
    }
}

/// <summary>A resident, as the association, the person and whoever asked on their behalf see it.</summary>
internal sealed class ResidentType : ObjectGraphType<Resident>
{
    public ResidentType()
    {
        Name = nameof(Resident);
        Field(r => r.Id).Description("The resident's id.");
        Field(r => r.FirstName).Description("How the resident is called.");
        Field<NonNullGraphType<StringGraphType>>("phone").Description("In E.164.").Resolve(c => c.Source.Phone.E164);
        Field<StringGraphType>("otherPhone").Description("A second number of theirs, in E.164, from a record that was merged into this one.").Resolve(c => c.Source.OtherPhone?.E164);
        Field(r => r.CanReceiveSms);
        Field(r => r.Place).Description("Where the resident lives.");
        Field<BlurredPlaceType>("blurredPlace").Description(BlurredPlaceType.Told).Resolve(c => BlurredPlaceType.For(c, c.Source.AssociationId, c.Source.Place));
        Field(r => r.Language);
        Field(r => r.AgeBand, nullable: true);
        Field(r => r.RelativeFirstName, nullable: true);
        Field<StringGraphType>("relativePhone").Description("For the association: that relative's number, in E.164; null for others.")
            .Resolve(c => c.RequestServices!.GetRequiredService<CurrentUser>().CoordinatorOf == c.Source.AssociationId ? c.Source.RelativePhone?.E164 : null);
        Field(r => r.RestrictedAt, nullable: true);
        Field(r => r.CreatedAt).Description("When they were written down.");
        Field<NonNullGraphType<BooleanGraphType>>("byAnother").Description("Written by somebody else on their own word alone: only that person corrects it.").Resolve(c => c.Source.AddedByUserId is not null);
        Field<PeopleImportType>("imported").Description("The file that they came in; null without one, and for everybody but the association.")
            .Resolve(c => c.Source.ImportId is { } id ? c.RequestServices!.GetRequiredService<ImportsLoader>().Load(id) : null);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<HelpRequestType>>>>("requests").Description("What they asked for, the newest first; for the association, and empty for everybody else.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ResidentRequestsLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MessageType>>>>("messages").Description("What was written or said to them, and to those who speak for them, about their requests and visits, the newest first, at most 50; for the association, and empty for everybody else.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ResidentMessagesLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ResidentContactType>>>>("contacts").Description("Who may speak for the person; for the association and the person.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ContactsLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ConsentType>>>>("consents").Description("What the person agreed to, withdrawn consents included, the newest first; for the association and the person.")
            .Resolve(c => c.RequestServices!.GetRequiredService<ConsentsLoader>().Load(c.Source.Id));
        Field<AutonomyType>("autonomy").Description("How the person gets on; null for everybody but the person and the association.")
            .Resolve(c => c.RequestServices!.GetRequiredService<AutonomyLoader>().Load(c.Source.Id));
        Field<ListGraphType<NonNullGraphType<NeighbourMetType>>>("neighboursMet").Description("Who came how often in the last 90 days, and the association's limit; null for everybody but the person and the association.")
            .Resolve(c => c.RequestServices!.GetRequiredService<NeighboursMetLoader>().Load(c.Source.Id));
    }
}

internal sealed class VolunteersConnection() : ConnectionType<Volunteer, VolunteerType>("Volunteers");
internal sealed class AssociationsConnection() : ConnectionType<Association, AssociationType>("Associations");
