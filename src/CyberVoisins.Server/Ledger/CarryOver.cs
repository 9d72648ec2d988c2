using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Rounds;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Ledger;

/// <summary>Opens the new month of who had minutes over, where the association carries them over: so that the matching sees them.</summary>
internal sealed class CarryOver(AppDb db, Transactions transactions, MinutesBook book, OneByOne oneByOne, TimeProvider clock)
{
    /// <returns>How many months were opened.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var opened = 0;
        // The rule is part of a JSON column; associations are few.
        foreach (var association in (await db.Associations.AsNoTracking().ToListAsync(cancel)).Where(a => a.Policy.MaximumCarryOverMinutes > 0))
        {
            var month = MinutesLedger.MonthOf(clock.Now(), association.Zone);
            var monthStart = association.Zone.AtStartOfDay(new NodaTime.LocalDate(month / 100, month % 100, 1)).ToInstant();
            // To the last of them: until then the matching does not see what the others have over.
            var closed = await db.Volunteers.AsNoTracking()
                .Where(v => v.AssociationId == association.Id && v.CreatedAt < monthStart
                    && !db.Minutes.Any(m => m.VolunteerId == v.Id && m.Month == month && m.Kind == MinuteEntryKind.CarriedOver && m.Minutes >= 0))
                .OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(cancel);
            opened += await oneByOne.Run(closed, id => transactions.Run(async () =>
            {
                await db.Lock(id, cancel);
                await book.Open(await db.Volunteers.SingleAsync(v => v.Id == id, cancel), association, month, cancel);
                return true;
            }, cancel), cancel);
        }
        return opened;
    }
}
