using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Decisions;

/// <summary>
/// Who reads a record: the association; the volunteer it is about; the resident it is about and whoever asked for them. A
/// volunteer who was considered and not asked sees what the same computation says of them, and of nobody else.
/// </summary>
internal sealed class DecisionAccess(AppDb db, CurrentUser user, Access access, ReadDecisions read)
{
    public IQueryable<Decision> Mine => db.Decisions.Where(d =>
        d.AssociationId == user.CoordinatorOf
        || (d.VolunteerId != null && user.UserId != null && db.Volunteers.Any(v => v.Id == d.VolunteerId && v.UserId == user.UserId))
        || (d.VolunteerId == null && user.UserId != null && access.Requests.Any(r => r.Id == d.RequestId)));

    public Task<bool> May(Decision decision, CancellationToken cancel) => Mine.AnyAsync(d => d.Id == decision.Id, cancel);

    /// <summary>A volunteer whom this decision considered and did not ask: the caller, or the one that their coordinator names; null when it is not so.</summary>
    public async Task<(Volunteer Volunteer, InputSnapshot Snapshot)?> AmongConsidered(Decision decision, VolunteerId? named, CancellationToken cancel)
    {
        if (user.UserId is not { } id || decision.VolunteerId is not null) return null;
        if (named is not null && user.CoordinatorOf != decision.AssociationId) return null;
        var volunteer = await db.Volunteers.AsNoTracking()
            .SingleOrDefaultAsync(v => v.AssociationId == decision.AssociationId && (named == null ? v.UserId == id : v.Id == named), cancel);
        if (volunteer is null || await read.Snapshot(decision, cancel) is not { } snapshot) return null;
        return IsNotChosen(snapshot, volunteer) ? (volunteer, snapshot) : null;
    }

    /// <summary>
    /// Considered, and neither asked by this decision nor by one before it. Whoever is kept apart from the resident counts as not
    /// considered: no answer may tell that somebody wishes not to meet them.
    /// </summary>
    public static bool IsNotChosen(InputSnapshot snapshot, Volunteer volunteer) =>
        snapshot.Rank().SingleOrDefault(a => a.VolunteerId == volunteer.Id) is { } mine
        && !(mine.Rank <= snapshot.Places) && mine.Reasons.All(r => r.Rule is not (Rule.NotAskedYet or Rule.NotBlocked));
}
