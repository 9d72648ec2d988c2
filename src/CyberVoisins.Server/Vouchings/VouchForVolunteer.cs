using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Vouchings;

/// <summary>An identity document that a coordinator saw. Its number and a copy are not asked for: they are never kept.</summary>
/// <param name="Type">Which sort.</param>
/// <param name="SeenOn">The day, today at the latest.</param>
public sealed record SeenDocumentInput(DocumentType Type, LocalDate SeenOn);

/// <summary>The association vouches for a volunteer: from now on they may be asked.</summary>
/// <param name="VolunteerId">Of one of the association's volunteers.</param>
/// <param name="Level">How far its word goes; by default PHONE_CONFIRMED, or what was seen before.</param>
/// <param name="Document">Needed for IDENTITY_SEEN and STRONG, unless one was seen before.</param>
/// <param name="CharterSignedOn">The day on which the volunteer signed today's charter on paper; not needed when it was accepted before.</param>
public sealed record VouchForVolunteerInput(VolunteerId VolunteerId, VouchLevel? Level, SeenDocumentInput? Document, LocalDate? CharterSignedOn);

internal sealed class VouchForVolunteer(AppDb db, Transactions transactions, CurrentUser user, Charters charters, Outbox outbox, ReplyWays ways, TimeProvider clock)
{
    public Task<Volunteer> Run(VouchForVolunteerInput input, CancellationToken cancel) => Give(input, renewed: false, cancel);

    /// <summary>The word is given again before, or after, it ran out.</summary>
    public Task<Volunteer> Renew(VouchForVolunteerInput input, CancellationToken cancel) => Give(input, renewed: true, cancel);

    private Task<Volunteer> Give(VouchForVolunteerInput input, bool renewed, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            await db.Lock(input.VolunteerId, cancel);
            var volunteer = await db.Volunteers.SingleOrDefaultAsync(v => v.Id == input.VolunteerId && v.AssociationId == associationId, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
            var (now, isNew) = (clock.Now(), volunteer.State == VolunteerState.Registered);
            var (level, until) = (input.Level ?? volunteer.Level ?? VouchLevel.PhoneConfirmed, association.Vouching.Until(now, association.Zone));
            // First of all whether it is possible: what is missing for it would be asked for in vain.
            if (renewed) volunteer.Renew(level, until);
            else volunteer.Vouch(level, until);
            await Require(input, volunteer, association, level, now, cancel);
            db.Vouchings.Add(new()
            {
                Id = clock.NewId<VouchingId>(), VolunteerId = volunteer.Id, AssociationId = associationId, At = now, ByUserId = user.RequireSignedIn(), Level = volunteer.Level!.Value, Until = until,
                Document = input.Document?.Type, DocumentSeenOn = input.Document?.SeenOn,
            });
            if (isNew) Welcome(volunteer, association);
            return volunteer;
        }, cancel);
    }

    private async Task Require(VouchForVolunteerInput input, Volunteer volunteer, Association association, VouchLevel level, Instant now, CancellationToken cancel)
    {
        var today = now.InZone(association.Zone).Date;
        if (input.Document is { } document) Check.NotLater(document.SeenOn, today, "document.seenOn");
        else if (level >= VouchLevel.IdentitySeen && !await db.Vouchings.AnyAsync(v => v.VolunteerId == volunteer.Id && v.Document != null, cancel))
            throw new Refusal(ErrorCode.DocumentNeeded, "document");
        if (level == VouchLevel.Strong && !await db.References.AnyAsync(r => r.VolunteerId == volunteer.Id && r.Outcome == ReferenceOutcome.Recommends, cancel))
            throw new Refusal(ErrorCode.ReferenceNeeded, "level");
        if (volunteer.IsMinorOn(today) && volunteer.GuardianConsentAt is null) throw new Refusal(ErrorCode.GuardianConsentNeeded, "volunteerId");
        if (input.CharterSignedOn is { } signed)
            await charters.Accept(volunteer, association, ConsentChannel.Paper, Check.NotLater(signed, today, "charterSignedOn"), user.UserId, cancel);
        if (!Charter.Stands(volunteer.CharterVersion, association, now)) throw new Refusal(ErrorCode.CharterNotAccepted, "charterSignedOn");
    }

    private void Welcome(Volunteer volunteer, Association association)
    {
        outbox.Add($"welcome:{volunteer.Id}", MessageKind.Welcome, volunteer.Phone, volunteer.RegionIn(association),
            Sms.Say(French, "WELCOME", Figures()), association.Id,
            oneWay: ways.MayBeOneWay(volunteer.Phone) ? Sms.Say(French, "WELCOME_ONE_WAY", Figures()) : null);

        object[] Figures() => [association.SmsName, Phones.Pretty(association.Phone), Phrases.FirstName(volunteer.FirstName)];
    }
}
