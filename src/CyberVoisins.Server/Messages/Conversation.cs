using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Answers an SMS: what it says decides which use case runs, its sender decides for whom. The deed and its answer are
/// one transaction that holds the SMS, so that a crash, or another process, can neither part nor repeat them.
/// </summary>
internal sealed class Conversation(
    AppDb db, Transactions transactions, Outbox outbox, Correspondents correspondents, AcceptOffer accept, DeclineOffer decline, CancelVisit cancelVisit,
    ReportVisit report, StopWriting stopWriting, VisitWords visitWords, TimeProvider clock) : IInboundConversation
{
    /// <summary>A number that is not understood is asked once a day what it means, not at every SMS.</summary>
    private static readonly Duration OneQuestionPer = Duration.FromHours(24);

    public Task Answer(MessageId id, CancellationToken cancel) => transactions.Run(async () =>
    {
        // Conditional: of two processes one finds it unanswered.
        var now = clock.Now();
        if (await db.InboundMessages.Where(m => m.Id == id && m.HandledAt == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.HandledAt, now), cancel) == 0) return;
        var inbound = await db.InboundMessages.SingleAsync(m => m.Id == id, cancel);
        var sender = await SenderOf(inbound.From, cancel);
        var reply = Reply.Parse(inbound.Body);

        var (understood, text) = reply switch
        {
            Reply.Stop => ("Stop", await Stop(inbound, sender, cancel)),
            Reply.Start => (sender.IsUnknown ? "Unknown" : "Start", await Start(inbound, sender, cancel)),
            _ when sender.IsUnknown => ("Unknown", await OnceADay(inbound, Sms.Say(French, "UNKNOWN_NUMBER"), cancel)),
            Reply.Help => ("Help", sender.Say("HELP")),
            Reply.Yes yes => ("Yes", await Yes(inbound, yes.Code, sender, cancel)),
            Reply.No no => ("No", await No(no.Code, sender, cancel)),
            Reply.Cancel stop => ("Cancel", await Cancel(stop.Code, sender, cancel)),
            Reply.Done done => ("Done", await Done(done.Code, done.Minutes, sender, cancel)),
            Reply.Absent absent => ("Absent", await Absent(absent.Code, sender, cancel)),
            _ => ("Unclear", await OnceADay(inbound, sender.Say("UNCLEAR"), cancel)),
        };
        inbound.Understood = understood;
        inbound.AssociationId = sender.Association?.Id;
        if (text is not null)
            outbox.Add($"reply:{inbound.Id}", MessageKind.Reply, inbound.From, sender.Region, text, sender.Association?.Id, deadline: now + Duration.FromHours(12));
    }, cancel);

    private async Task<string?> Yes(InboundMessage inbound, string? code, Sender sender, CancellationToken cancel)
    {
        var (offer, question) = await OfferOf(code, sender, cancel);
        if (offer is null) return question;
        var acceptance = await accept.Run(offer.Id, bySms: true, cancel);
        var thanked = await ForgetThanks(offer, inbound, cancel);
        return acceptance.Outcome switch
        {
            AcceptOutcome.Accepted => null, // the confirmation is the answer
            AcceptOutcome.AlreadyYours => await Again(acceptance.Visit!, sender, cancel),
            AcceptOutcome.AlreadyTaken when thanked => null, // the thanks left after this yes came: it was the answer
            AcceptOutcome.AlreadyTaken => sender.Say("ANSWER_ALREADY_TAKEN"),
            AcceptOutcome.NoLongerOpen => sender.Say("ANSWER_NO_LONGER_OPEN"),
            AcceptOutcome.TooLate => sender.Say("ANSWER_TOO_LATE"),
            AcceptOutcome.NoMinutesLeft => sender.Say("ANSWER_NO_MINUTES_LEFT"),
            AcceptOutcome.BusyThen => sender.Say("ANSWER_BUSY_THEN"),
            AcceptOutcome.NotAskable => sender.Say("ANSWER_NOT_ASKABLE"),
        };
    }

    /// <summary>A yes said twice hears the same thing; said after the visit, it is asked how it went, or thanked.</summary>
    private async Task<string> Again(Visit visit, Sender sender, CancellationToken cancel)
    {
        var people = await visitWords.PeopleOf(visit, cancel);
        return visit.State == VisitState.Completed ? sender.Say("ANSWER_DONE", visit.SettledMinutes)
            : visit.Start <= clock.Now() ? VisitWords.Question(visit, people)
            : VisitWords.ConfirmedAgain(visit, people);
    }

    private async Task<string?> No(string? code, Sender sender, CancellationToken cancel)
    {
        var (offer, question) = await OfferOf(code, sender, cancel);
        if (offer is null) return question;
        if (offer.State == OfferState.Accepted && await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.OfferId == offer.Id && v.State == VisitState.Planned, cancel) is { } visit)
        {
            // Before the visit a "no" may be about anything: the word that cancels is asked for.
            if (visit.Start > clock.Now()) return sender.Say("SAY_CANCEL", visit.Code);
            await report.Run(new(visit.Id, VisitReportOutcome.VolunteerAbsent, null), cancel);
            return sender.Say("ANSWER_DID_NOT_HAPPEN");
        }
        if (offer.IsOpen) await decline.Run(offer.Id, cancel);
        return sender.Say("ANSWER_DECLINED");
    }

    private async Task<string?> Cancel(string? code, Sender sender, CancellationToken cancel)
    {
        var now = clock.Now();
        var visits = await VisitsOf(sender, code).Where(v => v.State == VisitState.Cancelled || (v.State == VisitState.Planned && v.Start > now)).ToListAsync(cancel);
        var planned = visits.Where(v => v.State == VisitState.Planned).ToList();
        sender.SpeaksOf((planned.FirstOrDefault() ?? visits.FirstOrDefault())?.AssociationId);
        if (planned is [var visit])
        {
            var by = sender.Volunteers.Any(v => v.Id == visit.VolunteerId) ? VisitParty.Volunteer : VisitParty.Resident;
            await cancelVisit.Run(visit.Id, by, null, cancel);
            return sender.Say("ANSWER_CANCELLED");
        }
        if (planned.Count > 1) return sender.Say("WHICH_CODE", string.Join(", ", planned.Select(v => v.Code)));
        if (code is not null && visits.Count > 0) return sender.Say("ANSWER_CANCELLED");
        // "Annuler 4821" to an offer means no.
        return code is not null && (await OfferOf(code, sender, cancel)).Offer is { IsOpen: true } ? await No(code, sender, cancel) : sender.Say("NOTHING_TO_CANCEL");
    }

    private async Task<string?> Done(string? code, int? minutes, Sender sender, CancellationToken cancel)
    {
        if (minutes is < 1 or > 240) return sender.Say("HOW_LONG");
        var (visit, answer) = await VisitToReport(code, sender, cancel);
        if (visit is null) return answer;
        if (visit.State == VisitState.Planned) visit = await report.Run(new(visit.Id, VisitReportOutcome.Happened, minutes), cancel);
        return sender.Say("ANSWER_DONE", visit.SettledMinutes ?? 0);
    }

    private async Task<string?> Absent(string? code, Sender sender, CancellationToken cancel)
    {
        var (visit, answer) = await VisitToReport(code, sender, cancel);
        if (visit is null) return answer;
        if (visit.State == VisitState.Planned) await report.Run(new(visit.Id, VisitReportOutcome.ResidentAbsent, null), cancel);
        return sender.Say("ANSWER_ABSENT");
    }

    private async Task<string?> Stop(InboundMessage inbound, Sender sender, CancellationToken cancel)
    {
        await transactions.Run(async () =>
        {
            // Said again, STOP is obeyed in silence.
            if (!await stopWriting.Run(inbound.From, inbound.Id, cancel)) return;
            outbox.Add($"stop:{inbound.Id}", MessageKind.Reply, inbound.From, sender.Region,
                sender.Association is null ? Sms.Say(French, "STOP_DONE_UNKNOWN") : sender.Say("STOP_DONE"), sender.Association?.Id);
        }, cancel);
        return null;
    }

    private async Task<string?> Start(InboundMessage inbound, Sender sender, CancellationToken cancel)
    {
        await transactions.Run(async () =>
        {
            await db.OptOuts.Where(o => o.Phone == inbound.From).ExecuteDeleteAsync(cancel);
            foreach (var volunteer in await db.Volunteers.Where(v => v.Phone == inbound.From && v.State == VolunteerState.Paused).ToListAsync(cancel))
                volunteer.Resume();
        }, cancel);
        return sender.IsUnknown ? await OnceADay(inbound, Sms.Say(French, "UNKNOWN_NUMBER"), cancel) : sender.Say("START_DONE");
    }

    /// <summary>The offer meant: by its code, or the only one that waits.</summary>
    private async Task<(Offer? Offer, string? Question)> OfferOf(string? code, Sender sender, CancellationToken cancel)
    {
        var ids = sender.Volunteers.Select(v => v.Id).ToList();
        var offers = db.Offers.AsNoTracking().Where(o => ids.Contains(o.VolunteerId));
        if (code is not null)
        {
            var meant = await offers.Where(o => o.Code == code).OrderByDescending(o => o.CreatedAt).FirstOrDefaultAsync(cancel);
            sender.SpeaksOf(meant?.AssociationId);
            return (meant, meant is null ? sender.Say("UNKNOWN_CODE") : null);
        }
        var waiting = await offers.Where(o => o.State == OfferState.Pending).OrderBy(o => o.CreatedAt).Take(5).ToListAsync(cancel);
        sender.SpeaksOf(waiting.FirstOrDefault()?.AssociationId);
        return waiting switch
        {
            [] => (null, sender.Say("NOTHING_OPEN")),
            [var only] => (only, null),
            _ => (null, sender.Say("WHICH_CODE", string.Join(", ", waiting.Select(o => o.Code)))),
        };
    }

    private IQueryable<Visit> VisitsOf(Sender sender, string? code)
    {
        var volunteers = sender.Volunteers.Select(v => v.Id).ToList();
        var residents = sender.Residents.Select(r => r.Id).ToList();
        return db.Visits.AsNoTracking().Where(v => (volunteers.Contains(v.VolunteerId) || residents.Contains(v.ResidentId)) && (code == null || v.Code == code));
    }

    private async Task<(Visit? Visit, string? Answer)> VisitToReport(string? code, Sender sender, CancellationToken cancel)
    {
        var now = clock.Now();
        var ids = sender.Volunteers.Select(v => v.Id).ToList();
        var begun = await VisitsOf(sender, code)
            .Where(v => ids.Contains(v.VolunteerId) && v.Start <= now && (v.State == VisitState.Planned || (code != null && v.State != VisitState.Cancelled)))
            .OrderByDescending(v => v.Start).Take(5).ToListAsync(cancel);
        sender.SpeaksOf(begun.FirstOrDefault()?.AssociationId);
        return begun switch
        {
            [] => (null, sender.Say("NOTHING_TO_REPORT")),
            [var visit, ..] when code is not null || begun.Count == 1 => (visit, null),
            _ => (null, sender.Say("WHICH_CODE", string.Join(", ", begun.Select(v => v.Code)))),
        };
    }

    /// <summary>The thanks that waits would say again what the answer says. True when another process sent it meanwhile.</summary>
    private async Task<bool> ForgetThanks(Offer offer, InboundMessage inbound, CancellationToken cancel)
    {
        var thanks = db.Messages.Where(m => m.DedupKey == $"taken:{offer.Id}");
        await thanks.Where(m => m.State == MessageState.Queued).ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.Cancelled), cancel);
        return await thanks.AnyAsync(m => m.InFlightSince >= inbound.ReceivedAt, cancel);
    }

    private async Task<string?> OnceADay(InboundMessage inbound, string text, CancellationToken cancel)
    {
        var since = clock.Now() - OneQuestionPer;
        var asked = await db.InboundMessages.AnyAsync(m => m.From == inbound.From && m.Id != inbound.Id && m.HandledAt != null
            && m.ReceivedAt >= since && (m.Understood == "Unclear" || m.Understood == "Unknown"), cancel);
        return asked ? null : text;
    }

    private async Task<Sender> SenderOf(PhoneNumber phone, CancellationToken cancel)
    {
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => v.Phone == phone).ToListAsync(cancel);
        var residents = await db.Residents.AsNoTracking().Where(r => r.Phone == phone || r.RelativePhone == phone).ToListAsync(cancel);
        var ids = volunteers.Select(v => v.AssociationId).Concat(residents.Select(r => r.AssociationId)).Distinct().ToList();
        var associations = await db.Associations.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancel);
        var sender = new Sender(volunteers, residents, [.. associations.OrderBy(a => ids.IndexOf(a.Id))]);
        sender.SpeaksOf(await correspondents.LastOf(phone, ids, cancel));
        return sender;
    }

    /// <summary>Everybody whom a telephone may speak for: a couple shares one, and one person may help two associations.</summary>
    private sealed class Sender(List<Volunteer> volunteers, List<Resident> residents, List<Association> associations)
    {
        public List<Volunteer> Volunteers => volunteers;
        public List<Resident> Residents => residents;
        public bool IsUnknown => associations.Count == 0;
        public Region Region => Association is null ? Region.Mainland
            : volunteers.FirstOrDefault()?.RegionIn(Association) ?? residents.FirstOrDefault()?.SmsRegionIn(Association) ?? Association.Region;

        /// <summary>Signs the answer, and is the only one to see it and the SMS; the one that wrote last until it is clear which is meant.</summary>
        public Association? Association { get; private set; } = associations.FirstOrDefault();

        public void SpeaksOf(AssociationId? id) => Association = associations.Find(a => a.Id == id) ?? Association;

        /// <summary>0 the association, 1 its number, 2 the figure.</summary>
        public string Say(string key, object? figure = null) =>
            Sms.Say(French, key, Association?.SmsName, Association is null ? "" : Phones.Pretty(Association.Phone), figure);
    }
}
