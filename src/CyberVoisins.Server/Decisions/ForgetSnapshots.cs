using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Decisions;

/// <summary>What decisions read is forgotten when its retention ends; the records stay, without an address or a name.</summary>
internal sealed class ForgetSnapshots(AppDb db, Transactions transactions, TimeProvider clock)
{
    public Task<int> Run(CancellationToken cancel)
    {
        var today = clock.Now().InUtc().Date;
        return transactions.Run(() => db.DecisionSnapshots.Where(s => s.RetentionUntil < today).ExecuteDeleteAsync(cancel), cancel);
    }
}
