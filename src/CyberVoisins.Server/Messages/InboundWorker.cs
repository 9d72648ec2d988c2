using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>Understands one SMS that was received, and answers it. May be asked again about the same SMS after a crash.</summary>
internal interface IInboundConversation
{
    Task Answer(MessageId inbound, CancellationToken cancel);
}

/// <summary>
/// Handles received SMS in order. One that fails is tried again after growing waits, then given to a person: it is never
/// lost, and however many fail, those that did not are read before them.
/// </summary>
internal sealed class InboundWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<InboundWorker> log)
{
    private const int Batch = 200;

    /// <returns>How many were handled.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        var handled = 0;
        foreach (var id in await Waiting(cancel))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IInboundConversation>().Answer(id, cancel);
                handled++;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.LogError(e, "The received SMS {Message} could not be handled; it is tried again later, or a person reads it.", id);
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<FailedSms>().PutOff(id, cancel);
            }
        }
        return handled;
    }

    private async Task<List<MessageId>> Waiting(CancellationToken cancel)
    {
        var now = clock.Now();
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().InboundMessages.AsNoTracking()
            .Where(m => m.HandledAt == null && (m.NotBefore == null || m.NotBefore <= now))
            .OrderBy(m => m.Attempts).ThenBy(m => m.ReceivedAt).ThenBy(m => m.Id).Select(m => m.Id).Take(Batch).ToListAsync(cancel);
    }
}

/// <summary>What becomes of a received SMS that could not be handled.</summary>
internal sealed class FailedSms(AppDb db, Transactions transactions, Correspondents correspondents, StopWriting stopWriting, TimeProvider clock, ILogger<FailedSms> log)
{
    private static readonly Duration[] Waits = [Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(30), Duration.FromHours(2)];

    public async Task PutOff(MessageId id, CancellationToken cancel)
    {
        var inbound = await transactions.Run(async () =>
        {
            var now = clock.Now();
            var failed = await db.InboundMessages.SingleOrDefaultAsync(m => m.Id == id && m.HandledAt == null, cancel);
            if (failed is null) return null;
            if (failed.Attempts < Waits.Length) failed.NotBefore = now + Waits[failed.Attempts++];
            else (failed.HandledAt, failed.Understood, failed.AssociationId) = (now, "Unclear", await correspondents.Of(failed.From, cancel));
            return failed;
        }, cancel);
        // Whatever else goes wrong, nothing more is sent to whoever said STOP.
        if (inbound is not null && Reply.Parse(inbound.Body, inbound.OptOutType) is Reply.Stop) await Silence(inbound, cancel);
    }

    private async Task Silence(InboundMessage inbound, CancellationToken cancel)
    {
        try
        {
            await transactions.Run(() => stopWriting.Run(inbound.From, inbound.Id, cancel), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.LogError(e, "What follows from the STOP of {Message} could not be done; its number is silenced.", inbound.Id);
            await transactions.Run(async () =>
            {
                if (!await db.OptOuts.AnyAsync(o => o.Phone == inbound.From, cancel)) db.OptOuts.Add(new OptOut { Phone = inbound.From, At = clock.Now() });
            }, cancel);
        }
    }
}
