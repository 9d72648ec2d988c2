using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Visits;

/// <summary>Everybody whom a visit concerns.</summary>
internal sealed record VisitPeople(HelpRequest Request, Resident Resident, Volunteer Volunteer, Association Association);

/// <summary>What the two ends of a visit are told, and when. Neither is ever given the other's number.</summary>
internal sealed class VisitWords(AppDb db, Outbox outbox, TimeProvider clock)
{
    /// <summary>When a visit by phone comes up on the association's call list.</summary>
    private static readonly Duration BeforeConnecting = Duration.FromMinutes(10);

    public async Task<VisitPeople> PeopleOf(Visit visit, CancellationToken cancel) => new(
        await db.Requests.SingleAsync(r => r.Id == visit.RequestId, cancel),
        await db.Residents.AsNoTracking().SingleAsync(r => r.Id == visit.ResidentId, cancel),
        await db.Volunteers.AsNoTracking().SingleAsync(v => v.Id == visit.VolunteerId, cancel),
        await db.Associations.AsNoTracking().SingleAsync(a => a.Id == visit.AssociationId, cancel));

    /// <summary>The first news that a resident has of a visit.</summary>
    public static string FirstNewsKey(Visit visit) => $"VISIT_CONFIRMED:{visit.Id}:v1:resident";

    /// <param name="answersSms">The volunteer just wrote: the confirmation is the answer, at whatever hour.</param>
    public void Confirmed(Visit visit, HelpRequest request, Resident resident, Volunteer volunteer, Association association, bool answersSms) =>
        Announce(visit, new(request, resident, volunteer, association), MessageKind.VisitConfirmed, "VISIT_CONFIRMED",
            answersSms ? MessageKind.Reply : MessageKind.VisitConfirmed);

    public void Moved(Visit visit, VisitPeople people) =>
        Announce(visit, people, MessageKind.VisitMoved, "VISIT_MOVED", MessageKind.VisitMoved);

    /// <summary>The confirmation again, for a yes said twice.</summary>
    public static string ConfirmedAgain(Visit visit, VisitPeople people) => Say("VISIT_CONFIRMED_VOLUNTEER", visit, people, Where(visit, people.Request));

    /// <summary>What the volunteer is asked afterwards.</summary>
    public static string Question(Visit visit, VisitPeople people) => Say("VISIT_REPORT", visit, people, Where(visit, people.Request));

    /// <summary>To the end that did not cancel; to both when the association did.</summary>
    public void Cancelled(Visit visit, VisitPeople people, VisitParty by, bool askAgain, bool residentKnows)
    {
        if (by != VisitParty.Volunteer)
            ToVolunteer(visit, people, MessageKind.VisitCancelled, "cancelled", "VISIT_CANCELLED_VOLUNTEER", null, null, aboutVersion: false);
        if (by != VisitParty.Resident && residentKnows)
            ToResident(visit, people, MessageKind.VisitCancelled, "cancelled", askAgain ? "VISIT_CANCELLED_ASKING_AGAIN" : "VISIT_CANCELLED_RESIDENT", null, null, aboutVersion: false);
    }

    /// <summary>The news now, the reminders and the question afterwards in their time; all bound to this version of the visit.</summary>
    private void Announce(Visit visit, VisitPeople people, MessageKind kind, string words, MessageKind toVolunteer)
    {
        ToVolunteer(visit, people, toVolunteer, words, $"{words}_VOLUNTEER", null, visit.Start);
        ToResident(visit, people, kind, words, $"{words}_RESIDENT", null, visit.Start);

        foreach (var reminder in ReminderPlan.For(visit.Start, clock.Now(), people.Volunteer.RegionIn(people.Association)))
            ToVolunteer(visit, people, MessageKind.Reminder, reminder.Kind.ToString(), "REMINDER_VOLUNTEER", reminder.At, reminder.Deadline);
        foreach (var reminder in ReminderPlan.For(visit.Start, clock.Now(), people.Resident.SmsRegionIn(people.Association)))
            // The association calls once, early: nobody calls a landline two hours before.
            if (people.Resident.SmsPhone is not null || reminder.Kind != ReminderKind.TwoHours)
                ToResident(visit, people, MessageKind.Reminder, reminder.Kind.ToString(), "REMINDER_RESIDENT", reminder.At, reminder.Deadline);
        // Neither has the other's number: somebody of the association connects them.
        if (visit.Mode == MeetingMode.ByPhone)
            outbox.Add($"connect:{visit.Id}:v{visit.Version}", MessageKind.Reminder, people.Resident.Phone, people.Resident.SmsRegionIn(people.Association), Say("CONNECT_CALL", visit, people, ""), visit.AssociationId, MessageChannel.Call,
                visit.Start - BeforeConnecting, visit.End, visit: visit.Id, visitVersion: visit.Version, about: visit.Start);
        var afterwards = CivilHours.Daytime(people.Volunteer.RegionIn(people.Association), everyDay: true).AtOrAfter(visit.End + Duration.FromMinutes(30));
        ToVolunteer(visit, people, MessageKind.VisitReport, "report", "VISIT_REPORT", afterwards, afterwards + Duration.FromDays(3));
    }

    private void ToVolunteer(Visit visit, VisitPeople people, MessageKind kind, string key, string words, Instant? at, Instant? deadline, bool aboutVersion = true) =>
        outbox.Add($"{key}:{visit.Id}:v{visit.Version}:volunteer", kind, people.Volunteer.Phone, people.Volunteer.RegionIn(people.Association),
            Say(words, visit, people, Where(visit, people.Request)),
            visit.AssociationId, notBefore: at, deadline: deadline, visit: aboutVersion ? visit.Id : null, visitVersion: aboutVersion ? visit.Version : null, about: visit.Start);

    private void ToResident(Visit visit, VisitPeople people, MessageKind kind, string key, string words, Instant? at, Instant? deadline, bool aboutVersion = true)
    {
        var resident = people.Resident;
        var toRelative = !resident.CanReceiveSms && resident.SmsPhone is not null;
        outbox.Add($"{key}:{visit.Id}:v{visit.Version}:resident", kind, resident.SmsPhone ?? resident.Phone, resident.SmsRegionIn(people.Association),
            // Nobody needs to read their own address; a relative, who may live elsewhere, is told "at home".
            Say(toRelative ? $"{words}_RELATIVE" : ByVoice(resident, words) ? $"{words}_CALL" : words, visit, people,
                visit.Mode != MeetingMode.AtHome ? Where(visit, people.Request) : Labels.Say(French, toRelative ? "MODE_AT_HOME" : "AT_YOUR_HOME")),
            visit.AssociationId, resident.SmsPhone is null ? MessageChannel.Call : MessageChannel.Sms,
            at, deadline, visit: aboutVersion ? visit.Id : null, visitVersion: aboutVersion ? visit.Version : null, about: visit.Start);
    }

    /// <summary>What a person of the association says on the telephone: nobody answers a code to it.</summary>
    private static bool ByVoice(Resident resident, string words) =>
        resident.SmsPhone is null && words is ("VISIT_CONFIRMED_RESIDENT" or "VISIT_MOVED_RESIDENT" or "REMINDER_RESIDENT");

    /// <summary>One set of figures for every sentence: 0 association, 1 its number, 2 volunteer, 3 resident, 4 when, 5 minutes, 6 where, 7 code.</summary>
    private static string Say(string key, Visit visit, VisitPeople people, string where) => Sms.Say(French, key,
        people.Association.SmsName,
        Phones.Pretty(people.Association.Phone),
        Phrases.Short(people.Volunteer.FirstName, 20),
        Phrases.Short(people.Resident.FirstName, 20),
        Phrases.When(visit.Start, people.Association.Zone, French),
        visit.Minutes,
        where,
        visit.Code);

    private static string Where(Visit visit, HelpRequest request) => visit.Mode switch
    {
        MeetingMode.AtHome => Phrases.Short(request.Place.Label, 45),
        MeetingMode.PublicPlace => Phrases.Short(request.MeetingPoint ?? Labels.Say(French, "MEETING_POINT_TO_AGREE"), 45),
        MeetingMode.ByPhone => Labels.Say(French, "VISIT_BY_PHONE"),
    };
}
