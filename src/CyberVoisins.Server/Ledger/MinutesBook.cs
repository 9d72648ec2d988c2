using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Ledger;

/// <summary>
/// A volunteer's minutes, line by line. <see cref="MinutesAccount"/> decides what is written; every method runs in a
/// transaction that holds the volunteer's row, and the database itself refuses a line that is changed, deleted, or takes
/// more than is left.
/// </summary>
internal sealed class MinutesBook(AppDb db, TimeProvider clock)
{
    /// <summary>What is left of a month, opening it when nothing was written in it yet.</summary>
    public Task<int> Left(Volunteer volunteer, Association association, int month, CancellationToken cancel) =>
        In(volunteer, association, month, account => account.Left(month), cancel);

    public Task Open(Volunteer volunteer, Association association, int month, CancellationToken cancel) =>
        In(volunteer, association, month, account => account.Open(month), cancel);

    public Task Reserve(Visit visit, Volunteer volunteer, Association association, CancellationToken cancel) =>
        In(visit, volunteer, association, (account, month) => account.Reserve(visit, month), cancel);

    public Task Release(Visit visit, Volunteer volunteer, Association association, CancellationToken cancel) =>
        In(visit, volunteer, association, (account, month) => account.Release(visit, month), cancel);

    public Task Settle(Visit visit, Volunteer volunteer, Association association, CancellationToken cancel) =>
        In(visit, volunteer, association, (account, month) => account.Settle(visit, month), cancel);

    public Task Correct(Volunteer volunteer, Association association, int month, int minutes, Guid author, string motive, CancellationToken cancel) =>
        In(volunteer, association, month, account => account.Correct(month, minutes, $"Corrected:{Guid.CreateVersion7(clock.GetUtcNow())}", author, motive), cancel);

    /// <summary>The volunteer gives more or less from now on; the caller keeps the new promise.</summary>
    public Task Give(Volunteer volunteer, Association association, int minutesPerMonth, CancellationToken cancel) =>
        In(volunteer, association, MinutesLedger.MonthOf(clock.Now(), association.Zone), account => account.Give(minutesPerMonth), cancel);

    private Task In(Visit visit, Volunteer volunteer, Association association, Action<MinutesAccount, int> write, CancellationToken cancel)
    {
        var month = MinutesLedger.MonthOf(visit.Start, association.Zone);
        return In(volunteer, association, month, account => write(account, month), cancel);
    }

    private Task In(Volunteer volunteer, Association association, int month, Action<MinutesAccount> write, CancellationToken cancel) =>
        In(volunteer, association, month, account => { write(account); return true; }, cancel);

    private async Task<T> In<T>(Volunteer volunteer, Association association, int month, Func<MinutesAccount, T> use, CancellationToken cancel)
    {
        var (now, zone) = (clock.Now(), association.Zone);
        var current = MinutesLedger.MonthOf(now, zone);
        var earliest = MinutesLedger.MonthBefore(Math.Min(month, current));
        var account = new MinutesAccount(
            new(volunteer.Id, volunteer.MinutesPerMonth, MinutesLedger.MonthOf(volunteer.CreatedAt, zone), current, association.Policy.MaximumCarryOverMinutes, now),
            await db.Minutes.AsNoTracking().Where(m => m.VolunteerId == volunteer.Id && m.Month >= earliest).OrderBy(m => m.Id).ToListAsync(cancel));
        var result = use(account);
        if (account.Written.Count == 0) return result;
        db.Minutes.AddRange(account.Written);
        // At once: whoever asks next in this transaction must see them.
        await db.SaveChangesAsync(cancel);
        return result;
    }
}
