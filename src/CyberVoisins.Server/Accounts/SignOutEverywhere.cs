using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>Ends every cookie and every token of the caller at once, this one included: for a lost telephone.</summary>
internal sealed class SignOutEverywhere(AppDb db, Transactions transactions, CurrentUser user, Sessions sessions)
{
    /// <exception cref="Refusal">Unauthenticated.</exception>
    public async Task Run(CancellationToken cancel)
    {
        var id = user.RequireSignedIn();
        await transactions.Run(() => db.Users.Where(u => u.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.SecurityStamp, Sessions.NewStamp()), cancel), cancel);
        await sessions.TakeBack();
    }
}
