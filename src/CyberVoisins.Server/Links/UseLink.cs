using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Conversations;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Links;

/// <summary>The buttons of the pages.</summary>
internal enum LinkAnswer
{
    Yes,
    No,
    Cancel,
    Happened,
    ResidentAbsent,
    VolunteerAbsent,
}

/// <summary>One tap on a link does what the SMS would do, once: whoever is second, on whichever telephone, sees what was decided.</summary>
internal sealed class UseLink(
    AppDb db, Transactions transactions, AcceptOffer accept, DeclineOffer decline, CancelVisit cancelVisit, ReportVisit report, Acknowledgements acknowledgements, Journal journal, TimeProvider clock)
{
    public static IReadOnlyList<LinkAnswer> AnswersOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.AnswerOffer => [LinkAnswer.Yes, LinkAnswer.No],
        LinkPurpose.CancelVisit => [LinkAnswer.Cancel],
        LinkPurpose.ReportVisit => [LinkAnswer.Happened, LinkAnswer.ResidentAbsent, LinkAnswer.VolunteerAbsent],
    };

    /// <returns>What a yes came to; null for every other answer, and when the link was used before.</returns>
    public Task<AcceptOutcome?> Run(OpenLink open, LinkAnswer answer, CancellationToken cancel) => transactions.Run(async () =>
    {
        var now = clock.Now();
        journal.Doing($"link {answer}", JournalActor.Telephone);
        var key = open.Link.Key;
        // Conditional: of two taps one is the first.
        if (await db.AnswerLinks.Where(l => l.Key == key && l.UsedAt == null && l.ExpiresAt > now).ExecuteUpdateAsync(s => s.SetProperty(l => l.UsedAt, now), cancel) == 0) return (AcceptOutcome?)null;
        await acknowledgements.Of(open.Link.Phone, open.Link.OfferId, open.Link.VisitId, now, cancel);
        return await Do(open, answer, cancel);
    }, cancel);

    private async Task<AcceptOutcome?> Do(OpenLink open, LinkAnswer answer, CancellationToken cancel)
    {
        switch (answer)
        {
            case LinkAnswer.Yes:
                return (await accept.Run(open.Offer!.Id, bySms: true, cancel)).Outcome;
            case LinkAnswer.No:
                if (open.Offer!.IsOpen) await decline.Run(open.Offer.Id, cancel);
                break;
            case LinkAnswer.Cancel:
                if (open.Visit!.State == VisitState.Planned && open.Visit.Start > clock.Now())
                    await cancelVisit.Run(open.Visit.Id, open.ByVolunteer ? VisitParty.Volunteer : VisitParty.Resident, null, cancel);
                break;
            case LinkAnswer.Happened:
                await Report(open.Visit!, VisitReportOutcome.Happened, cancel);
                break;
            case LinkAnswer.ResidentAbsent:
                await Report(open.Visit!, VisitReportOutcome.ResidentAbsent, cancel);
                break;
            case LinkAnswer.VolunteerAbsent:
                await Report(open.Visit!, VisitReportOutcome.VolunteerAbsent, cancel);
                break;
        }
        return null;
    }

    private async Task Report(Visit visit, VisitReportOutcome outcome, CancellationToken cancel)
    {
        if (visit.State == VisitState.Planned && visit.Start <= clock.Now()) await report.Run(new(visit.Id, outcome, null, null), cancel);
    }
}
