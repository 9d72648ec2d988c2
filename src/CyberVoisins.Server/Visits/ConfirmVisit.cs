using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Visits;

/// <summary>The resident's word about a visit, or of whoever acts for them.</summary>
/// <param name="VisitId">Of a visit that has begun.</param>
/// <param name="TookPlace">False when nobody came, or it could not be.</param>
public sealed record ConfirmVisitInput(VisitId VisitId, bool TookPlace);

/// <summary>
/// The resident says whether it took place. The volunteer's report settles the minutes; where the two words contradict each other, or the resident waited in vain
/// and the volunteer says nothing, it stands before a person (needsPerson), and nobody is blamed by a machine.
/// </summary>
internal sealed class ConfirmVisit(AppDb db, Transactions transactions, VisitSides sides, TimeProvider clock)
{
    public Task<Visit> Run(ConfirmVisitInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        await sides.OfResident(input.VisitId, cancel);
        var visit = await db.LockedVisit(input.VisitId, cancel);
        visit.Say(input.TookPlace, clock.Now());
        return visit;
    }, cancel);
}

/// <summary>A coordinator spoke with both, and did what it needs. Done twice, it is done.</summary>
internal sealed class SettleVisitWord(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Visit> Run(VisitId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            if (!await db.Visits.AnyAsync(v => v.Id == id && v.AssociationId == association, cancel)) throw new Refusal(ErrorCode.NotFound, "visitId");
            var visit = await db.LockedVisit(id, cancel);
            visit.SettleWord(clock.Now());
            return visit;
        }, cancel);
    }
}

/// <summary>
/// The resident says that it took place and the volunteer was asked in vain: after three days it counts as planned, so that a forgotten answer costs neither
/// the volunteer their minutes nor the association its figures. A coordinator may correct them.
/// </summary>
internal sealed class CompleteConfirmed(AppDb db, Transactions transactions, ReportVisit report, TimeProvider clock)
{
    private static readonly Duration Patience = Duration.FromDays(3);

    public async Task<int> Run(CancellationToken cancel)
    {
        var before = clock.Now() - Patience;
        var waiting = await db.Visits.AsNoTracking().Where(v => v.State == VisitState.Planned && v.TookPlace == true && v.Start <= before).Select(v => v.Id).ToListAsync(cancel);
        var counted = 0;
        foreach (var id in waiting)
            counted += await transactions.Run(async () =>
            {
                var visit = await db.LockedVisit(id, cancel);
                if (visit.State != VisitState.Planned || visit.TookPlace != true || visit.End > before) return 0;
                await report.Run(new(id, VisitReportOutcome.Happened, null, null), cancel);
                return 1;
            }, cancel);
        return counted;
    }
}

internal static class LockedVisits
{
    /// <summary>The visit as it stands, its request and its volunteer held for the rest of the transaction.</summary>
    public static async Task<Visit> LockedVisit(this AppDb db, VisitId id, CancellationToken cancel)
    {
        var seen = await db.Visits.AsNoTracking().SingleAsync(v => v.Id == id, cancel);
        await db.Lock(seen.RequestId, cancel);
        await db.Lock(seen.VolunteerId, cancel);
        return await db.Visits.SingleAsync(v => v.Id == id, cancel);
    }
}
