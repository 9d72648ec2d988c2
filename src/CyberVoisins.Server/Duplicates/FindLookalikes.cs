using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Duplicates;

/// <summary>
/// Records of one association that may be one person. Names and places are sealed, so they are compared here and not in SQL. What somebody wrote on
/// their own word alone is compared with nobody: it is theirs, and tells them nothing.
/// </summary>
internal sealed class FindLookalikes(AppDb db, CurrentUser user)
{
    public async Task<IReadOnlyList<LookalikeResidents>> Residents(CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        var residents = await db.Residents.AsNoTracking().Where(r => r.AssociationId == association && r.AddedByUserId == null).ToDictionaryAsync(r => r.Id.Value, cancel);
        var found = Lookalikes.Among([.. residents.Values.Where(r => r.FirstName.Length > 0)
            .Select(r => new LookalikeFacts(r.Id.Value, r.FirstName, r.OtherPhone is { } other ? [r.Phone, other] : [r.Phone], r.RelativePhone, r.Place, r.AgeBand))]);
        return [.. (await NotToldApart(found, association, cancel)).Select(l => LookalikeResidents.Of(l, residents[l.First], residents[l.Second]))];
    }

    public async Task<IReadOnlyList<LookalikeVolunteers>> Volunteers(CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == association).ToDictionaryAsync(v => v.Id.Value, cancel);
        var found = Lookalikes.Among([.. volunteers.Values.Where(v => v.FirstName.Length > 0).Select(v => new LookalikeFacts(v.Id.Value, v.FirstName, [v.Phone], null, v.Place, null))]);
        return [.. (await NotToldApart(found, association, cancel)).Select(l => new LookalikeVolunteers(volunteers[l.First], volunteers[l.Second], l.Likelihood, l.Reasons))];
    }

    private async Task<IEnumerable<Lookalike>> NotToldApart(IReadOnlyList<Lookalike> found, AssociationId association, CancellationToken cancel)
    {
        var apart = (await db.KeptApart.AsNoTracking().Where(a => a.AssociationId == association).Select(a => new { a.FirstId, a.SecondId }).ToListAsync(cancel)).Select(a => (a.FirstId, a.SecondId)).ToHashSet();
        return found.Where(l => !apart.Contains(KeepApart.Ordered(l.First, l.Second)));
    }
}

/// <summary>Two residents who may be one person.</summary>
/// <param name="Keep">The record that we would keep: the one that can be written to, else the older one. The coordinator decides.</param>
internal sealed record LookalikeResidents(Resident Keep, Resident Other, Likelihood Likelihood, IReadOnlyList<LookalikeReason> Reasons)
{
    public static LookalikeResidents Of(Lookalike found, Resident first, Resident second) =>
        second.CanReceiveSms && !first.CanReceiveSms ? new(second, first, found.Likelihood, found.Reasons) : new(first, second, found.Likelihood, found.Reasons);
}

/// <summary>Two volunteers who may be one person.</summary>
internal sealed record LookalikeVolunteers(Volunteer First, Volunteer Second, Likelihood Likelihood, IReadOnlyList<LookalikeReason> Reasons);
