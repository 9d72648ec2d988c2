using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Decisions;

/// <summary>A time when a volunteer was considered and not asked, and what would have made the difference.</summary>
internal sealed record NotChosen(DecisionId DecisionId, Instant At, HelpCategory Category, PlainAnswer Because, IReadOnlyList<Counterfactual> Otherwise);

/// <summary>For a volunteer: the last decisions that considered them and asked somebody else.</summary>
internal sealed class WhyNotMe(AppDb db, CurrentUser user, ReadDecisions read, TimeProvider clock)
{
    private const int LastDays = 30;

    // Each is computed again from what it read: a page of them, not a year.
    private const int MostRead = 60;
    private const int MostShown = 10;

    public async Task<IReadOnlyList<NotChosen>> Run(CancellationToken cancel)
    {
        var userId = user.RequireSignedIn();
        var since = clock.Now() - Duration.FromDays(LastDays);
        List<NotChosen> shown = [];
        foreach (var me in await db.Volunteers.AsNoTracking().Where(v => v.UserId == userId).ToListAsync(cancel))
        {
            var decisions = await db.Decisions.AsNoTracking()
                .Where(d => d.AssociationId == me.AssociationId && d.VolunteerId == null && d.Type == DecisionType.Offer && d.At >= since && d.At >= me.CreatedAt
                    // Whoever was found in the end, and comes or came, was chosen.
                    && !db.Visits.Any(v => v.RequestId == d.RequestId && v.VolunteerId == me.Id))
                .OrderByDescending(d => d.Sequence).Take(MostRead).ToListAsync(cancel);
            foreach (var decision in decisions)
            {
                if (shown.Count == MostShown) return shown;
                if (await read.Snapshot(decision, cancel) is not { } snapshot || !DecisionAccess.IsNotChosen(snapshot, me)) continue;
                // Whoever does not offer this help did not expect to be asked for it: it would push what they wonder about out of the list.
                if (Rules.KnowsCategory(snapshot.Need, snapshot.Candidates.Single(c => c.Id == me.Id)) is not null) continue;
                shown.Add(new(decision.Id, decision.At, snapshot.Need.Category, PlainReasons.WhyNotMe(snapshot, me.Id), VolunteerChanges.Of(snapshot with { Subject = me.Id }, me.Id)));
            }
        }
        return shown;
    }
}
