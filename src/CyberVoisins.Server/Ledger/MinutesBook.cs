using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Ledger;

/// <summary>
/// A volunteer's minutes, line by line. Every method that writes runs in a transaction that holds the volunteer's
/// row; the database itself refuses a line that is changed, deleted, or takes more than is left.
/// </summary>
internal sealed class MinutesBook(AppDb db, TimeProvider clock)
{
    /// <summary>What is left of a month, opening it when nothing was written in it yet.</summary>
    public async Task<int> Left(Volunteer volunteer, Association association, int month, CancellationToken cancel)
    {
        await Open(volunteer, association, month, cancel);
        return await Sum(volunteer.Id, month, cancel);
    }

    public Task Reserve(Visit visit, Volunteer volunteer, Association association, CancellationToken cancel) =>
        Write(visit, volunteer, association, MinuteEntryKind.Reserved, -visit.Minutes, cancel);

    public Task Release(Visit visit, Volunteer volunteer, Association association, CancellationToken cancel) =>
        Write(visit, volunteer, association, MinuteEntryKind.Released, visit.Minutes, cancel);

    /// <summary>After the visit: the difference between what was reserved and what counts, when there is one.</summary>
    public async Task Settle(Visit visit, Volunteer volunteer, Association association, CancellationToken cancel)
    {
        if (visit.SettledMinutes is { } settled && settled != visit.Minutes)
            await Write(visit, volunteer, association, MinuteEntryKind.Settled, visit.Minutes - settled, cancel);
    }

    /// <summary>The volunteer gives more or less: months already open follow, as far as nothing promised is taken back.</summary>
    public async Task Regrant(Volunteer volunteer, Association association, int minutesPerMonth, CancellationToken cancel)
    {
        var current = MinutesLedger.MonthOf(clock.Now(), association.Zone);
        var open = await db.Minutes.Where(m => m.VolunteerId == volunteer.Id && m.Month >= current && m.Kind == MinuteEntryKind.Granted)
            .GroupBy(m => m.Month).Select(g => new { Month = g.Key, Granted = g.Sum(m => m.Minutes), Lines = g.Count() }).ToListAsync(cancel);
        foreach (var month in open)
        {
            var change = MinutesLedger.Regranted(month.Granted, minutesPerMonth, await Sum(volunteer.Id, month.Month, cancel));
            if (change != 0) await Add(volunteer.Id, month.Month, MinuteEntryKind.Granted, change, $"Granted:{volunteer.Id}:{month.Month}:{month.Lines + 1}", cancel);
        }
    }

    /// <summary>Grants the month, and what the rule carries over from the one before. Does nothing when it is open.</summary>
    public async Task Open(Volunteer volunteer, Association association, int month, CancellationToken cancel)
    {
        await Grant(volunteer, month, cancel);
        var maximum = association.Policy.MaximumCarryOverMinutes;
        var before = MinutesLedger.MonthBefore(month);
        // Only an ended month has anything over, and only for who was already there.
        if (maximum == 0 || month > MinutesLedger.MonthOf(clock.Now(), association.Zone) || before < MinutesLedger.MonthOf(volunteer.CreatedAt, association.Zone)) return;
        var key = $"CarriedOver:{volunteer.Id}:{month}";
        if (await db.Minutes.AnyAsync(m => m.Key == key, cancel)) return;
        await Grant(volunteer, before, cancel);
        var carried = MinutesLedger.CarriedOver(maximum, await Sum(volunteer.Id, before, cancel));
        await Add(volunteer.Id, before, MinuteEntryKind.CarriedOver, -carried, $"{key}:out", cancel);
        await Add(volunteer.Id, month, MinuteEntryKind.CarriedOver, carried, key, cancel);
    }

    /// <summary>Adds a line and sends it to the database at once: the next sum must see it.</summary>
    public async Task Add(VolunteerId volunteer, int month, MinuteEntryKind kind, int minutes, string key, CancellationToken cancel,
        VisitId? visit = null, Guid? author = null, string? motive = null)
    {
        db.Minutes.Add(new MinuteEntry
        {
            Key = key, VolunteerId = volunteer, Month = month, Kind = kind, Minutes = minutes, VisitId = visit, AuthorUserId = author, Motive = motive, At = clock.Now(),
        });
        await db.SaveChangesAsync(cancel);
    }

    private async Task Grant(Volunteer volunteer, int month, CancellationToken cancel)
    {
        if (!await db.Minutes.AnyAsync(m => m.VolunteerId == volunteer.Id && m.Month == month && m.Kind == MinuteEntryKind.Granted, cancel))
            await Add(volunteer.Id, month, MinuteEntryKind.Granted, volunteer.MinutesPerMonth, $"Granted:{volunteer.Id}:{month}:1", cancel);
    }

    private async Task Write(Visit visit, Volunteer volunteer, Association association, MinuteEntryKind kind, int minutes, CancellationToken cancel)
    {
        var month = MinutesLedger.MonthOf(visit.Start, association.Zone);
        await Open(volunteer, association, month, cancel);
        await Add(volunteer.Id, month, kind, minutes, $"{kind}:{visit.Id}:v{visit.Version}", cancel, visit.Id);
    }

    private Task<int> Sum(VolunteerId volunteer, int month, CancellationToken cancel) =>
        db.Minutes.Where(m => m.VolunteerId == volunteer && m.Month == month).SumAsync(m => m.Minutes, cancel);
}
