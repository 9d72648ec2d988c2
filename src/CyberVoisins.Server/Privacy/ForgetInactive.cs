using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Rounds;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Privacy;

/// <summary>
/// Erases whoever gave no sign for as long as the association keeps people (36 months unless it chose fewer): each by themselves, with a line of the association's
/// journal that holds how many rows, and no name. They were listed for a month (<see cref="ReadGoingQuiet"/>).
/// </summary>
internal sealed class ForgetInactive(AppDb db, Transactions transactions, QuietPeople quiet, Erasure erasure, Journal journal, OneByOne oneByOne, TimeProvider clock)
{
    /// <summary>Of each association, in one round: a first night with many does not hold up the others, and the next hour goes on.</summary>
    private const int Batch = 20;

    /// <returns>How many people were erased.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var (now, erased) = (clock.Now(), 0);
        foreach (var association in await db.Associations.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel))
        {
            if (Forgetting.Due(association, now) is not { } due) continue;
            var residents = await quiet.Residents(association.Id, due).OrderBy(r => r.Id).Select(r => r.Id).Take(Batch).ToListAsync(cancel);
            erased += await oneByOne.Run(residents, id => transactions.Run(async () =>
                await quiet.Residents(association.Id, due).SingleOrDefaultAsync(r => r.Id == id, cancel) is { } row && !await erasure.IsEngaged(row, cancel) && Tell(association, await erasure.Of(row, cancel)), cancel, ring: false), cancel);
            var volunteers = await quiet.Volunteers(association.Id, due).OrderBy(v => v.Id).Select(v => v.Id).Take(Batch).ToListAsync(cancel);
            erased += await oneByOne.Run(volunteers, id => transactions.Run(async () =>
            {
                await db.Lock(id, cancel);
                return await quiet.Volunteers(association.Id, due).SingleOrDefaultAsync(v => v.Id == id, cancel) is { } row && !await erasure.IsEngaged(row, cancel) && Tell(association, await erasure.Of(row, cancel));
            }, cancel), cancel);
        }
        return erased;
    }

    private bool Tell(Association association, Forgotten forgotten)
    {
        journal.Add(association.Id, "erase inactive", [], facts: new Dictionary<string, string> { ["rows"] = forgotten.Rows.ToString(CultureInfo.InvariantCulture) }, actor: JournalActor.Service);
        return true;
    }
}

/// <summary>A coordinator keeps somebody who went quiet: their time begins again. Why is not asked.</summary>
internal sealed class KeepPerson(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Resident> Resident(ResidentId id, CancellationToken cancel)
    {
        var of = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var row = await db.Residents.SingleOrDefaultAsync(r => r.Id == id && r.AssociationId == of && r.ErasedAt == null, cancel) ?? throw new Refusal(ErrorCode.NotFound, "residentId");
            row.ActiveAt = clock.Now();
            return row;
        }, cancel, ring: false);
    }

    public Task<Volunteer> Volunteer(VolunteerId id, CancellationToken cancel)
    {
        var of = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            var row = await db.Volunteers.SingleOrDefaultAsync(v => v.Id == id && v.AssociationId == of && v.ErasedAt == null, cancel) ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            row.ActiveAt = clock.Now();
            return row;
        }, cancel);
    }
}

/// <summary>A coordinator says for how long people are kept without a sign of them. Nobody is erased in the first month after a change: they are listed first.</summary>
internal sealed class SetForgetting(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Association> Run(int months, CancellationToken cancel)
    {
        var of = user.RequireCoordinator();
        if (months is < Association.FewestForgetMonths or > Association.MostForgetMonths)
            throw new Refusal(ErrorCode.InvalidMonths, "months", Association.FewestForgetMonths, Association.MostForgetMonths);
        return transactions.Run(async () =>
        {
            var association = await db.Associations.SingleAsync(a => a.Id == of, cancel);
            if (association.ForgetAfterMonths != months) association.ForgetAfter(months, clock.Now());
            return association;
        }, cancel, ring: false);
    }
}
