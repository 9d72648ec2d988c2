using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Volunteers;

/// <summary>What a volunteer changes about their own hour; what is left out stays.</summary>
/// <param name="VolunteerId">Who is changed.</param>
/// <param name="FirstName">1 to 40 characters.</param>
/// <param name="Phone">A mobile. The volunteer takes only the number that they signed in with; a coordinator writes down any.</param>
/// <param name="Address">Where they start from.</param>
/// <param name="MaxDistanceMetres">How far they go, 100 to 100,000.</param>
/// <param name="Categories">What they can help with, 1 to 19.</param>
/// <param name="Languages">ISO 639-1, 1 to 10.</param>
/// <param name="Availability">When they are free each week, 1 to 50 slots.</param>
/// <param name="MinutesPerMonth">30 to 600.</param>
/// <param name="Modes">How they can meet, 1 to 3.</param>
/// <param name="VisitLength">In a month\'s plan: one visit of an hour, or visits of half an hour.</param>
/// <param name="IsWoman">Only for residents who ask for a woman.</param>
/// <param name="OffersStepFreePlace">Can receive in, or knows, a public place without steps.</param>
public sealed record UpdateVolunteerInput(
    VolunteerId VolunteerId,
    string? FirstName,
    string? Phone,
    AddressInput? Address,
    int? MaxDistanceMetres,
    IReadOnlyList<HelpCategory>? Categories,
    IReadOnlyList<string>? Languages,
    IReadOnlyList<WeeklySlotInput>? Availability,
    int? MinutesPerMonth,
    IReadOnlyList<MeetingMode>? Modes,
    VisitLength? VisitLength,
    bool? IsWoman,
    bool? OffersStepFreePlace);

internal sealed class UpdateVolunteer(
    AppDb db, Transactions transactions, Access access, CurrentUser user, MinutesBook book, Places places, Phones phones, AnotherNumber anotherNumber, AskNeighbours askNeighbours, TimeProvider clock)
{
    public async Task<Volunteer> Run(UpdateVolunteerInput input, CancellationToken cancel)
    {
        // First of all, so that what is said about an address never tells that somebody else's volunteer exists.
        var seen = await access.Volunteer(input.VolunteerId, cancel);
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == seen.AssociationId, cancel);
        var place = input.Address is { } address ? await places.Find(address, "address", association, cancel) : null;
        var phone = input.Phone is null ? null : phones.Parse(input.Phone, "phone");
        List<RequestId> askedThere = [];
        var changed = await transactions.Run(async () =>
        {
            if (phone is not null && phone != seen.Phone) await LockAskedFor(input.VolunteerId, cancel);
            await db.Lock(input.VolunteerId, cancel);
            var volunteer = await access.Volunteer(input.VolunteerId, cancel);
            volunteer.ActiveAt = clock.Now();
            if (input.FirstName is not null) volunteer.FirstName = Check.FirstName(input.FirstName, "firstName");
            if (place is not null) volunteer.Place = place;
            askedThere = phone is null || phone == volunteer.Phone ? [] : await TakeNumber(volunteer, phone, cancel);
            if (input.MaxDistanceMetres is { } metres) volunteer.MaxDistanceMetres = Check.Metres(metres, "maxDistanceMetres", 100, 100_000);
            if (input.Categories is { } categories) volunteer.Categories = Check.List(categories, "categories", 1, 19);
            if (input.Languages is { } languages) volunteer.Languages = Check.Languages(languages, "languages");
            if (input.Availability is { } slots) volunteer.Availability = Check.Availability(slots, "availability");
            if (input.MinutesPerMonth is { } minutes)
            {
                await book.Give(volunteer, association, Check.Minutes(minutes, "minutesPerMonth", 30, 600), cancel);
                volunteer.MinutesPerMonth = minutes;
            }
            if (input.Modes is { } modes) volunteer.Modes = Check.List(modes, "modes", 1, 3);
            if (input.VisitLength is { } length) volunteer.VisitLength = length;
            if (input.IsWoman is { } woman) volunteer.IsWoman = woman;
            if (input.OffersStepFreePlace is { } stepFree) volunteer.OffersStepFreePlace = stepFree;
            return volunteer;
        }, cancel);
        foreach (var request in askedThere) await askNeighbours.Run(request, cancel);
        return changed;
    }

    /// <summary>Requests before volunteers, as everywhere.</summary>
    private async Task LockAskedFor(VolunteerId id, CancellationToken cancel)
    {
        foreach (var request in await db.Offers.Where(o => o.VolunteerId == id && (o.State == OfferState.Pending || o.State == OfferState.Expired)).Select(o => o.RequestId).Distinct().OrderBy(r => r).ToListAsync(cancel))
            await db.Lock(request, cancel);
    }

    private async Task<List<RequestId>> TakeNumber(Volunteer volunteer, PhoneNumber phone, CancellationToken cancel)
    {
        // Nobody takes a number that they have not proven to have: a code would then be sent, and shown, to somebody else.
        if (user.CoordinatorOf != volunteer.AssociationId && phone != user.Phone) throw new Refusal(ErrorCode.Forbidden, "phone");
        if (await db.Volunteers.AnyAsync(v => v.AssociationId == volunteer.AssociationId && v.Phone == phone, cancel)) throw new Refusal(ErrorCode.AlreadyRegistered, "phone");
        var (was, alone) = (volunteer.Phone, await db.IsOnlyOneAt(volunteer.Phone, cancel));
        volunteer.Phone = phone;
        return await anotherNumber.Of(volunteer, was, alone, cancel);
    }
}
