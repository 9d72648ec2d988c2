using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Rounds;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Volunteers;

/// <summary>A break, by own choice or the association's: no more offers, and nobody waits for an answer (<see cref="Requests.ExpireOffers"/>); visits already fixed stay.</summary>
internal sealed class PauseVolunteer(AppDb db, Transactions transactions, Access access, TimeProvider clock)
{
    /// <summary>The longest break that has an end.</summary>
    private const int MostDays = 366;

    /// <param name="until">When the break ends by itself; null when only <see cref="Resume"/> ends it.</param>
    public Task<Volunteer> Run(VolunteerId id, Instant? until, CancellationToken cancel)
    {
        var now = clock.Now();
        if (until <= now) throw new Refusal(ErrorCode.SlotInThePast, "until", now.ToString("yyyy-MM-dd HH:mm'Z'", null));
        if (until > now + Duration.FromDays(MostDays)) throw new Refusal(ErrorCode.SlotTooFarAhead, "until", MostDays);
        return Change(id, volunteer => volunteer.Pause(until), cancel);
    }

    public Task<Volunteer> Resume(VolunteerId id, CancellationToken cancel) => Change(id, volunteer => volunteer.Resume(), cancel);

    private Task<Volunteer> Change(VolunteerId id, Action<Volunteer> change, CancellationToken cancel) => transactions.Run(async () =>
    {
        await db.Lock(id, cancel);
        var volunteer = await access.Volunteer(id, cancel);
        change(volunteer);
        return volunteer;
    }, cancel);
}

/// <summary>A break whose end has come is over: the volunteer said so when it began, and is told nothing.</summary>
internal sealed class EndPauses(AppDb db, Transactions transactions, OneByOne oneByOne, TimeProvider clock)
{
    private const int Batch = 100;

    /// <returns>How many volunteers are back.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        var due = await db.Volunteers.AsNoTracking().Where(v => v.State == VolunteerState.Paused && v.PausedUntil <= now).Select(v => v.Id).Take(Batch).ToListAsync(cancel);
        return await oneByOne.Run(due, id => transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            var volunteer = await db.Volunteers.SingleAsync(v => v.Id == id, cancel);
            if (volunteer.State != VolunteerState.Paused || !(volunteer.PausedUntil <= now)) return false;
            volunteer.Resume();
            return true;
        }, cancel), cancel);
    }
}
