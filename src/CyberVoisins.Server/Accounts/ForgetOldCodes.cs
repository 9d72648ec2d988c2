using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>Deletes codes once the daily limit no longer counts them, the text of the SMS that carried them, and sessions, tokens and questions to passkeys whose time is over.</summary>
internal sealed class ForgetOldCodes(AppDb db, Transactions transactions, TimeProvider clock)
{
    /// <summary>How many codes were deleted.</summary>
    public Task<int> Run(CancellationToken cancel) => transactions.Run(async () =>
    {
        var now = clock.Now();
        await db.Sessions.Where(s => s.EndsAt < now).ExecuteDeleteAsync(cancel);
        await db.ApiTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        await db.PasskeyChallenges.Where(c => c.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        var before = now - Duration.FromDays(1);
        await db.Messages.Where(m => m.Kind == MessageKind.SignInCode && m.CreatedAt <= before && m.Body != "")
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, ""), cancel);
        return await db.SignInCodes.Where(c => c.CreatedAt <= before).ExecuteDeleteAsync(cancel);
    }, cancel);
}
