using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Rulesets;

/// <summary>What decides now for an association: its last vote, or the defaults when it never voted.</summary>
internal sealed class CurrentRules(AppDb db)
{
    public async Task<Ruleset> Of(Association association, CancellationToken cancel) =>
        await db.Rulesets.AsNoTracking().Where(r => r.AssociationId == association.Id).OrderByDescending(r => r.Version).FirstOrDefaultAsync(cancel)
            ?? Ruleset.Default(association.Id, association.CreatedAt);

    /// <summary>A version that decided once; a record of a decision names it.</summary>
    public async Task<Ruleset?> Of(Association association, int version, CancellationToken cancel) =>
        version == Ruleset.First
            ? Ruleset.Default(association.Id, association.CreatedAt)
            : await db.Rulesets.AsNoTracking().SingleOrDefaultAsync(r => r.AssociationId == association.Id && r.Version == version, cancel);
}
