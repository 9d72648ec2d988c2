using CyberVoisins.Server.Associations;
using GraphQL;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>Which associations serve a place, by address, postcode or coordinates; public, and about nobody. One address of the network may ask 60 times an hour.</summary>
    /// <param name="address">As people write it, or exact coordinates.</param>
    public static Task<NearPlace> AssociationsNear(AddressInput address, [FromServices] Answer answer, [FromServices] AssociationsNear near, CancellationToken cancel) =>
        answer.Of(() => near.Run(address, cancel));
}
