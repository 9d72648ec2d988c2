using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Conversations;

/// <summary>A visit called off, or how it went. Inside the transaction that holds the SMS.</summary>
internal sealed class VisitAnswers(AppDb db, OfferAnswers offers, CancelVisit cancelVisit, ReportVisit report, TimeProvider clock)
{
    public async Task<Said> Cancel(string? code, Sender sender, CancellationToken cancel)
    {
        var now = clock.Now();
        var visits = await VisitsOf(sender, code).Where(v => v.State == VisitState.Cancelled || (v.State == VisitState.Planned && v.Start > now)).ToListAsync(cancel);
        var planned = visits.Where(v => v.State == VisitState.Planned).ToList();
        sender.SpeaksOf((planned.FirstOrDefault() ?? visits.FirstOrDefault())?.AssociationId);
        if (planned is [var visit])
        {
            var by = sender.Volunteers.Any(v => v.Id == visit.VolunteerId) ? VisitParty.Volunteer : VisitParty.Resident;
            await cancelVisit.Run(visit.Id, by, null, cancel);
            // A resident who calls the visit off takes the request back: they are told so, and how to ask again.
            return by == VisitParty.Volunteer
                ? Said.Answer(sender, "CANCELLED") with { Visit = visit.Id }
                : new("SHORT_CANCELLED", sender.Say("ANSWER_CANCELLED_RESIDENT")) { Visit = visit.Id };
        }
        if (planned.Count > 1) return WhichOf(planned, sender);
        if (code is not null && visits is [var cancelled, ..]) return Said.Answer(sender, "CANCELLED") with { Visit = cancelled.Id };
        // "Annuler 4821" to an offer means no.
        return code is not null && await offers.IsOpen(code, sender, cancel) ? await offers.No(code, clock.Now(), sender, cancel) : Said.Plain(sender, "NOTHING_TO_CANCEL");
    }

    public async Task<Said> Done(string? code, int? minutes, Sender sender, CancellationToken cancel)
    {
        var (visit, answer) = await VisitToReport(code, sender, cancel);
        if (visit is null) return answer!;
        if (minutes is < 1 or > 240) return Said.Question(sender, "HOW_LONG", visit.Code) with { Visit = visit.Id };
        if (visit.State == VisitState.Planned) visit = await report.Run(new(visit.Id, VisitReportOutcome.Happened, minutes, null), cancel);
        return Said.Answer(sender, "DONE", visit.SettledMinutes ?? 0) with { Visit = visit.Id };
    }

    public async Task<Said> Absent(string? code, Sender sender, CancellationToken cancel)
    {
        var (visit, answer) = await VisitToReport(code, sender, cancel);
        if (visit is null) return answer!;
        if (visit.State == VisitState.Planned) await report.Run(new(visit.Id, VisitReportOutcome.ResidentAbsent, null, null), cancel);
        return Said.Answer(sender, "ABSENT") with { Visit = visit.Id };
    }

    private IQueryable<Visit> VisitsOf(Sender sender, string? code)
    {
        var volunteers = sender.Volunteers.Select(v => v.Id).ToList();
        var residents = sender.Residents.Select(r => r.Id).ToList();
        return db.Visits.AsNoTracking().Where(v => (volunteers.Contains(v.VolunteerId) || residents.Contains(v.ResidentId)) && (code == null || v.Code == code));
    }

    private async Task<(Visit? Visit, Said? Answer)> VisitToReport(string? code, Sender sender, CancellationToken cancel)
    {
        var now = clock.Now();
        var ids = sender.Volunteers.Select(v => v.Id).ToList();
        var begun = await VisitsOf(sender, code)
            .Where(v => ids.Contains(v.VolunteerId) && v.Start <= now && (v.State == VisitState.Planned || (code != null && v.State != VisitState.Cancelled)))
            .OrderByDescending(v => v.Start).Take(5).ToListAsync(cancel);
        sender.SpeaksOf(begun.FirstOrDefault()?.AssociationId);
        return begun switch
        {
            [] => (null, Said.Plain(sender, "NOTHING_TO_REPORT")),
            [var visit, ..] when code is not null || begun.Count == 1 => (visit, null),
            _ => (null, WhichOf(begun, sender)),
        };
    }

    private static Said WhichOf(IEnumerable<Visit> visits, Sender sender) => Said.Question(sender, "WHICH_CODE", string.Join(", ", visits.Take(5).Select(v => v.Code)));
}
