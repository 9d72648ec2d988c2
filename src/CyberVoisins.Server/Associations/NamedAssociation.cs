using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Associations;

internal static class NamedAssociation
{
    /// <summary>The association that an operator typed, by its name or id.</summary>
    /// <exception cref="CommandRefused">None, or several, are called so.</exception>
    public static async Task<Association> Named(this AppDb db, string nameOrId, CancellationToken cancel)
    {
        var id = Guid.TryParse(nameOrId, out var guid) ? new AssociationId(guid) : (AssociationId?)null;
        var found = await db.Associations.AsNoTracking().Where(a => a.Name == nameOrId || a.Id == id).Take(2).ToListAsync(cancel);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandRefused($"There is no association called \"{nameOrId}\"."),
            _ => throw new CommandRefused($"Several associations are called \"{nameOrId}\": give the id."),
        };
    }
}
