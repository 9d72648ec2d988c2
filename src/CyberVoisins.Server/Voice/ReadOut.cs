using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Voice.VoiceWords;

namespace CyberVoisins.Server.Voice;

/// <summary>
/// What is said in a call that we make. An answering machine presses no key, and so hears only who calls and the number
/// to call back; the message itself is read to somebody who asked to hear it.
/// </summary>
internal sealed class ReadOut(AppDb db, Transactions transactions, StopWriting stopWriting, VoiceOptions voice, TwilioOptions twilio, TimeProvider clock)
{
    public async Task<string?> Begin(MessageId id, string? to, CancellationToken cancel)
    {
        if (await Read(id, to, cancel) is not var (message, name, number)) return null;
        return new Twiml(voice.Name)
            .Ask(Say("OUT_ASK", name), $"{twilio.PublicBaseUrl}/webhooks/twilio/voice/message/key?m={message.Id}")
            .Say(Say("OUT_CALL_BACK", name, number)).Hangup().ToString();
    }

    public Task<string?> Answer(MessageId id, string? to, string? digits, CancellationToken cancel) => transactions.Run(async () =>
    {
        if (await Read(id, to, cancel) is not var (message, name, number)) return null;
        var twiml = new Twiml(voice.Name);
        switch (digits)
        {
            case "1":
                message.AcknowledgedAt ??= clock.Now();
                twiml.Say($"{message.Body}|{Say("OUT_AGAIN")}|{message.Body}|{Say("OUT_CALL_BACK", name, number)}");
                break;
            case "2":
                message.AnsweredAt ??= clock.Now();
                await stopWriting.Run(message.To, message.Id, cancel);
                twiml.Say(Say("OUT_STOPPED", name, number));
                break;
            default:
                twiml.Say(Say("OUT_CALL_BACK", name, number));
                break;
        }
        return (string?)twiml.Hangup().ToString();
    }, cancel);

    /// <summary>A call that ended without a key was heard by nobody that we know of.</summary>
    public Task Ended(MessageId id, string callSid, string? to, string? status, CancellationToken cancel) => transactions.Run(async () =>
    {
        await db.Lock(id, cancel);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == id && m.Channel == MessageChannel.Voice, cancel);
        if (message is null || message.To.E164 != to || (message.ProviderSid is not null && message.ProviderSid != callSid)) return;
        if (OutcomeOf(status, message) is not { } state || DeliveryState.Rank(state) <= DeliveryState.Rank(message.State)) return;
        message.ProviderSid ??= callSid;
        message.SentAt ??= message.InFlightSince ?? clock.Now();
        (message.State, message.ErrorCode) = (state, state == MessageState.Delivered ? null : status == "completed" ? "not-acknowledged" : status);
        if (state == MessageState.Delivered) await new Arrival(db).Arrived(message, clock.Now(), cancel);
        else await new Arrival(db).Failed(message, cancel);
    }, cancel);

    /// <summary>Null while the call is under way, and for a word that we do not know.</summary>
    private static MessageState? OutcomeOf(string? status, Message message) => status switch
    {
        "completed" => message.AcknowledgedAt is null ? MessageState.Undelivered : MessageState.Delivered,
        "busy" or "no-answer" or "failed" or "canceled" => MessageState.Undelivered,
        _ => null,
    };

    private async Task<(Message Message, string Name, string Number)?> Read(MessageId id, string? to, CancellationToken cancel)
    {
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == id && m.Channel == MessageChannel.Voice && m.RedactedAt == null, cancel);
        // Only the telephone that was called, and only a message that flew, is told anything.
        if (message is null || message.To.E164 != to || message.InFlightSince is null || message.AssociationId is not { } association) return null;
        var who = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == association, cancel);
        return (message, who.Name, Phones.Pretty(who.Phone));
    }
}
