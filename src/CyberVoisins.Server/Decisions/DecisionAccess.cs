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

    /// <summary>The caller, as a volunteer whom this decision considered and did not ask; null when it did not.</summary>
    public async Task<(Volunteer Me, InputSnapshot Snapshot)?> MeAmongConsidered(Decision decision, CancellationToken cancel)
    {
        if (user.UserId is not { } id || decision.VolunteerId is not null) return null;
        var me = await db.Volunteers.AsNoTracking().SingleOrDefaultAsync(v => v.UserId == id && v.AssociationId == decision.AssociationId, cancel);
        if (me is null || await read.Snapshot(decision.SnapshotKey, cancel) is not { } snapshot) return null;
        return IsNotChosen(snapshot, me) ? (me, snapshot) : null;
    }

    public static bool IsNotChosen(InputSnapshot snapshot, Volunteer volunteer) =>
        snapshot.Rank().SingleOrDefault(a => a.VolunteerId == volunteer.Id) is { } mine && !(mine.Rank <= snapshot.Places);
}
