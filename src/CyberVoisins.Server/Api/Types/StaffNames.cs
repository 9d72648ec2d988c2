using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api.Types;

/// <summary>First names of the accounts that wrote something down, for readers who see what they wrote; nothing for an account that is gone.</summary>
internal sealed class StaffNamesLoader(AppDb db) : BatchLoader<Guid, string>
{
    protected override async Task<IReadOnlyDictionary<Guid, string>> Fetch(IReadOnlyCollection<Guid> keys, CancellationToken cancellation) =>
        await db.Users.AsNoTracking().Where(u => keys.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.FirstName, cancellation);
}
