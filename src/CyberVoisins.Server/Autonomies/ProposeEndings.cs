using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Autonomies;

/// <summary>Notes that somebody may no longer need help of one kind, for a person to say it. Inside the transaction of what shows it.</summary>
internal sealed class ProposeEndings(AppDb db, TimeProvider clock)
{
    /// <summary>The six answers show it, for each kind of help that the person was given.</summary>
    public async Task AfterAssessment(AutonomyAssessment assessment, CancellationToken cancel)
    {
        var visits = await Completed(assessment.ResidentId, cancel);
        foreach (var category in visits.Select(v => v.Category).Distinct().Where(c => AutonomyScale.IsReached(c, assessment.Answers)).Order())
            await Propose(assessment.AssociationId, assessment.ResidentId, category, reached: true, visits, cancel);
    }

    /// <summary>A visit took place: perhaps often enough to ask.</summary>
    public async Task AfterVisit(Visit visit, HelpCategory category, CancellationToken cancel)
    {
        var visits = await Completed(visit.ResidentId, cancel);
        if (visits.All(v => v.Id != visit.Id)) visits.Add((visit.Id, category, visit.Start));
        var last = await db.Assessments.AsNoTracking().Where(a => a.ResidentId == visit.ResidentId).OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancel);
        await Propose(visit.AssociationId, visit.ResidentId, category, last is not null && AutonomyScale.IsReached(category, last.Answers), visits, cancel);
    }

    private async Task Propose(AssociationId association, ResidentId resident, HelpCategory category, bool reached, List<(VisitId Id, HelpCategory Category, NodaTime.Instant Start)> visits, CancellationToken cancel)
    {
        var last = await db.Endings.AsNoTracking().Where(e => e.ResidentId == resident && e.Category == category).OrderByDescending(e => e.Id).FirstOrDefaultAsync(cancel);
        var since = visits.Count(v => v.Category == category && (last?.AnsweredAt is not { } answered || v.Start > answered));
        if (EndingRule.ReasonFor(reached, since, last, clock.Now()) is not { } reason) return;
        db.Endings.Add(new AutonomyEnding { Id = clock.NewId<EndingId>(), AssociationId = association, ResidentId = resident, Category = category, Reason = reason, ProposedAt = clock.Now() });
    }

    private async Task<List<(VisitId Id, HelpCategory Category, NodaTime.Instant Start)>> Completed(ResidentId resident, CancellationToken cancel) =>
        (await (from visit in db.Visits
                where visit.ResidentId == resident && visit.State == VisitState.Completed
                join request in db.Requests on visit.RequestId equals request.Id
                select new { visit.Id, request.Category, visit.Start }).ToListAsync(cancel)).ConvertAll(v => (v.Id, v.Category, v.Start));
}
