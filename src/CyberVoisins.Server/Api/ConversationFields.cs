using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using GraphQL;
using NodaTime;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>For the association: what was written, sent, delivered, answered and failed in a period, by month and kind, and what it cost. Figures only.</summary>
    /// <param name="associationId">For administrators; a coordinator may leave it out.</param>
    /// <param name="from">The first day, in the association's time zone; by default the first of that month.</param>
    /// <param name="to">The last day, included; by default the end of this month. At most 13 months.</param>
    public static Task<ConversationFigures> Conversation(
        AssociationId? associationId, LocalDate? from, LocalDate? to, [FromServices] Answer answer, [FromServices] ReadConversation read, CancellationToken cancel) =>
        answer.Of(() => read.Run(associationId, from, to, cancel));

    /// <summary>For the association: what waits for a person: worries first, then the oldest first. For an administrator who names none: what belongs to no association.</summary>
    /// <param name="associationId">For administrators, who then see neither numbers nor texts; a coordinator may leave it out.</param>
    public static Task<WaitingForAPerson> NeedsPerson(AssociationId? associationId, [FromServices] Answer answer, [FromServices] NeedsPerson needs, CancellationToken cancel) =>
        answer.Of(async () => new WaitingForAPerson(await needs.Of(associationId, cancel)));

    /// <summary>For administrators: whether SMS leave, how near their limits are, what is wrong, and what the reconciliations found.</summary>
    public static Task<SmsGateState> SmsGate([FromServices] Answer answer, [FromServices] ReadSmsGate read, CancellationToken cancel) =>
        answer.Of(() => read.Run(cancel));
}

/// <summary>What waits for a person: counted and read when it is asked for.</summary>
internal sealed record WaitingForAPerson(AssociationId? Association);

internal sealed partial class Mutation
{
    /// <summary>A coordinator takes on a message that failed, or of which nobody knows whether it left.</summary>
    /// <param name="messageId">Of a message of the association.</param>
    public static Task<Payload<Message>> MarkMessageSeen(MessageId messageId, [FromServices] Answer answer, [FromServices] MarkMessageSeen mark, CancellationToken cancel) =>
        answer.To(() => mark.Run(messageId, cancel));

    /// <summary>A coordinator read an SMS that was not understood, and did what it needs.</summary>
    /// <param name="inboundId">Of one of unclearMessages.</param>
    public static Task<Payload<InboundMessage>> MarkInboundHandled(MessageId inboundId, [FromServices] Answer answer, [FromServices] MarkInboundHandled mark, CancellationToken cancel) =>
        answer.To(() => mark.Run(inboundId, cancel));

    /// <summary>Stops SMS at once: a coordinator the association's, an administrator everybody's. Nothing is lost: what waits leaves later, or becomes a call.</summary>
    public static Task<Payload<SmsSwitch>> StopSms(StopSmsInput input, [FromServices] Answer answer, [FromServices] SwitchSms turn, CancellationToken cancel) =>
        answer.To(() => turn.Stop(input, cancel));

    /// <summary>Lets SMS leave again: what is still true and in time, once.</summary>
    /// <param name="associationId">Whose; a coordinator may leave it out, an administrator who does starts what an administrator stopped for everybody.</param>
    public static Task<Payload<SmsSwitch>> ResumeSms(AssociationId? associationId, [FromServices] Answer answer, [FromServices] SwitchSms turn, CancellationToken cancel) =>
        answer.To(() => turn.Resume(associationId, cancel));
}
