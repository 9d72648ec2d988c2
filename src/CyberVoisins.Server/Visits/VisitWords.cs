using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Links;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Voice;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Visits;

/// <summary>Everybody whom a visit concerns.</summary>
internal sealed record VisitPeople(HelpRequest Request, Resident Resident, Volunteer Volunteer, Association Association);

/// <summary>What the two ends of a visit are told, and when. Neither is ever given the other's number.</summary>
internal sealed class VisitWords(AppDb db, Outbox outbox, ReplyWays ways, AnswerLinks links, VoiceOptions voice, TimeProvider clock)
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

    /// <summary>For a yes said twice: the confirmation again, or, when it has begun, what the volunteer is asked afterwards; and the same for a sender that receives no answer.</summary>
    public static (string Text, string OneWay) Again(Visit visit, VisitPeople people, bool hasBegun)
    {
        var key = hasBegun ? "VISIT_REPORT" : "VISIT_CONFIRMED_VOLUNTEER";
        var figures = Figures(visit, people, Where(visit, people.Request));
        return (VisitText.Render(French, key, figures), VisitText.OneWay(French, key, figures));
    }

    /// <summary>The confirmation again, to whoever reads the resident's messages.</summary>
    public static (string Text, string OneWay) AgainToResident(Visit visit, VisitPeople people)
    {
        var key = people.Resident.IsReadByRelative ? "VISIT_CONFIRMED_RESIDENT_RELATIVE" : "VISIT_CONFIRMED_RESIDENT";
        var figures = ResidentsFigures(visit, people);
        return (VisitText.Render(French, key, figures), VisitText.OneWay(French, key, figures));
    }

    /// <summary>To the end that did not cancel; to both when the association did.</summary>
    /// <param name="told">A telephone that has just been told otherwise.</param>
    public void Cancelled(Visit visit, VisitPeople people, VisitParty by, bool askAgain, bool residentKnows, PhoneNumber? told = null)
    {
        if (by != VisitParty.Volunteer && people.Volunteer.Phone != told)
            ToVolunteer(visit, people, MessageKind.VisitCancelled, "cancelled", "VISIT_CANCELLED_VOLUNTEER", null, null, aboutVersion: false);
        if (by != VisitParty.Resident && residentKnows && (people.Resident.SmsPhone ?? people.Resident.Phone) != told)
            ToResident(visit, people, MessageKind.VisitCancelled, "cancelled", askAgain ? "VISIT_CANCELLED_ASKING_AGAIN" : "VISIT_CANCELLED_RESIDENT", null, null, aboutVersion: false);
    }

    /// <summary>The news now, the reminders and the question afterwards in their time; all bound to this version of the visit.</summary>
    private void Announce(Visit visit, VisitPeople people, MessageKind kind, string words, MessageKind toVolunteer)
    {
        TellVolunteer(visit, people, toVolunteer, words, "");
        TellResident(visit, people, kind, words, "");
        // Neither has the other's number: somebody of the association connects them.
        if (visit.Mode == MeetingMode.ByPhone)
            outbox.Add($"connect:{visit.Id}:v{visit.Version}", MessageKind.Reminder, people.Resident.Phone, people.Resident.SmsRegionIn(people.Association), VisitText.Render(French, "CONNECT_CALL", Figures(visit, people, "")), visit.AssociationId, MessageChannel.Call,
                visit.Start - BeforeConnecting, visit.End, visit: visit.Id, visitVersion: visit.Version, about: visit.Start);
    }

    /// <summary>One end reads at another number now: what they know of a planned visit is written there, anew.</summary>
    /// <param name="mark">Makes the intentions others than those of the first time: an id that was never used.</param>
    public void ToAnotherNumber(Visit visit, VisitPeople people, VisitParty end, string mark)
    {
        if (end == VisitParty.Volunteer) TellVolunteer(visit, people, MessageKind.VisitConfirmed, "VISIT_CONFIRMED", $":{mark}");
        else TellResident(visit, people, MessageKind.VisitConfirmed, "VISIT_CONFIRMED", $":{mark}");
    }

    /// <summary>Of a visit that has begun only the question afterwards is left.</summary>
    private void TellVolunteer(Visit visit, VisitPeople people, MessageKind kind, string words, string mark)
    {
        var region = people.Volunteer.RegionIn(people.Association);
        if (visit.Start > clock.Now())
        {
            ToVolunteer(visit, people, kind, words, $"{words}_VOLUNTEER", null, visit.Start, mark: mark);
            foreach (var reminder in ReminderPlan.For(visit.Start, clock.Now(), region))
                ToVolunteer(visit, people, MessageKind.Reminder, reminder.Kind.ToString(), "REMINDER_VOLUNTEER", reminder.At, reminder.Deadline, mark: mark);
        }
        var afterwards = CivilHours.Daytime(region, everyDay: true).AtOrAfter(visit.End + Duration.FromMinutes(30));
        ToVolunteer(visit, people, MessageKind.VisitReport, "report", "VISIT_REPORT", afterwards, afterwards + Duration.FromDays(3), mark: mark);
    }

    private void TellResident(Visit visit, VisitPeople people, MessageKind kind, string words, string mark)
    {
        if (visit.Start <= clock.Now()) return;
        ToResident(visit, people, kind, words, $"{words}_RESIDENT", null, visit.Start, mark: mark);
        foreach (var reminder in ReminderPlan.For(visit.Start, clock.Now(), people.Resident.SmsRegionIn(people.Association)))
            // The association calls once, early: nobody calls a landline two hours before.
            if (people.Resident.SmsPhone is not null || reminder.Kind != ReminderKind.TwoHours)
                ToResident(visit, people, MessageKind.Reminder, reminder.Kind.ToString(), "REMINDER_RESIDENT", reminder.At, reminder.Deadline, mark: mark);
    }

    private void ToVolunteer(Visit visit, VisitPeople people, MessageKind kind, string key, string words, Instant? at, Instant? deadline, bool aboutVersion = true, string mark = "")
    {
        var figures = Figures(visit, people, Where(visit, people.Request));
        var phone = people.Volunteer.Phone;
        outbox.Add($"{key}:{visit.Id}:v{visit.Version}:volunteer{mark}", kind, phone, people.Volunteer.RegionIn(people.Association), VisitText.Render(French, words, figures),
            visit.AssociationId, notBefore: at, deadline: deadline, visit: aboutVersion ? visit.Id : null, visitVersion: aboutVersion ? visit.Version : null, about: visit.Start,
            oneWay: OneWay(words, figures, phone, words == "VISIT_REPORT" ? links.ToReportOn : links.ToCancel, visit, at));
    }

    private void ToResident(Visit visit, VisitPeople people, MessageKind kind, string key, string words, Instant? at, Instant? deadline, bool aboutVersion = true, string mark = "")
    {
        var resident = people.Resident;
        var toRelative = resident.IsReadByRelative;
        var said = toRelative ? $"{words}_RELATIVE" : ByVoice(resident, words) ? $"{words}_CALL" : words;
        var figures = ResidentsFigures(visit, people);
        outbox.Add($"{key}:{visit.Id}:v{visit.Version}:resident{mark}", kind, resident.SmsPhone ?? resident.Phone, resident.SmsRegionIn(people.Association), VisitText.Render(French, said, figures),
            visit.AssociationId, resident.SmsPhone is not null ? MessageChannel.Sms : kind == MessageKind.Reminder && voice.Outbound ? MessageChannel.Voice : MessageChannel.Call,
            at, deadline, visit: aboutVersion ? visit.Id : null, visitVersion: aboutVersion ? visit.Version : null, about: visit.Start,
            oneWay: resident.SmsPhone is { } phone ? OneWay(said, figures, phone, links.ToCancel, visit, at) : null);
    }

    /// <summary>The text for a sender that cannot be answered; null when none is, or when the text asks for no answer.</summary>
    private string? OneWay(string words, VisitFigures figures, PhoneNumber phone, Func<Visit, PhoneNumber, Instant, string?> link, Visit visit, Instant? at) =>
        !ways.MayBeOneWay(phone) || words.StartsWith("VISIT_CANCELLED", StringComparison.Ordinal) ? null
            : VisitText.OneWay(French, words, figures with { Link = link(visit, phone, at ?? clock.Now()) });

    /// <summary>What a person of the association says on the telephone: nobody answers a code to it.</summary>
    private static bool ByVoice(Resident resident, string words) =>
        resident.SmsPhone is null && words is ("VISIT_CONFIRMED_RESIDENT" or "VISIT_MOVED_RESIDENT" or "REMINDER_RESIDENT");

    /// <summary>Nobody needs to read their own address; a relative, who may live elsewhere, is told "at home".</summary>
    private static VisitFigures ResidentsFigures(Visit visit, VisitPeople people) =>
        Figures(visit, people, visit.Mode != MeetingMode.AtHome ? Where(visit, people.Request) : Labels.Say(French, people.Resident.IsReadByRelative ? "MODE_AT_HOME" : "AT_YOUR_HOME"));

    private static VisitFigures Figures(Visit visit, VisitPeople people, string place) => new(
        people.Association.SmsName,
        Phones.Pretty(people.Association.Phone),
        Phrases.FirstName(people.Volunteer.FirstName),
        Phrases.FirstName(people.Resident.FirstName),
        Phrases.When(visit.Start, people.Association.Zone, French),
        visit.Minutes,
        place,
        visit.Code,
        visit.CodeWord) { AtHome = visit.Mode == MeetingMode.AtHome };

    private static string Where(Visit visit, HelpRequest request) => visit.Mode switch
    {
        MeetingMode.AtHome => Phrases.Short(request.Place.Label, 60),
        MeetingMode.PublicPlace => Phrases.Short(request.MeetingPoint ?? Labels.Say(French, "MEETING_POINT_TO_AGREE"), 60),
        MeetingMode.ByPhone => Labels.Say(French, "VISIT_BY_PHONE"),
    };
}
