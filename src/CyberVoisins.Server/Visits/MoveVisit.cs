using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Visits;

/// <summary>
/// Another time for a visit; the mode, the minutes and the people stay. A coordinator, who spoke with both, says the hour. The resident, or who acts for them, says
/// when it suits: it moves to the first of these times at which the volunteer is free, and the volunteer is told and may still call it off.
/// </summary>
/// <param name="VisitId">Of a planned visit of the association, or of one's own.</param>
/// <param name="Start">When it will start: at least an hour from now, at most 90 days. From the resident, the only time that suits.</param>
/// <param name="Windows">When it suits, 1 to 20, as in askForHelp, instead of start.</param>
/// <param name="OrAnotherNeighbour">Where the volunteer is free at none of these times (VOLUNTEER_NOT_FREE): true calls the visit off and asks the neighbours for the new times. By default false.</param>
public sealed record MoveVisitInput(VisitId VisitId, Instant? Start, IReadOnlyList<TimeWindowInput>? Windows, bool? OrAnotherNeighbour);

internal sealed class MoveVisit(
    AppDb db, Transactions transactions, MinutesBook book, AcceptOffer accept, FindCandidates find, AskNeighbours askNeighbours, VisitEnding ending, VisitWords words, DrawCodeWord draw,
    ContactWords contacts, AddressLimits limits, TimeProvider clock)
{
    /// <summary>How often the resident says other times for one request: after that somebody should speak with both.</summary>
    public const int MostChanges = 5;

    /// <summary>Who may call it, and as whom, is checked before, by the door it came through.</summary>
    public async Task<Visit> Run(MoveVisitInput input, VisitParty by, CancellationToken cancel)
    {
        if (by == VisitParty.Volunteer) throw new Refusal(ErrorCode.Forbidden);
        if (by == VisitParty.Association || input.OrAnotherNeighbour == true) return await Move(input, by, cancel);
        // Outside the transaction, which a refusal takes back: asked often enough, "not free" would draw the volunteer's week.
        var (purpose, of, counts) = ("not-free", input.VisitId.ToString(), false);
        limits.Take(purpose, of, MostChanges, Duration.FromDays(1));
        try
        {
            return await Move(input, by, cancel);
        }
        catch (Refusal refusal) when (refusal.Code == ErrorCode.VolunteerNotFree)
        {
            counts = true;
            throw;
        }
        finally
        {
            if (!counts) limits.GiveBack(purpose, of);
        }
    }

    private async Task<Visit> Move(MoveVisitInput input, VisitParty by, CancellationToken cancel)
    {
        var again = false;
        var moved = await transactions.Run(async () =>
        {
            again = false;
            var seen = await db.Visits.AsNoTracking().SingleAsync(v => v.Id == input.VisitId, cancel);
            await db.Lock(seen.RequestId, cancel);
            await db.Lock(seen.VolunteerId, cancel);
            var visit = await db.Visits.SingleAsync(v => v.Id == input.VisitId, cancel);
            var people = await words.PeopleOf(visit, cancel);
            if (by == VisitParty.Association && input.Start is { } start) await To(visit, people, Bounded(start), cancel);
            else again = !await ToOneOf(visit, people, by, input, cancel);
            return visit;
        }, cancel);
        if (again) await transactions.Afterwards(() => askNeighbours.Run(moved.RequestId, cancel));
        return moved;
    }

    private Instant Bounded(Instant start)
    {
        var now = clock.Now();
        var earliest = now + AcceptOffer.LastMoment;
        if (start < earliest) throw new Refusal(ErrorCode.SlotInThePast, "start", earliest.ToString("yyyy-MM-dd HH:mm'Z'", null));
        return start <= now + Duration.FromDays(Check.HorizonDays) ? start : throw new Refusal(ErrorCode.SlotTooFarAhead, "start", Check.HorizonDays);
    }

    /// <returns>False when the visit was called off instead, and the neighbours are to be asked.</returns>
    private async Task<bool> ToOneOf(Visit visit, VisitPeople people, VisitParty by, MoveVisitInput input, CancellationToken cancel)
    {
        var now = clock.Now();
        if (visit.State != VisitState.Planned || visit.Start <= now) throw new InvalidTransitionException(nameof(Visit), visit.State, "move");
        var (request, association) = (people.Request, people.Association);
        if (by == VisitParty.Resident && request.TimesChanged >= MostChanges) throw new Refusal(ErrorCode.TooManyChanges, "windows", MostChanges);
        var said = input.Windows ?? (input.Start is { } start ? [new(start, start + Duration.FromMinutes(visit.Minutes))] : []);
        request.TakeTimes(Check.Windows(said, "windows", visit.Minutes, now, Duration.FromMinutes(association.Policy.MinimumNoticeMinutes)));
        if (await FirstFree(visit, people, cancel) is { } free)
        {
            await To(visit, people, free, cancel);
            return true;
        }
        if (input.OrAnotherNeighbour != true) throw new Refusal(ErrorCode.VolunteerNotFree, "windows");
        await db.RefuseRestricted(request.ResidentId, cancel);
        await ending.Cancel(visit, by, askAgain: true, cancel);
        // Whoever was asked for the old times may be asked for the new ones.
        request.SearchSince = now;
        return false;
    }

    /// <summary>By the rules of the matching, as if the visit were being looked for.</summary>
    private async Task<Instant?> FirstFree(Visit visit, VisitPeople people, CancellationToken cancel)
    {
        var considered = await find.Assess(people.Request, people.Association, [visit.VolunteerId], cancel);
        return considered.Candidates is [var volunteer] && AnotherTime.Of(considered.Need, volunteer, new TimeWindow(visit.Start, visit.End)) is { } free
            && !await accept.IsBusy(visit.VolunteerId, free, visit.Minutes, visit.Id, cancel) ? free : null;
    }

    private async Task To(Visit visit, VisitPeople people, Instant start, CancellationToken cancel)
    {
        var from = visit.Start;
        if (visit.State == VisitState.Planned)
        {
            if (await accept.IsBusy(visit.VolunteerId, start, visit.Minutes, visit.Id, cancel)) throw new Refusal(ErrorCode.BusyThen, "start");
            await LeaveMonth(visit, people, start, cancel);
        }
        visit.Move(start, await draw.For(visit.ResidentId, visit.VolunteerId, cancel), clock.Now());
        if (MonthOf(from, people) != MonthOf(visit.Start, people)) await book.Reserve(visit, people.Volunteer, people.Association, cancel);
        await ending.DropMessages(visit, cancel);
        words.Moved(visit, people);
        await contacts.Moved(visit, people.Resident, people.Volunteer, people.Association, cancel);
    }

    /// <summary>Into another month, the old one gets its minutes back and the new one must have them.</summary>
    private async Task LeaveMonth(Visit visit, VisitPeople people, Instant start, CancellationToken cancel)
    {
        var to = MonthOf(start, people);
        if (MonthOf(visit.Start, people) == to) return;
        var left = await book.Left(people.Volunteer, people.Association, to, cancel);
        if (left < visit.Minutes) throw new Refusal(ErrorCode.NoMinutesLeft, "start", left, visit.Minutes);
        await book.Release(visit, people.Volunteer, people.Association, cancel);
    }

    private static int MonthOf(Instant start, VisitPeople people) => MinutesLedger.MonthOf(start, people.Association.Zone);
}
