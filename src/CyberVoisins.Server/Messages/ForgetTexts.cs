using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Empties texts, then numbers, when their time is over (<see cref="Retention"/>); what is counted stays. A text that a person
/// still needs is kept longer: a call to make, an SMS of unknown fate, one that nobody has understood yet; but no longer than its number.
/// </summary>
internal sealed class ForgetTexts(AppDb db, Transactions transactions, Retention retention, Privacy.TellForgotten tell, TimeProvider clock)
{
    /// <summary>Rows in one transaction, so that an SMS that must leave waits for no clean-up; and how many such in an hour.</summary>
    private const int Batch = 500, MostBatches = 40;

    /// <summary>No text of these is needed any more.</summary>
    private static readonly MessageState[] Over =
        [.. Enum.GetValues<MessageState>().Except([MessageState.Queued, MessageState.InFlight, MessageState.Uncertain, MessageState.ToCall])];

    /// <returns>How many rows forgot something.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        var texts = await tell.Run("texts", await Texts(now, now - Duration.FromDays(retention.KeepTextsDays), cancel), cancel);
        return texts + await tell.Run("numbers", await Numbers(now, now - Duration.FromDays(retention.KeepNumbersDays), cancel), cancel);
    }

    private async Task<int> Texts(Instant now, Instant before, CancellationToken cancel) =>
        await InBatches(() => db.Messages.Where(m => Over.Contains(m.State) && m.RedactedAt == null && m.NotBefore <= before && (m.SentAt == null || m.SentAt <= before))
            .OrderBy(m => m.Id).Take(Batch)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, "").SetProperty(m => m.OneWayBody, (string?)null).SetProperty(m => m.RedactedAt, now), cancel), cancel)
        + await InBatches(() => db.InboundMessages.Where(m => m.HandledAt != null && m.Understood != UnclearSms.Understood && m.RedactedAt == null && m.ReceivedAt <= before)
            .OrderBy(m => m.Id).Take(Batch)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, "").SetProperty(m => m.RedactedAt, now), cancel), cancel)
        + await InBatches(() => db.Drafts.Where(d => d.State != DraftState.Open && d.ClosedAt <= before && d.Text != "")
            .OrderBy(d => d.Id).Take(Batch)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Text, ""), cancel), cancel);

    private async Task<int> Numbers(Instant now, Instant before, CancellationToken cancel)
    {
        var nobody = PhoneNumber.Forgotten;
        // A call that nobody made in all that time helps nobody now, and without its number could not be made.
        var moved = await InBatches(() => db.Messages.Where(m => m.State == MessageState.ToCall && m.NotBefore <= before).OrderBy(m => m.Id).Take(Batch)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.Expired), cancel), cancel);
        moved += await InBatches(() => db.Messages.Where(m => m.State != MessageState.Queued && m.State != MessageState.InFlight && m.To != nobody && m.NotBefore <= before && (m.SentAt == null || m.SentAt <= before))
            .OrderBy(m => m.Id).Take(Batch)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.To, nobody).SetProperty(m => m.Body, "").SetProperty(m => m.OneWayBody, (string?)null).SetProperty(m => m.RedactedAt, m => m.RedactedAt ?? now), cancel), cancel);
        moved += await InBatches(() => db.InboundMessages.Where(m => m.HandledAt != null && m.From != nobody && m.ReceivedAt <= before)
            .OrderBy(m => m.Id).Take(Batch)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.From, nobody).SetProperty(m => m.Body, "").SetProperty(m => m.RedactedAt, m => m.RedactedAt ?? now), cancel), cancel);
        moved += await InBatches(() => db.Drafts.Where(d => d.State != DraftState.Open && d.ClosedAt <= before && d.Phone != nobody)
            .OrderBy(d => d.Id).Take(Batch).ExecuteUpdateAsync(s => s.SetProperty(d => d.Phone, nobody), cancel), cancel);
        moved += await InBatches(() => db.VoiceCalls.Where(c => c.StartedAt <= before && c.From != null)
            .OrderBy(c => c.CallSid).Take(Batch).ExecuteUpdateAsync(s => s.SetProperty(c => c.From, (PhoneNumber?)null), cancel), cancel);
        moved += await transactions.Run(() => db.ForgetOldMarks(now, cancel), cancel);
        // What worked for a telephone is forgotten with the last message to it; a STOP is kept: it must hold.
        return moved + await InBatches(() => db.Reachabilities.Where(r => !db.Messages.Any(m => m.To == r.Phone))
            .OrderBy(r => r.Phone).Take(Batch).ExecuteDeleteAsync(cancel), cancel);
    }

    private async Task<int> InBatches(Func<Task<int>> forget, CancellationToken cancel)
    {
        var moved = 0;
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var rows = await transactions.Run(forget, cancel);
            moved += rows;
            if (rows < Batch) break;
        }
        return moved;
    }
}
