using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Messages;

/// <summary>A person of the association made a call of the call list.</summary>
internal sealed class MarkCalled(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Message> Run(MessageId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == id && m.AssociationId == association, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "messageId");
            if (message.State != MessageState.ToCall) throw new InvalidTransitionException(nameof(Message), message.State, "be called");
            message.State = MessageState.Called;
            message.SentAt = clock.Now();
            await new Arrival(db).Arrived(message, clock.Now(), cancel);
            return message;
        }, cancel);
    }
}
