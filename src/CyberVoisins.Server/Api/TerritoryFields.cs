using CyberVoisins.Core.People;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Associations;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>For coordinators, before updateTerritory: how many people another territory would leave outside.</summary>
    [Costs(1_000)] // it opens the place of everybody
    public static Task<TerritoryChange> TerritoryChange(UpdateTerritoryInput input, [FromServices] Answer answer, [FromServices] ReadTerritoryChange read, CancellationToken cancel) =>
        answer.Of(() => read.Run(input, cancel));
}

internal sealed partial class Mutation
{
    /// <summary>A coordinator says where the association works. Whoever is known already stays; territoryChange says before how many are outside.</summary>
    public static Task<Payload<Association>> UpdateTerritory(UpdateTerritoryInput input, [FromServices] Answer answer, [FromServices] UpdateTerritory update, CancellationToken cancel) =>
        answer.To(() => update.Run(input, cancel));
}

internal sealed class TerritoryChangeType : ObjectGraphType<TerritoryChange>
{
    public TerritoryChangeType()
    {
        Name = nameof(TerritoryChange);
        Field(c => c.Residents);
        Field(c => c.Volunteers);
        Field<NonNullGraphType<OutsideTerritoryType>>("before").Description("Outside the territory of today: they were known before it was drawn so.").Resolve(c => c.Source.Before);
        Field<NonNullGraphType<OutsideTerritoryType>>("after").Description("Outside the one that is asked about.").Resolve(c => c.Source.After);
    }
}

internal sealed class OutsideTerritoryType : ObjectGraphType<OutsideTerritory>
{
    public OutsideTerritoryType()
    {
        Name = nameof(OutsideTerritory);
        Field(o => o.Residents);
        Field(o => o.Volunteers);
        Field(o => o.OpenRequests);
        Field(o => o.PlannedVisits);
    }
}
