using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Autonomies;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Visits;

/// <summary>
/// What the end of a visit does to the rest: minutes, messages, the request. Always inside a transaction that
/// holds the request and the volunteer.
/// </summary>
internal sealed class VisitEnding(AppDb db, MinutesBook book, VisitWords words, ContactWords contacts, ProposeEndings endings, TimeProvider clock)
{
    /// <param name="askAgain">The help is still wanted: the next neighbour is asked (by the caller, after the transaction).</param>
    public async Task Cancel(Visit visit, VisitParty by, bool askAgain, CancellationToken cancel)
    {
        var now = clock.Now();
        visit.Cancel(by, now);
        var people = await words.PeopleOf(visit, cancel);
        await book.Release(visit, people.Volunteer, people.Association, cancel);
        // Who was never told of the visit (it was night) is not told that it will not take place.
        var untold = await db.Messages.AnyAsync(m => m.VisitId == visit.Id && m.DedupKey.StartsWith(VisitWords.FirstNewsKey(visit)) && m.State == MessageState.Queued, cancel);
        await DropMessages(visit, cancel);
        if (askAgain) people.Request.Reopen(now);
        else people.Request.Cancel(now);
        words.Cancelled(visit, people, by, askAgain, residentKnows: !untold || !askAgain);
        await contacts.Cancelled(visit, people.Resident, people.Volunteer, people.Association, cancel);
    }

    /// <summary>
    /// The association calls it off without a reason, and looks for another way by hand. Both ends get the ordinary news, but for
    /// the telephone that has just been told otherwise.
    /// </summary>
    /// <param name="told">Null when none was.</param>
    public async Task CallOff(Visit visit, PhoneNumber? told, CancellationToken cancel)
    {
        var now = clock.Now();
        visit.Cancel(VisitParty.Association, now);
        var people = await words.PeopleOf(visit, cancel);
        await book.Release(visit, people.Volunteer, people.Association, cancel);
        await DropMessages(visit, cancel);
        people.Request.Escalate(EscalationReason.VisitCalledOff, now);
        words.Cancelled(visit, people, VisitParty.Association, askAgain: false, residentKnows: true, told);
        await contacts.Cancelled(visit, people.Resident, people.Volunteer, people.Association, cancel);
    }

    public async Task Complete(Visit visit, int actualMinutes, CancellationToken cancel)
    {
        var now = clock.Now();
        var people = await words.PeopleOf(visit, cancel);
        var left = await book.Left(people.Volunteer, people.Association, MinutesLedger.MonthOf(visit.Start, people.Association.Zone), cancel);
        visit.Complete(actualMinutes, MinutesLedger.Settled(actualMinutes, visit.Minutes, left), now);
        await book.Settle(visit, people.Volunteer, people.Association, cancel);
        await DropMessages(visit, cancel);
        people.Request.Fulfil(now);
        await endings.AfterVisit(visit, people.Request.Category, cancel);
    }

    public async Task NoShow(Visit visit, VisitParty absent, CancellationToken cancel)
    {
        var now = clock.Now();
        visit.ReportNoShow(absent, now);
        var people = await words.PeopleOf(visit, cancel);
        await book.Release(visit, people.Volunteer, people.Association, cancel);
        await DropMessages(visit, cancel);
        // A resident who did not open the door may be unwell: a person should call, not a machine ask on.
        if (absent == VisitParty.Resident) people.Request.Escalate(EscalationReason.ResidentAbsent, now);
        else
        {
            people.Request.Reopen(now);
            words.Cancelled(visit, people, VisitParty.Volunteer, askAgain: true, residentKnows: true);
        }
    }

    /// <summary>Reminders and questions that wait are dropped; what is in flight is beyond reach.</summary>
    public Task DropMessages(Visit visit, CancellationToken cancel) =>
        db.Messages.Where(m => m.VisitId == visit.Id && (m.State == MessageState.Queued || m.State == MessageState.ToCall))
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.Cancelled), cancel);
}
