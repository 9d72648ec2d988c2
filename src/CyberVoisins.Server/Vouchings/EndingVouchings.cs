using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Vouchings;

/// <summary>A volunteer whose vouching ends soon, or has ended.</summary>
/// <param name="Since">Since when the association is told.</param>
/// <param name="Day">The last day on which it holds, in the association's time zone.</param>
/// <param name="Visits">Visits to come, which stay.</param>
internal sealed record EndingVouching(VolunteerId Id, PhoneNumber Phone, Instant Since, bool Ended, string Day, int Visits);

/// <summary>
/// What the association is told 30 days before its word for a volunteer runs out, and until somebody renews it or sets the
/// volunteer aside. Read each time from what is true: no round can be late, or tell it twice.
/// </summary>
internal sealed class EndingVouchings(AppDb db, TimeProvider clock)
{
    public IQueryable<Volunteer> Of(AssociationId? of)
    {
        var soon = clock.Now() + VouchingPolicy.ReminderAhead;
        return db.Volunteers.AsNoTracking().Where(v => v.AssociationId == of && of != null && (v.State == VolunteerState.Vouched || v.State == VolunteerState.Paused) && v.VouchedUntil <= soon && v.RestrictedAt == null);
    }

    public async Task<IReadOnlyList<EndingVouching>> Items(AssociationId? of, int most, CancellationToken cancel)
    {
        var now = clock.Now();
        var ending = await Of(of).OrderBy(v => v.VouchedUntil).ThenBy(v => v.Id).Take(most)
            .Select(v => new { v.Id, v.Phone, v.VouchedUntil, Visits = db.Visits.Count(x => x.VolunteerId == v.Id && x.State == VisitState.Planned && x.Start > now) }).ToListAsync(cancel);
        if (ending.Count == 0) return [];
        var zone = (await db.Associations.AsNoTracking().SingleAsync(a => a.Id == of, cancel)).Zone;
        return [.. ending.Select(v => new EndingVouching(
            v.Id, v.Phone, v.VouchedUntil!.Value - VouchingPolicy.ReminderAhead, v.VouchedUntil <= now, Phrases.Day((v.VouchedUntil.Value - Duration.Epsilon).InZone(zone).Date), v.Visits))];
    }
}
