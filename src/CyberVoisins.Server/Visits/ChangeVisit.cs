using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Visits;

/// <summary>A coordinator moves a visit after speaking with both; the mode, the minutes and the people stay.</summary>
/// <param name="VisitId">Of a planned visit of the association.</param>
/// <param name="Start">When it will start: at least an hour from now, at most 90 days.</param>
public sealed record MoveVisitInput(VisitId VisitId, Instant Start);

internal sealed class MoveVisit(
    AppDb db, Transactions transactions, CurrentUser user, MinutesBook book, AcceptOffer accept, VisitEnding ending, VisitWords words, DrawCodeWord draw, ContactWords contacts, TimeProvider clock)
{
    public Task<Visit> Run(MoveVisitInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var now = clock.Now();
        var earliest = now + AcceptOffer.LastMoment;
        if (input.Start < earliest) throw new Refusal(ErrorCode.SlotInThePast, "start", earliest.ToString("yyyy-MM-dd HH:mm'Z'", null));
        if (input.Start > now + Duration.FromDays(Check.HorizonDays)) throw new Refusal(ErrorCode.SlotTooFarAhead, "start", Check.HorizonDays);
        return transactions.Run(async () =>
        {
            var seen = await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == input.VisitId && v.AssociationId == associationId, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "visitId");
            await db.Lock(seen.RequestId, cancel);
            await db.Lock(seen.VolunteerId, cancel);
            var visit = await db.Visits.SingleAsync(v => v.Id == input.VisitId, cancel);
            var people = await words.PeopleOf(visit, cancel);
            var from = visit.Start;
            if (visit.State == VisitState.Planned)
            {
                if (await accept.IsBusy(visit.VolunteerId, input.Start, visit.Minutes, visit.Id, cancel)) throw new Refusal(ErrorCode.BusyThen, "start");
                await LeaveMonth(visit, people, input.Start, cancel);
            }
            visit.Move(input.Start, await draw.For(visit.ResidentId, visit.VolunteerId, cancel), now);
            if (MonthOf(from, people) != MonthOf(visit.Start, people)) await book.Reserve(visit, people.Volunteer, people.Association, cancel);
            await ending.DropMessages(visit, cancel);
            words.Moved(visit, people);
            await contacts.Moved(visit, people.Resident, people.Volunteer, people.Association, cancel);
            return visit;
        }, cancel);
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

/// <summary>Somebody cannot come. From the resident it ends the request unless help is still wanted; from the others the next neighbour is asked.</summary>
/// <param name="VisitId">Of a planned visit.</param>
/// <param name="AskAgain">By default false for the resident, true for the association; always true for the volunteer, who cannot end somebody's request.</param>
public sealed record CancelVisitInput(VisitId VisitId, bool? AskAgain);

internal sealed class CancelVisit(AppDb db, Transactions transactions, VisitEnding ending, AskNeighbours askNeighbours)
{
    /// <summary>Who may call it, and as whom, is checked before, by the door it came through.</summary>
    public async Task<Visit> Run(VisitId id, VisitParty by, bool? askAgain, CancellationToken cancel)
    {
        var again = by == VisitParty.Volunteer || (askAgain ?? by == VisitParty.Association);
        var visit = await transactions.Run(async () =>
        {
            var seen = await db.Visits.AsNoTracking().SingleAsync(v => v.Id == id, cancel);
            await db.Lock(seen.RequestId, cancel);
            await db.Lock(seen.VolunteerId, cancel);
            var found = await db.Visits.SingleAsync(v => v.Id == id, cancel);
            await ending.Cancel(found, by, again, cancel);
            return found;
        }, cancel);
        if (again) await transactions.Afterwards(() => askNeighbours.Run(visit.RequestId, cancel));
        return visit;
    }
}

/// <summary>What became of a visit.</summary>
public enum VisitReportOutcome
{
    /// <summary>It took place; say how long.</summary>
    Happened,
    /// <summary>The resident was not there.</summary>
    ResidentAbsent,
    /// <summary>The volunteer could not come.</summary>
    VolunteerAbsent,
}

/// <summary>After the visit.</summary>
/// <param name="VisitId">Of a visit that has begun.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ActualMinutes">1 to 240; by default what was planned.</param>
/// <param name="Done">What was done, for the resident to read, 1 to 300 characters; of a visit that took place.</param>
public sealed record ReportVisitInput(VisitId VisitId, VisitReportOutcome Outcome, int? ActualMinutes, string? Done);

internal sealed class ReportVisit(AppDb db, Transactions transactions, VisitEnding ending, AskNeighbours askNeighbours)
{
    /// <summary>Who may call it is checked before, by the door it came through.</summary>
    public async Task<Visit> Run(ReportVisitInput input, CancellationToken cancel)
    {
        if (input.ActualMinutes is { } minutes) Check.Minutes(minutes, "actualMinutes", 1, 240);
        var done = Check.OptionalText(input.Done, "done", DescribeVisit.Longest);
        if (done is not null && input.Outcome != VisitReportOutcome.Happened) throw new Refusal(ErrorCode.InvalidText, "done", 0, 0);
        var visit = await transactions.Run(async () =>
        {
            var seen = await db.Visits.AsNoTracking().SingleAsync(v => v.Id == input.VisitId, cancel);
            await db.Lock(seen.RequestId, cancel);
            await db.Lock(seen.VolunteerId, cancel);
            var found = await db.Visits.SingleAsync(v => v.Id == input.VisitId, cancel);
            switch (input.Outcome)
            {
                case VisitReportOutcome.Happened:
                    await ending.Complete(found, input.ActualMinutes ?? found.Minutes, cancel);
                    if (done is not null) found.Describe(done);
                    break;
                case VisitReportOutcome.ResidentAbsent:
                    await ending.NoShow(found, VisitParty.Resident, cancel);
                    break;
                case VisitReportOutcome.VolunteerAbsent:
                    await ending.NoShow(found, VisitParty.Volunteer, cancel);
                    break;
            }
            return found;
        }, cancel);
        if (input.Outcome == VisitReportOutcome.VolunteerAbsent) await transactions.Afterwards(() => askNeighbours.Run(visit.RequestId, cancel));
        return visit;
    }
}
