using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Ledger;

/// <summary>A coordinator puts a volunteer's month right: a visit forgotten, a duration written down wrong.</summary>
/// <param name="VolunteerId">Of a volunteer of the association.</param>
/// <param name="Month">As 202611; from the month the volunteer signed up to the next calendar month.</param>
/// <param name="Minutes">Added to what is left, or taken from it when negative; -600 to 600, not 0.</param>
/// <param name="Motive">Why, 3 to 200 characters; kept with the line, read by the volunteer.</param>
public sealed record CorrectMinutesInput(VolunteerId VolunteerId, int Month, int Minutes, string Motive);

internal sealed class CorrectMinutes(AppDb db, Transactions transactions, CurrentUser user, MinutesBook book, TimeProvider clock)
{
    private const int Most = 600;

    public Task<Volunteer> Run(CorrectMinutesInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var motive = Check.Text(input.Motive, "motive", 3, 200);
        if (input.Minutes is 0 or < -Most or > Most) throw new Refusal(ErrorCode.InvalidMinutes, "minutes", $"-{Most}..-1, 1..{Most}");
        return transactions.Run(async () =>
        {
            await db.Lock(input.VolunteerId, cancel);
            var volunteer = await db.Volunteers.SingleOrDefaultAsync(v => v.Id == input.VolunteerId && v.AssociationId == associationId, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
            CheckMonth(input.Month, volunteer, association);
            var left = await book.Left(volunteer, association, input.Month, cancel);
            if (left + input.Minutes < 0) throw new Refusal(ErrorCode.NoMinutesLeft, "minutes", left, -input.Minutes);
            await book.Correct(volunteer, association, input.Month, input.Minutes, user.RequireSignedIn(), motive, cancel);
            return volunteer;
        }, cancel);
    }

    private void CheckMonth(int month, Volunteer volunteer, Association association)
    {
        var current = MinutesLedger.MonthOf(clock.Now(), association.Zone);
        var first = MinutesLedger.MonthOf(volunteer.CreatedAt, association.Zone);
        if (month % 100 is < 1 or > 12 || month < first || (month > current && MinutesLedger.MonthBefore(month) != current))
            throw new Refusal(ErrorCode.InvalidMonth, "month", first, MinutesLedger.MonthAfter(current));
    }
}
