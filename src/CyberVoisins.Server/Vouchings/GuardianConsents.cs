using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Volunteers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Vouchings;

/// <summary>A coordinator writes down that a parent or guardian of a volunteer of 16 or 17 years agrees.</summary>
/// <param name="VolunteerId">Of one of the association's volunteers under 18.</param>
/// <param name="GuardianFirstName">1 to 40 characters.</param>
/// <param name="GuardianPhone">Where the guardian is reached.</param>
/// <param name="Channel">PAPER, DESK or VOICE.</param>
/// <param name="On">The day, today at the latest.</param>
public sealed record RecordGuardianConsentInput(VolunteerId VolunteerId, string GuardianFirstName, string GuardianPhone, ConsentChannel Channel, LocalDate On);

internal sealed class RecordGuardianConsent(AppDb db, Transactions transactions, CurrentUser user, Phones phones, TimeProvider clock)
{
    public Task<Volunteer> Run(RecordGuardianConsentInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            await db.Lock(input.VolunteerId, cancel);
            var volunteer = await db.Volunteers.SingleOrDefaultAsync(v => v.Id == input.VolunteerId && v.AssociationId == id, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            var (now, zone) = (clock.Now(), (await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel)).Zone);
            var today = now.InZone(zone).Date;
            if (!volunteer.IsMinorOn(today)) throw new Refusal(ErrorCode.AlreadyAdult, "volunteerId");
            if (volunteer.GuardianConsentAt is not null) throw new InvalidTransitionException(nameof(GuardianConsent), input.Channel, "be given twice");
            if (input.Channel is not (ConsentChannel.Paper or ConsentChannel.Desk or ConsentChannel.Voice)) throw new Refusal(ErrorCode.ChannelNeeded, "channel");
            db.GuardianConsents.Add(new()
            {
                Id = clock.NewId<ConsentId>(), VolunteerId = volunteer.Id, AssociationId = id, GuardianFirstName = Check.FirstName(input.GuardianFirstName, "guardianFirstName"),
                GuardianPhone = phones.ParseAny(input.GuardianPhone, "guardianPhone"), Channel = input.Channel, On = Check.NotLater(input.On, today, "on"),
                RecordedAt = now, RecordedByUserId = user.RequireSignedIn(),
            });
            volunteer.GuardianConsentAt = now;
            return volunteer;
        }, cancel);
    }
}

/// <summary>The guardian no longer agrees: at once nothing more is asked, and visits to come are cancelled and asked for again.</summary>
internal sealed class WithdrawGuardianConsent(AppDb db, CurrentUser user, SetAside setAside, TimeProvider clock)
{
    public Task<Volunteer> Run(VolunteerId id, CancellationToken cancel)
    {
        user.RequireCoordinator();
        return setAside.Run(id, async volunteer =>
        {
            var consent = await db.GuardianConsents.SingleOrDefaultAsync(c => c.VolunteerId == id && c.WithdrawnAt == null, cancel)
                ?? throw new Refusal(ErrorCode.GuardianConsentNeeded, "volunteerId");
            consent.WithdrawnAt = clock.Now();
            volunteer.GuardianConsentAt = null;
        }, cancel);
    }
}
