using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Conversations;

/// <summary>A yes or a no to an offer. Inside the transaction that holds the SMS.</summary>
internal sealed class OfferAnswers(AppDb db, AcceptOffer accept, DeclineOffer decline, ReportVisit report, VisitWords visitWords, OwnVisit ownVisit, TimeProvider clock)
{
    public async Task<Said> Yes(InboundMessage inbound, string? code, Sender sender, CancellationToken cancel)
    {
        var (offer, question) = await OfferOf(code, inbound.ReceivedAt, sender, cancel);
        if (offer is null) return question ?? await ownVisit.Yes(sender, cancel);
        var acceptance = await accept.Run(offer.Id, bySms: true, cancel);
        var thanked = await ForgetThanks(offer, inbound, cancel);
        var said = acceptance.Outcome switch
        {
            AcceptOutcome.Accepted => new Said("SHORT_CONFIRMED", null), // the confirmation is the answer
            AcceptOutcome.AlreadyYours => await Again(acceptance.Visit!, sender, cancel),
            AcceptOutcome.AlreadyTaken when thanked => new("SHORT_ALREADY_TAKEN", null), // the thanks left after this yes came: it was the answer
            AcceptOutcome.AlreadyTaken => Said.Answer(sender, "ALREADY_TAKEN"),
            AcceptOutcome.NoLongerOpen => Said.Answer(sender, "NO_LONGER_OPEN"),
            AcceptOutcome.TooLate => Said.Answer(sender, "TOO_LATE"),
            AcceptOutcome.NoMinutesLeft => Said.Answer(sender, "NO_MINUTES_LEFT"),
            AcceptOutcome.BusyThen => Said.Answer(sender, "BUSY_THEN"),
            AcceptOutcome.NotAskable => Said.Answer(sender, "NOT_ASKABLE"),
        };
        return said with { Offer = offer.Id, Visit = acceptance.Visit?.Id };
    }

    /// <summary>A yes said twice hears the same thing; said after the visit, it is asked how it went, or thanked.</summary>
    private async Task<Said> Again(Visit visit, Sender sender, CancellationToken cancel)
    {
        var people = await visitWords.PeopleOf(visit, cancel);
        if (visit.State == VisitState.Completed) return Said.Answer(sender, "DONE", visit.SettledMinutes);
        var (text, oneWay) = VisitWords.Again(visit, people, hasBegun: visit.Start <= clock.Now());
        return new("SHORT_CONFIRMED", text, oneWay);
    }

    /// <param name="written">When they wrote: without a code it means what they had read by then.</param>
    public async Task<Said> No(string? code, Instant written, Sender sender, CancellationToken cancel)
    {
        var (offer, question) = await OfferOf(code, written, sender, cancel);
        if (offer is null) return question ?? await ownVisit.No(sender, cancel);
        if (offer.State == OfferState.Accepted && await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.OfferId == offer.Id && v.State == VisitState.Planned, cancel) is { } visit)
        {
            // Before the visit a "no" may be about anything: the word that cancels is asked for.
            if (visit.Start > clock.Now()) return Said.Question(sender, "SAY_CANCEL", visit.Code) with { Visit = visit.Id };
            await report.Run(new(visit.Id, VisitReportOutcome.VolunteerAbsent, null, null), cancel);
            return Said.Answer(sender, "DID_NOT_HAPPEN") with { Visit = visit.Id };
        }
        if (offer.IsOpen) await decline.Run(offer.Id, cancel);
        return Said.Answer(sender, "DECLINED") with { Offer = offer.Id };
    }

    /// <summary>True when a code means an offer of the sender's that still waits, or whose volunteer is late.</summary>
    public async Task<bool> IsOpen(string code, Sender sender, CancellationToken cancel) => (await OfferOf(code, clock.Now(), sender, cancel)).Offer is { IsOpen: true };

    /// <summary>An offer that lapsed since yesterday may be the one that a late answer means.</summary>
    private static readonly Duration StillRemembered = Duration.FromHours(24);

    /// <summary>The offer meant: by its code, or the only one that its reader can have seen when they wrote; neither an offer nor a question when none waits.</summary>
    private async Task<(Offer? Offer, Said? Question)> OfferOf(string? code, Instant written, Sender sender, CancellationToken cancel)
    {
        var ids = sender.Volunteers.Select(v => v.Id).ToList();
        var offers = db.Offers.AsNoTracking().Where(o => ids.Contains(o.VolunteerId));
        if (code is not null)
        {
            var meant = await offers.Where(o => o.Code == code).OrderByDescending(o => o.CreatedAt).FirstOrDefaultAsync(cancel);
            sender.SpeaksOf(meant?.AssociationId);
            return (meant, meant is null ? Said.Question(sender, "UNKNOWN_CODE") : null);
        }
        var lately = written - StillRemembered;
        var waiting = await offers.Where(o => (o.State == OfferState.Pending || (o.State == OfferState.Expired && o.ExpiresAt >= lately))
            && db.Messages.Any(m => m.OfferId == o.Id && m.Kind == MessageKind.Offer && m.InFlightSince <= written)).OrderBy(o => o.CreatedAt).Take(5).ToListAsync(cancel);
        sender.SpeaksOf(waiting.FirstOrDefault()?.AssociationId);
        return waiting switch
        {
            [] => (null, null),
            [var only] => (only, null),
            _ => (null, Said.Question(sender, "WHICH_CODE", string.Join(", ", waiting.Select(o => o.Code)))),
        };
    }

    /// <summary>The thanks that waits would say again what the answer says. True when another process sent it meanwhile.</summary>
    private async Task<bool> ForgetThanks(Offer offer, InboundMessage inbound, CancellationToken cancel)
    {
        var thanks = db.Messages.Where(m => m.DedupKey == $"taken:{offer.Id}");
        await thanks.Where(m => m.State == MessageState.Queued).ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.Cancelled), cancel);
        return await thanks.AnyAsync(m => m.InFlightSince >= inbound.ReceivedAt, cancel);
    }
}
