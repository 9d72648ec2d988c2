using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Pairs;

/// <summary>Two people who should not meet again. A coordinator names both; either of the two names a visit they had or will have.</summary>
/// <param name="VisitId">A visit of the two, for the resident and the volunteer.</param>
/// <param name="VolunteerId">With the resident's id, for a coordinator.</param>
/// <param name="ResidentId">With the volunteer's id, for a coordinator.</param>
public sealed record BlockPairInput(VisitId? VisitId, VolunteerId? VolunteerId, ResidentId? ResidentId);

/// <summary>Never proposed to each other again, from now on: their planned visits are cancelled and asked for again, open offers withdrawn.</summary>
internal sealed class BlockPair(AppDb db, Transactions transactions, CurrentUser user, Access access, SeparatePair separate, AskNeighbours askNeighbours, TimeProvider clock)
{
    public async Task Run(BlockPairInput input, CancellationToken cancel)
    {
        var pair = await PairOf(input, cancel);
        var touched = await transactions.Run(() => separate.Run(pair, (visit, ending) => ending.Cancel(visit, VisitParty.Association, askAgain: true, cancel), cancel), cancel);
        foreach (var request in touched) await askNeighbours.Run(request, cancel);
    }

    private async Task<PairBlock> PairOf(BlockPairInput input, CancellationToken cancel)
    {
        if (input.VisitId is { } id)
        {
            var (visit, by) = await access.Visit(id, cancel);
            return Block(visit.VolunteerId, visit.ResidentId, visit.AssociationId, by);
        }
        var association = user.RequireCoordinator();
        var volunteer = await db.Volunteers.AsNoTracking().SingleOrDefaultAsync(v => v.Id == input.VolunteerId && v.AssociationId == association, cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
        var resident = await db.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.Id == input.ResidentId && r.AssociationId == association, cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "residentId");
        return Block(volunteer.Id, resident.Id, association, VisitParty.Association);
    }

    private PairBlock Block(VolunteerId volunteer, ResidentId resident, AssociationId association, VisitParty by) =>
        new() { VolunteerId = volunteer, ResidentId = resident, AssociationId = association, By = by, At = clock.Now() };
}

/// <summary>A coordinator lets the two meet again, after speaking with both.</summary>
internal sealed class UnblockPair(AppDb db, Transactions transactions, CurrentUser user)
{
    public Task Run(VolunteerId volunteer, ResidentId resident, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            if (await db.PairBlocks.Where(b => b.VolunteerId == volunteer && b.ResidentId == resident && b.AssociationId == association).ExecuteDeleteAsync(cancel) == 0)
                throw new Refusal(ErrorCode.NotFound);
        }, cancel);
    }
}
