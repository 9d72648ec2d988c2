using CyberVoisins.Server.Data;

namespace CyberVoisins.Server.Accounts;

/// <summary>Ends every cookie and every token of the caller at once, this one included: for a lost telephone.</summary>
internal sealed class SignOutEverywhere(AppDb db, Transactions transactions, CurrentUser user, Sessions sessions)
{
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired; Forbidden for a token.</exception>
    public async Task Run(CancellationToken cancel)
    {
        var id = user.RequireSession();
        await transactions.Run(() => db.EndEverySession(id, cancel), cancel);
        await sessions.TakeBack();
    }
}
