using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Visits;

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
