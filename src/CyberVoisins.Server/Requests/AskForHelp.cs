using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Scams;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Scams;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Requests;

/// <summary>Somebody needs help.</summary>
/// <param name="AssociationId">May be left out by a coordinator.</param>
/// <param name="Resident">Who needs it. May be left out by a resident who already asked before.</param>
/// <param name="ResidentId">Instead of resident: somebody for whom the caller may ask (spokenFor), or a resident of the coordinator's association.</param>
/// <param name="Category">What help is about.</param>
/// <param name="Sentence">3 to 300 characters, the person's own words.</param>
/// <param name="Minutes">30 or 60.</param>
/// <param name="Modes">In order of preference, 1 to 3.</param>
/// <param name="MeetingPoint">Where exactly, for a public place; at most 80 characters.</param>
/// <param name="Windows">1 to 20, within 90 days, of at most 31 days each.</param>
/// <param name="Language">By default the resident's.</param>
/// <param name="Constraints">What the visit must respect; at most 3.</param>
/// <param name="Situations">What is true of the situation: how many are, is the need class of the public order.</param>
/// <param name="Mandate">What the volunteer may do, by default DO_TOGETHER.</param>
/// <param name="Channel">How it reached a coordinator, by default at the desk; what comes through this API by somebody else is WEB.</param>
/// <param name="Key">
/// A UUID that the caller's program makes with the draft: sent again with it, also at the same moment or after a cut, the same request is answered and nothing more is
/// done. Something else under a key that was used is refused (KEY_ALREADY_USED). Not read when a draft is completed, which is done once anyway.
/// </param>
public sealed record AskForHelpInput(
    AssociationId? AssociationId,
    ResidentInput? Resident,
    ResidentId? ResidentId,
    HelpCategory Category,
    string Sentence,
    int Minutes,
    IReadOnlyList<MeetingMode> Modes,
    string? MeetingPoint,
    IReadOnlyList<TimeWindowInput> Windows,
    string? Language,
    IReadOnlyList<Constraint>? Constraints,
    IReadOnlyList<Situation>? Situations,
    Mandate? Mandate,
    RequestChannel? Channel,
    RequestKey? Key);

/// <summary>The person who needs help; a landline is fine, an e-mail is not needed.</summary>
/// <param name="FirstName">1 to 40 characters.</param>
/// <param name="Phone">French or overseas; a landline is fine.</param>
/// <param name="Address">Where help is needed.</param>
/// <param name="Language">ISO 639-1, by default fr.</param>
/// <param name="AgeBand">For the audit of fairness only; leave out to not say.</param>
/// <param name="Relative">Who asks on their behalf and may be written to.</param>
public sealed record ResidentInput(string FirstName, string Phone, AddressInput Address, string? Language, AgeBand? AgeBand, RelativeInput? Relative);

/// <summary>A relative; the phone must be a mobile.</summary>
/// <param name="FirstName">1 to 40 characters.</param>
/// <param name="Phone">A mobile; may be left out by the relative, who signed in with it.</param>
public sealed record RelativeInput(string FirstName, string? Phone);

internal sealed class AskForHelp(
    AppDb db, Transactions transactions, CurrentUser user, Phones phones, Places places, OfferWords words,
    AskNeighbours askNeighbours, ScamFlags flags, ContactAccess contacts, FirstContact firstContact, SameRequest same, TimeProvider clock)
{
    private const int RequestsADay = 5;

    /// <param name="beside">What is written with the request, or not at all.</param>
    public async Task<HelpRequest> Run(AskForHelpInput input, CancellationToken cancel, Func<HelpRequest, Task>? beside = null)
    {
        var userId = user.RequireSignedIn();
        // Before anything else is looked at: what was taken once is not refused when it comes again later, when its times are too near.
        if (await same.Find(userId, input, cancel) is { } known) return known;
        var (request, isNew) = await Write(userId, input, beside, cancel);
        if (isNew) await askNeighbours.Run(request.Id, cancel);
        return await db.Requests.AsNoTracking().SingleAsync(r => r.Id == request.Id, cancel);
    }

    private async Task<(HelpRequest Request, bool IsNew)> Write(Guid userId, AskForHelpInput input, Func<HelpRequest, Task>? beside, CancellationToken cancel)
    {
        var known = input.ResidentId is { } named ? await Named(named, cancel)
            : input.Resident is null
            ? await db.Residents.AsNoTracking().Where(r => r.UserId == userId && r.AddedByUserId == null && (input.AssociationId == null || r.AssociationId == input.AssociationId))
                .OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(cancel) ?? throw new Refusal(ErrorCode.InvalidText, "resident.firstName", 1, 40)
            : null;
        var associationId = known?.AssociationId ?? input.AssociationId ?? user.RequireCoordinator();
        var association = await db.Associations.AsNoTracking().SingleOrDefaultAsync(a => a.Id == associationId, cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "associationId");

        var minutes = Check.VisitMinutes(input.Minutes, "minutes");
        var windows = Check.Windows(input.Windows, "windows", minutes, clock.Now(), Duration.FromMinutes(association.Policy.MinimumNoticeMinutes));
        var sentence = Check.Text(input.Sentence, "sentence", 3, 300);
        if (SecretInText.In(sentence)) throw new Refusal(ErrorCode.SecretInText, "sentence");
        var modes = Check.List(input.Modes, "modes", 1, 3);
        var constraints = Check.List(input.Constraints ?? [], "constraints", 0, 3);
        var situations = Check.List(input.Situations ?? [], "situations", 0, 3);
        var meetingPoint = Check.MeetingPlace(input.MeetingPoint, "meetingPoint", 80);
        var language = input.Language is { } code ? Check.Language(code, "language") : null;
        var resident = known ?? await ResidentOf(input.Resident!, association, cancel);

        return await transactions.Run(async () =>
        {
            // Two at once: the second reads what the first wrote.
            if (await same.Find(userId, input, cancel) is { } first) return (first, false);
            await RefuseFlood(association.Id, userId, cancel);
            resident = known is null ? await SameOrNew(resident, cancel) : await Held(known.Id, cancel);
            await db.RefuseRestricted(resident.Id, cancel);
            if (known is null) await firstContact.Keep(resident, cancel);
            var now = clock.Now();
            var request = new HelpRequest
            {
                Id = clock.NewId<RequestId>(),
                AssociationId = association.Id,
                ResidentId = resident.Id,
                Author = AuthorOf(resident, association.Id),
                Channel = user.CoordinatorOf == association.Id ? input.Channel ?? RequestChannel.Desk : RequestChannel.Web,
                AuthorUserId = userId,
                Key = input.Key,
                SentHash = input.Key is null ? null : SameRequest.HashOf(input),
                Category = input.Category,
                Sentence = sentence,
                Minutes = minutes,
                Mandate = input.Mandate ?? Mandate.DoTogether,
                Place = resident.Place,
                MeetingPoint = meetingPoint,
                Modes = modes,
                Windows = windows,
                Language = language ?? resident.Language,
                Constraints = constraints,
                Situations = situations,
                CreatedAt = now,
                SearchSince = now,
            };
            db.Requests.Add(request);
            await flags.Look(association.Id, ScamSource.Request, request.Id.Value, sentence, cancel);
            if (resident.SmsPhone is not null) words.Received(request, resident, association);
            if (beside is not null) await beside(request);
            return (request, true);
        }, cancel);
    }

    /// <summary>Read again, and held: erased or merged at this moment, nobody is there to be helped.</summary>
    private async Task<Resident> Held(ResidentId id, CancellationToken cancel) =>
        await db.Lock(id, cancel) ? await db.Residents.AsNoTracking().SingleAsync(r => r.Id == id, cancel) : throw new Refusal(ErrorCode.NotFound, "residentId");

    /// <summary>Oneself, a resident of the association, or somebody for whom the caller may ask: anybody else is not there.</summary>
    private async Task<Resident> Named(ResidentId id, CancellationToken cancel) =>
        await db.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.AddedByUserId == null, cancel) is { } found
            && (found.AssociationId == user.CoordinatorOf || (found.UserId is { } own && own == user.UserId) || await contacts.May(ContactScope.MayAsk, id, cancel))
            ? found
            : throw new Refusal(ErrorCode.NotFound, "residentId");

    private async Task<Resident> ResidentOf(ResidentInput input, Association association, CancellationToken cancel)
    {
        var phone = phones.ParseAny(input.Phone, "resident.phone");
        var isSelf = input.Relative is null && user.CoordinatorOf != association.Id;
        if (isSelf && phone != user.Phone) throw new Refusal(ErrorCode.Forbidden, "resident.phone");
        var relativePhone = input.Relative is null ? null
            : input.Relative.Phone is { } text ? phones.Parse(text, "resident.relative.phone")
            : user.RequirePhone();
        if (user.CoordinatorOf != association.Id && relativePhone is not null && relativePhone != user.Phone)
            throw new Refusal(ErrorCode.Forbidden, "resident.relative.phone");
        return new Resident
        {
            Id = clock.NewId<ResidentId>(),
            AssociationId = association.Id,
            UserId = isSelf ? user.UserId : null,
            AddedByUserId = isSelf || user.CoordinatorOf == association.Id ? null : user.UserId,
            FirstName = Check.FirstName(input.FirstName, "resident.firstName"),
            Phone = phone,
            CanReceiveSms = phones.CanReceiveSms(phone),
            Place = await places.Find(input.Address, "resident.address", association, cancel),
            Language = input.Language is { } code ? Check.Language(code, "resident.language") : Languages.French,
            AgeBand = input.AgeBand,
            RelativeFirstName = input.Relative is { } relative ? Check.FirstName(relative.FirstName, "resident.relative.firstName") : null,
            RelativePhone = relativePhone,
            CreatedAt = clock.Now(),
        };
    }

    /// <summary>
    /// The same phone and first name is the same person, brought up to date, when the person, the association or the same
    /// relative asks. Somebody else who names them gets a record of their own, and the person and the association never
    /// write into that one: asking must never be a way to read, to change or to call off what concerns somebody else.
    /// </summary>
    private async Task<Resident> SameOrNew(Resident resident, CancellationToken cancel)
    {
        var household = await db.Residents.Where(r => r.AssociationId == resident.AssociationId && (r.Phone == resident.Phone || r.OtherPhone == resident.Phone)).ToListAsync(cancel);
        var byCoordinator = user.CoordinatorOf == resident.AssociationId;
        if (resident.UserId is not null) await db.ComesBack(resident.Phone, cancel);
        var speakers = await contacts.Speakers(resident.RelativePhone, household.ConvertAll(r => r.Id), cancel);
        var same = household.Find(r => string.Equals(r.FirstName, resident.FirstName, StringComparison.OrdinalIgnoreCase)
            && (r.AddedByUserId is null || r.AddedByUserId == resident.AddedByUserId)
            && (byCoordinator || (resident.UserId is not null && (r.UserId is null || r.UserId == resident.UserId))
                || (resident.RelativePhone is not null && r.RelativePhone == resident.RelativePhone && speakers.MayStillAsk(r.Id))));
        if (same is not null && !await db.Lock(same.Id, cancel)) same = null;
        if (same is null)
        {
            db.Residents.Add(resident);
            if (resident.UserId is { } id) await user.Become(Roles.Resident, id, cancel);
            return resident;
        }
        same.UserId ??= resident.UserId;
        same.Place = resident.Place;
        same.Language = resident.Language;
        same.AgeBand = resident.AgeBand ?? same.AgeBand;
        if (resident.RelativePhone is not null) (same.RelativeFirstName, same.RelativePhone) = (resident.RelativeFirstName, resident.RelativePhone);
        return same;
    }

    /// <summary>Nobody but a coordinator floods an association, or a stranger's telephone, with requests.</summary>
    private async Task RefuseFlood(AssociationId association, Guid author, CancellationToken cancel)
    {
        if (user.CoordinatorOf == association) return;
        var since = clock.Now() - Duration.FromDays(1);
        if (await db.Requests.CountAsync(r => r.AuthorUserId == author && r.CreatedAt >= since, cancel) >= RequestsADay)
            throw new Refusal(ErrorCode.TooManyAttempts, null, 24 * 60);
    }

    private RequestAuthor AuthorOf(Resident resident, AssociationId association) =>
        user.CoordinatorOf == association ? RequestAuthor.Coordinator
        : resident.UserId is not null && resident.UserId == user.UserId ? RequestAuthor.Resident
        : RequestAuthor.Relative;
}
