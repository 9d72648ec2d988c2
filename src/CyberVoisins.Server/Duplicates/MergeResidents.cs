using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Pairs;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Duplicates;

/// <summary>Two records of one person become one; undoMerge takes it back.</summary>
/// <param name="KeepId">Whose name, number and place are right.</param>
/// <param name="OtherId">The record that is hidden; its requests, visits, contacts, consents and words go to the first, and its number is recognised there.</param>
public sealed record MergeResidentsInput(ResidentId KeepId, ResidentId OtherId);

/// <summary>
/// Always by a coordinator, of two records of the association. Refused when each of the two numbers has an account: then they are two people until one
/// of them says otherwise. Whoever was kept apart from one is kept apart from both.
/// </summary>
internal sealed class MergeResidents(AppDb db, Transactions transactions, CurrentUser user, MovedRows rows, AnotherNumber anotherNumber, SeparatePair separate, AskNeighbours askNeighbours, TimeProvider clock)
{
    public async Task<ResidentMerge> Run(MergeResidentsInput input, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        var (done, touched) = await transactions.Run(async () =>
        {
            // Held: neither is asked for, erased or merged at the same moment.
            foreach (var id in new[] { input.KeepId, input.OtherId }.OrderBy(id => id.Value)) await db.Lock(id, cancel);
            var keep = await Of(input.KeepId, association, "keepId", cancel);
            var other = await Of(input.OtherId, association, "otherId", cancel);
            if (keep.Id == other.Id) throw new Refusal(ErrorCode.NotFound, "otherId");
            if (keep.RestrictedAt is not null || other.RestrictedAt is not null) throw new Refusal(ErrorCode.Restricted);
            if (await AccountsOf(keep, cancel) is { Count: > 0 } one && await AccountsOf(other, cancel) is { Count: > 0 } two && !one.SetEquals(two)) throw new Refusal(ErrorCode.TwoAccounts);
            foreach (var request in await db.Requests.Where(r => r.ResidentId == other.Id || r.ResidentId == keep.Id).Select(r => r.Id).OrderBy(id => id).ToListAsync(cancel)) await db.Lock(request, cancel);

            var now = clock.Now();
            var blocks = await db.PairBlocks.AsNoTracking().Where(b => b.ResidentId == keep.Id || b.ResidentId == other.Id).ToListAsync(cancel);
            var takesPhone = keep.OtherPhone is null && other.Phone != keep.Phone;
            var merge = new ResidentMerge
            {
                Id = clock.NewId<MergeId>(), AssociationId = association, KeptId = keep.Id, MergedId = other.Id, ByUserId = user.RequireSignedIn(), At = now,
                Moved = await rows.Move(other.Id, keep.Id, cancel),
                TookPhone = takesPhone,
                TookAccount = keep.UserId is null && other.UserId is not null,
            };
            db.Merges.Add(merge);
            other.MergedIntoId = keep.Id;
            if (takesPhone) keep.OtherPhone = other.Phone;
            keep.UserId ??= other.UserId;
            // Written before it is looked at: what was the other's is the kept one's now, and told at the number that was kept.
            await db.SaveChangesAsync(cancel);
            if (other.Phone != keep.Phone) await anotherNumber.Retell(keep, other.Phone, other.SmsPhone ?? other.Phone, alone: false, cancel);
            var again = new List<RequestId>();
            foreach (var volunteer in blocks.Select(b => b.VolunteerId).Distinct().OrderBy(v => v.Value))
                again.AddRange(await separate.Run(new() { VolunteerId = volunteer, ResidentId = keep.Id, AssociationId = association, By = VisitParty.Association, At = now },
                    (visit, ending) => ending.Cancel(visit, VisitParty.Association, askAgain: true, cancel), cancel));
            return (merge, again);
        }, cancel);
        foreach (var request in touched.Distinct()) await askNeighbours.Run(request, cancel);
        return done;
    }

    /// <summary>Also one that was never here, and that a sign-in by that number would make this resident's.</summary>
    private async Task<HashSet<Guid>> AccountsOf(Resident resident, CancellationToken cancel)
    {
        var e164 = resident.Phone.E164;
        var found = (await db.Users.Where(u => u.PhoneNumber == e164 && u.PhoneNumberConfirmed).Select(u => u.Id).ToListAsync(cancel)).ToHashSet();
        if (resident.UserId is { } account) found.Add(account);
        return found;
    }

    private async Task<Resident> Of(ResidentId id, AssociationId association, string field, CancellationToken cancel) =>
        await db.Residents.SingleOrDefaultAsync(r => r.Id == id && r.AssociationId == association && r.AddedByUserId == null && r.ErasedAt == null, cancel) ?? throw new Refusal(ErrorCode.NotFound, field);
}

/// <summary>Two records were two people after all: what was moved goes back. What was written since stays with the record that was kept.</summary>
internal sealed class UndoMerge(AppDb db, Transactions transactions, CurrentUser user, MovedRows rows, AnotherNumber anotherNumber, TimeProvider clock)
{
    public Task<ResidentMerge> Run(MergeId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var merge = await db.Merges.SingleOrDefaultAsync(m => m.Id == id && m.AssociationId == association && m.UndoneAt == null, cancel) ?? throw new Refusal(ErrorCode.NotFound, "mergeId");
            var both = await db.Residents.IgnoreQueryFilters().Where(r => r.Id == merge.KeptId || r.Id == merge.MergedId).ToDictionaryAsync(r => r.Id, cancel);
            var (keep, other) = (both[merge.KeptId], both[merge.MergedId]);
            // The kept record was merged further: its rows are elsewhere, and come back with that merge first.
            if (keep.MergedIntoId is not null) throw new Refusal(ErrorCode.UndoLaterMergeFirst);
            foreach (var request in await db.Requests.Where(r => r.ResidentId == keep.Id).Select(r => r.Id).OrderBy(r => r).ToListAsync(cancel)) await db.Lock(request, cancel);
            await rows.MoveBack(merge, cancel);
            // Whoever was kept apart stays so, from both: a worry may have come since, and a person lets them meet again (unblockPair).
            other.MergedIntoId = null;
            other.RestrictedAt ??= keep.RestrictedAt; // asked for of all that was one person's then
            if (merge.TookPhone && keep.OtherPhone == other.Phone) keep.OtherPhone = null;
            if (merge.TookAccount && keep.UserId == other.UserId) keep.UserId = null;
            merge.Undo(user.RequireSignedIn(), clock.Now());
            // What was still to be told to the first is the second's business again.
            await db.SaveChangesAsync(cancel);
            if (other.Phone != keep.Phone) await anotherNumber.Retell(other, keep.Phone, keep.SmsPhone ?? keep.Phone, alone: false, cancel);
            return merge;
        }, cancel);
    }
}
