using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// With which association a number speaks. Two may know the same person; what is written to one is not the other's to
/// read, so that nobody reads a stranger's SMS by registering the number.
/// </summary>
internal sealed class Correspondents(AppDb db)
{
    /// <summary>The one whose SMS came to that number last, among those that know it; null when none does.</summary>
    public async Task<AssociationId?> Of(PhoneNumber phone, CancellationToken cancel)
    {
        var known = await db.Volunteers.Where(v => v.Phone == phone).Select(v => v.AssociationId)
            .Union(db.Residents.Where(r => ((r.Phone == phone || r.OtherPhone == phone) && r.AddedByUserId == null) || r.RelativePhone == phone).Select(r => r.AssociationId)).ToListAsync(cancel);
        return await LastOf(phone, known, cancel);
    }

    /// <inheritdoc cref="Of"/>
    public async Task<AssociationId?> LastOf(PhoneNumber phone, IReadOnlyList<AssociationId> known, CancellationToken cancel) => known switch
    {
        [] => null,
        [var only] => only,
        _ => await db.Messages.Where(m => m.To == phone && m.SentAt != null && m.AssociationId != null && known.Contains(m.AssociationId.Value))
            .OrderByDescending(m => m.SentAt).ThenByDescending(m => m.Id).Select(m => m.AssociationId).FirstOrDefaultAsync(cancel) ?? known[0],
    };
}
