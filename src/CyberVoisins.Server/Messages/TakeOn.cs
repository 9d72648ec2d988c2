using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Messages;

/// <summary>How a received SMS is marked that nobody understood, and what it is once a person has read it and done what it needs.</summary>
internal static class UnclearSms
{
    public const string Understood = "Unclear";
    public const string Handled = "Handled";
}

/// <summary>A coordinator takes on a message that reached nobody, or perhaps nobody: it climbs no further. Done twice, it is done.</summary>
internal sealed class MarkMessageSeen(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    /// <exception cref="InvalidTransitionException">It did not fail, or has not failed yet.</exception>
    public Task<Message> Run(MessageId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == id && m.AssociationId == association, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "messageId");
            if (message.State is not (MessageState.Rejected or MessageState.Undelivered or MessageState.Expired or MessageState.OptedOut or MessageState.Uncertain))
                throw new InvalidTransitionException(nameof(Message), message.State, "be taken on");
            message.SeenAt ??= clock.Now();
            return message;
        }, cancel);
    }
}

/// <summary>A coordinator read an SMS that was not understood, and did what it needs. Done twice, it is done.</summary>
internal sealed class MarkInboundHandled(AppDb db, Transactions transactions, CurrentUser user)
{
    public Task<InboundMessage> Run(MessageId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var inbound = await db.InboundMessages.SingleOrDefaultAsync(m => m.Id == id && m.AssociationId == association
                    && (m.Understood == UnclearSms.Understood || m.Understood == UnclearSms.Handled), cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "inboundId");
            inbound.Understood = UnclearSms.Handled;
            return inbound;
        }, cancel);
    }
}
