using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Sealing;

/// <summary>
/// The first key finds telephone numbers and e-mail addresses, so it cannot change while somebody searches: every process is stopped, then everything is
/// sealed with the newest key alone, in one transaction, and the older ones are forgotten. For a key that may have been seen. Signed links end with it.
/// </summary>
internal sealed class ChangeFirstKey(AppDb db, RotateKeys rotate, IConfiguration configuration)
{
    /// <returns>How many values were sealed again, and whether the older keys are gone (else they stand in the configuration).</returns>
    /// <exception cref="StartupException">There is no newer key.</exception>
    public async Task<(int Values, bool OlderAreGone)> Run(CancellationToken cancel)
    {
        var keys = FieldKeys.Read(configuration);
        if (keys.All.Count < 2) throw new StartupException("There is one key only: run add-key first (or add one at the end of Encryption:Keys).");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var values = await rotate.Run(new FieldSeal(new([keys.All[^1]])), SealedColumns.IsSealed, cancel);
        await transaction.CommitAsync(cancel);
        // Cut off here, the keys are all there still: the next start says so, and the command finds nothing left but this.
        return (values, FieldKeys.ForgetOlder(configuration));
    }

    /// <summary>Refuses to start with a first key that finds nobody: somebody known would seem new.</summary>
    /// <exception cref="StartupException">The change was cut off, or the keys are another database's.</exception>
    public static async Task RequireFinished(AppDb db, CancellationToken cancel)
    {
        foreach (var sql in new[] { "SELECT \"Phone\" AS \"Value\" FROM \"Volunteers\" LIMIT 1", "SELECT \"Phone\" AS \"Value\" FROM \"Residents\" LIMIT 1", "SELECT \"PhoneNumber\" AS \"Value\" FROM \"AspNetUsers\" WHERE \"PhoneNumber\" IS NOT NULL LIMIT 1" })
            if (await db.Database.SqlQueryRaw<string>(sql).FirstOrDefaultAsync(cancel) is { } phone && !phone.StartsWith(db.Seal.IndexId + ".", StringComparison.Ordinal))
                throw new StartupException("Telephone numbers are sealed with another first key than this process has. After a change that was cut off, run change-first-key again; with keys in Encryption:Keys, leave only the newest.");
    }
}
