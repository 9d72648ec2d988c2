using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Vouchings;

/// <summary>
/// A coordinator notes that a volunteer showed the bulletin n° 3 of their criminal record: the day and who saw it, nothing of
/// what it says and no copy (GDPR article 10). Refused unless the association decided to; the bulletins n° 1 and 2 and an
/// "attestation d'honorabilité" may not be asked for at all (docs/trust.md).
/// </summary>
/// <param name="VolunteerId">Of one of the association's volunteers.</param>
/// <param name="SeenOn">The day, today at the latest; null takes the mark back.</param>
public sealed record RecordBulletin3Input(VolunteerId VolunteerId, LocalDate? SeenOn);

internal sealed class RecordBulletin3(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Volunteer> Run(RecordBulletin3Input input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
            await db.Lock(input.VolunteerId, cancel);
            var volunteer = await db.Volunteers.SingleOrDefaultAsync(v => v.Id == input.VolunteerId && v.AssociationId == id, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            if (!association.Vouching.RecordsBulletin3) throw new Refusal(ErrorCode.CriminalRecordsNotAsked);
            if (input.SeenOn is { } day) volunteer.ShowBulletin3(Check.NotLater(day, clock.Now().InZone(association.Zone).Date, "seenOn"), user.RequireSignedIn());
            else volunteer.ForgetBulletin3();
            return volunteer;
        }, cancel);
    }
}
