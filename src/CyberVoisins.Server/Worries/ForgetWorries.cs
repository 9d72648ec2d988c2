using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Worries;

/// <summary>
/// Forgets the words and the number of closed cases; that there was a case, between whom, and what was found, stays with the trace.
/// Two months where nothing was found, as the CNIL asks of alerts without consequence (référentiel « alertes professionnelles »,
/// 2019, revised 2023: a yardstick, since these are not work alerts); a year where something was.
/// </summary>
internal sealed class ForgetWorries(AppDb db, Transactions transactions, TimeProvider clock)
{
    public static readonly Duration KeptUnfounded = Duration.FromDays(60), KeptConfirmed = Duration.FromDays(365);
    private const int AtOnce = 200;

    public Task<int> Run(CancellationToken cancel) => transactions.Run(async () =>
    {
        var now = clock.Now();
        var (unfounded, confirmed) = (now - KeptUnfounded, now - KeptConfirmed);
        var old = await db.WorryCases.Where(c => c.State == WorryState.Closed && c.RedactedAt == null
                && (c.StateSince <= confirmed || (c.Conclusion != WorryConclusion.Confirmed && c.StateSince <= unfounded)))
            .OrderBy(c => c.Id).Take(AtOnce).ToListAsync(cancel);
        foreach (var worry in old)
        {
            (worry.Words, worry.Phone, worry.RedactedAt) = ("", (PhoneNumber?)null, now);
            await db.WorryNotes.Where(n => n.CaseId == worry.Id).ExecuteUpdateAsync(s => s.SetProperty(n => n.Text, ""), cancel);
        }
        return old.Count;
    }, cancel);
}
