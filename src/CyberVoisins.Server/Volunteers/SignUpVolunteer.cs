using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Invites;
using CyberVoisins.Server.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Volunteers;

/// <summary>Somebody offers an hour a month.</summary>
/// <param name="AssociationId">The association that will vouch; may be left out with an invite.</param>
/// <param name="InviteCode">The code of an invite, as on the poster.</param>
/// <param name="FirstName">1 to 40 characters.</param>
/// <param name="Phone">A French or overseas mobile. May be left out by the volunteer, who signed in with it; a coordinator gives it.</param>
/// <param name="Address">Where they start from.</param>
/// <param name="MaxDistanceMetres">How far they go, 100 to 100,000.</param>
/// <param name="Categories">What they can help with, 1 to 19.</param>
/// <param name="Languages">ISO 639-1, by default French.</param>
/// <param name="Availability">When they are free each week, 1 to 50 slots.</param>
/// <param name="MinutesPerMonth">30 to 600, by default 60.</param>
/// <param name="Modes">How they can meet, 1 to 3.</param>
/// <param name="VisitLength">In a month\'s plan: one visit of an hour, or visits of half an hour.</param>
/// <param name="IsWoman">Only for residents who ask for a woman; leave out to not say.</param>
/// <param name="OffersStepFreePlace">Can receive in, or knows, a public place without steps; by default no.</param>
/// <param name="AdultFrom">Only of somebody of 16 or 17 years: the day of the eighteenth birthday. Adults leave it out, and no date of birth is kept.</param>
public sealed record SignUpVolunteerInput(
    AssociationId? AssociationId,
    string? InviteCode,
    string FirstName,
    string? Phone,
    AddressInput Address,
    int MaxDistanceMetres,
    IReadOnlyList<HelpCategory> Categories,
    IReadOnlyList<string>? Languages,
    IReadOnlyList<WeeklySlotInput> Availability,
    int? MinutesPerMonth,
    IReadOnlyList<MeetingMode> Modes,
    VisitLength? VisitLength,
    bool? IsWoman,
    bool? OffersStepFreePlace,
    LocalDate? AdultFrom);

internal sealed class SignUpVolunteer(
    AppDb db, Transactions transactions, CurrentUser user, Phones phones, Places places, UseInvite invites, TimeProvider clock)
{
    public async Task<Volunteer> Run(SignUpVolunteerInput input, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var invite = input.InviteCode is null ? null : await invites.Find(input.InviteCode, cancel);
        var associationId = input.AssociationId ?? invite?.AssociationId ?? throw new Refusal(ErrorCode.NotFound, "associationId");
        if (invite is not null && invite.AssociationId != associationId) throw new Refusal(ErrorCode.InviteNotValid, "inviteCode");
        var byCoordinator = user.CoordinatorOf == associationId;
        var phone = byCoordinator || input.Phone is not null ? phones.Parse(input.Phone, "phone") : user.RequirePhone();
        if (!byCoordinator && phone != user.Phone) throw new Refusal(ErrorCode.Forbidden, "phone");

        var association = await db.Associations.SingleOrDefaultAsync(a => a.Id == associationId, cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "associationId");
        var volunteer = new Volunteer
        {
            Id = clock.NewId<VolunteerId>(),
            AssociationId = association.Id,
            UserId = byCoordinator ? null : user.UserId,
            FirstName = Check.FirstName(input.FirstName, "firstName"),
            Phone = phone,
            MaxDistanceMetres = Check.Metres(input.MaxDistanceMetres, "maxDistanceMetres", 100, 100_000),
            Categories = Check.List(input.Categories, "categories", 1, 19),
            Languages = Check.Languages(input.Languages ?? [Core.People.Languages.French], "languages"),
            Availability = Check.Availability(input.Availability, "availability"),
            MinutesPerMonth = Check.Minutes(input.MinutesPerMonth ?? 60, "minutesPerMonth", 30, 600),
            Modes = Check.List(input.Modes, "modes", 1, 3),
            VisitLength = input.VisitLength,
            IsWoman = input.IsWoman ?? false,
            OffersStepFreePlace = input.OffersStepFreePlace ?? false,
            Place = await places.Find(input.Address, "address", association, cancel),
            InviteId = invite?.Id,
            AdultFrom = AdultFrom(input.AdultFrom, clock.Now().InZone(association.Zone).Date),
            CreatedAt = clock.Now(),
        };

        return await transactions.Run(async () =>
        {
            if (await db.Volunteers.AnyAsync(v => v.AssociationId == association.Id && v.Phone == phone, cancel))
                throw new Refusal(ErrorCode.AlreadyRegistered, "phone");
            if (invite is not null) await invites.Count(invite.Id, cancel);
            db.Volunteers.Add(volunteer);
            if (volunteer.UserId is { } id)
            {
                await user.Become(Roles.Volunteer, id, cancel);
                await db.ComesBack(phone, cancel);
            }
            return volunteer;
        }, cancel);
    }

    /// <summary>The youngest may be 16: the Réserve civique's age too (loi 2017-86).</summary>
    private static LocalDate? AdultFrom(LocalDate? day, LocalDate today) =>
        day is not { } birthday || birthday <= today ? null
        : birthday > today.PlusYears(2) ? throw new Refusal(ErrorCode.TooYoung, "adultFrom")
        : birthday;
}
