using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Autonomies;

/// <summary>How people get on, without anybody in it: null where it is about 1 to 4 people, or where the rest is.</summary>
/// <param name="Assessed">People who answered the six questions in the period.</param>
/// <param name="AssessedAgain">Of them, who had answered before.</param>
/// <param name="Progressed">Of those, who have more points than the first time.</param>
/// <param name="LevelUp">Of those, who are at a higher level than the first time.</param>
/// <param name="Ended">People who agreed, in the period, that they no longer need help of some kind.</param>
/// <param name="CameBack">Of them, who asked for the same kind of help again since.</param>
internal sealed record AutonomyFigures(LocalDate From, LocalDate To, int? Assessed, int? AssessedAgain, int? Progressed, int? LevelUp, int? Ended, int? CameBack);

internal sealed class ReadAutonomy(AppDb db, CurrentUser user, TimeProvider clock)
{
    /// <param name="from">The first day, in the association's time zone; by default the first of January.</param>
    /// <param name="to">The last day, included; by default today.</param>
    public async Task<AutonomyFigures> Figures(LocalDate? from, LocalDate? to, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
        var today = clock.Now().InZone(association.Zone).Date;
        var (first, last) = (from ?? new LocalDate(today.Year, 1, 1), to ?? today);
        if (last < first) throw new Refusal(ErrorCode.InvalidDate, "to");
        var (start, end) = (association.Zone.AtStartOfDay(first).ToInstant(), association.Zone.AtStartOfDay(last.PlusDays(1)).ToInstant());

        var unused = db.Residents.Where(r => r.RestrictedAt != null).Select(r => r.Id);
        var people = (await db.Assessments.AsNoTracking().Where(a => a.AssociationId == id && a.At < end && !unused.Contains(a.ResidentId)).Select(a => new { a.ResidentId, a.At, a.Points, a.Level }).ToListAsync(cancel))
            .GroupBy(a => a.ResidentId).Select(g => g.OrderBy(a => a.At).ToList()).Where(g => g[^1].At >= start).ToList();
        var again = people.Where(g => g.Count > 1).ToList();
        var ended = await db.Endings.AsNoTracking().Where(e => e.AssociationId == id && e.State == EndingState.Agreed && e.AnsweredAt >= start && e.AnsweredAt < end && !unused.Contains(e.ResidentId))
            .Select(e => new { e.ResidentId, Back = db.Requests.Any(r => r.ResidentId == e.ResidentId && r.Category == e.Category && r.CreatedAt > e.AnsweredAt) }).ToListAsync(cancel);
        var (enders, back) = (ended.Select(e => e.ResidentId).Distinct().Count(), ended.Where(e => e.Back).Select(e => e.ResidentId).Distinct().Count());
        return new(first, last, AutonomyCounts.Shown(people.Count), AutonomyCounts.Part(again.Count, people.Count),
            AutonomyCounts.Part(again.Count(g => g[^1].Points > g[0].Points), again.Count), AutonomyCounts.Part(again.Count(g => g[^1].Level > g[0].Level), again.Count),
            AutonomyCounts.Shown(enders), AutonomyCounts.Part(back, enders));
    }
}

/// <summary>What one person's way looks like.</summary>
/// <param name="History">The oldest first.</param>
/// <param name="VisitsSince">Visits that took place since the last one, or ever.</param>
internal sealed record AutonomyOf(IReadOnlyList<AutonomyAssessment> History, IReadOnlyList<AutonomyEnding> Endings, int VisitsSince)
{
    /// <summary>Nobody asked yet, or three visits took place since: it is time for the six questions.</summary>
    public bool IsDue => History.Count == 0 || VisitsSince >= EndingRule.VisitsBefore;
}

/// <summary>How often a neighbour came in the last 90 days, and how often the association lets the same two meet.</summary>
/// <param name="Limit">Null when there is none.</param>
internal sealed record NeighbourMet(VolunteerId Volunteer, string FirstName, int Visits, int? Limit)
{
    /// <summary>The matching proposes the two again only when older visits leave the 90 days.</summary>
    public bool LimitReached => Limit is { } limit && Visits >= limit;
}
