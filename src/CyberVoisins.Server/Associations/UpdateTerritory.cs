using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Associations;

/// <summary>Where the association works from now on. Whoever is known already stays, with their requests and visits; a new address outside is refused.</summary>
/// <param name="Territory">The whole of it: what is left out is not part of it any more.</param>
public sealed record UpdateTerritoryInput(TerritoryInput Territory);

internal sealed class UpdateTerritory(AppDb db, Transactions transactions, CurrentUser user)
{
    public Task<Association> Run(UpdateTerritoryInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        var territory = CreateAssociation.TerritoryOf(input.Territory);
        return transactions.Run(async () =>
        {
            var association = await db.Associations.SingleAsync(a => a.Id == id, cancel);
            association.Territory = territory;
            return association;
        }, cancel);
    }
}

/// <summary>Who lives outside a territory.</summary>
/// <param name="Residents">People who are helped.</param>
/// <param name="Volunteers">People who help, whatever their state.</param>
/// <param name="OpenRequests">Of those residents, still searched for or with a visit fixed: they go on.</param>
/// <param name="PlannedVisits">Of those residents: they take place.</param>
internal sealed record OutsideTerritory(int Residents, int Volunteers, int OpenRequests, int PlannedVisits);

/// <summary>What another territory would change, before it is written down. Numbers only.</summary>
/// <param name="Residents">Everybody who is helped.</param>
/// <param name="Volunteers">Everybody who helps.</param>
/// <param name="Before">Outside the territory of today: they were known before it was drawn so.</param>
/// <param name="After">Outside the one that is asked about.</param>
internal sealed record TerritoryChange(int Residents, int Volunteers, OutsideTerritory Before, OutsideTerritory After);

internal sealed class ReadTerritoryChange(AppDb db, CurrentUser user)
{
    public async Task<TerritoryChange> Run(UpdateTerritoryInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        var territory = CreateAssociation.TerritoryOf(input.Territory);
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
        // Places are sealed: they are opened here.
        var residents = (await db.Residents.AsNoTracking().Where(r => r.AssociationId == id && r.ErasedAt == null).ToListAsync(cancel)).ConvertAll(r => (r.Id, r.Place));
        var volunteers = (await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == id && v.ErasedAt == null).ToListAsync(cancel)).ConvertAll(v => v.Place);
        var requests = await db.Requests.AsNoTracking().Where(r => r.AssociationId == id && (r.State == RequestState.Searching || r.State == RequestState.Escalated || r.State == RequestState.Booked)).Select(r => r.ResidentId).ToListAsync(cancel);
        var visits = await db.Visits.AsNoTracking().Where(v => v.AssociationId == id && v.State == VisitState.Planned).Select(v => v.ResidentId).ToListAsync(cancel);
        return new(residents.Count, volunteers.Count, Outside(association.Territory), Outside(territory));

        OutsideTerritory Outside(Territory of)
        {
            var outside = residents.Where(r => !of.Contains(r.Place)).Select(r => r.Id).ToHashSet();
            return new(outside.Count, volunteers.Count(place => !of.Contains(place)), requests.Count(outside.Contains), visits.Count(outside.Contains));
        }
    }
}
