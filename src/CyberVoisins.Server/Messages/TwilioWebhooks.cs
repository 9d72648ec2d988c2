using System.Globalization;
using System.Text.RegularExpressions;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// What Twilio tells us: received SMS and delivery news. Signed or refused; written first, understood afterwards;
/// said twice, or by a replay, it changes nothing. Twilio retries little, so the answer is quick.
/// </summary>
internal static partial class TwilioWebhooks
{
    private const string EmptyAnswer = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";

    public static void MapTwilioWebhooks(this WebApplication app)
    {
        app.MapPost("/webhooks/twilio/sms", async (HttpContext context, TwilioOptions options, ReceiveSms receive, ILogger<TwilioSms> log, CancellationToken cancel) =>
        {
            if (await SignedForm.Read(context, options, cancel) is not { } form) return SignedForm.Refused(options);
            if (form.Value("MessageSid") is not { } sid || !Sid().IsMatch(sid)) return Results.BadRequest();
            if (SignedForm.Phone(form.Value("From")) is { } from) await receive.Run(sid, from, form.Value("Body") ?? "", cancel);
            else log.LogInformation("An SMS came from a sender that is no telephone (a brand, a short code): not kept.");
            return Results.Text(EmptyAnswer, "text/xml");
        });
        app.MapPost("/webhooks/twilio/status", async (HttpContext context, TwilioOptions options, DeliveryNews news, CancellationToken cancel) =>
        {
            if (await SignedForm.Read(context, options, cancel) is not { } form) return SignedForm.Refused(options);
            if (Guid.TryParse(context.Request.Query["m"], CultureInfo.InvariantCulture, out var id) && form.Value("MessageSid") is { } sid && Sid().IsMatch(sid))
                await news.Run(new MessageId(id), sid, form.Value("MessageStatus"), form.Value("ErrorCode"), form.Value("To"), cancel);
            return Results.NoContent();
        });
    }

    // What is signed is names and values in a row: a sid that swallowed its neighbours would be signed too, and new.
    [GeneratedRegex(@"\A(SM|MM)[0-9a-f]{32}\z")]
    private static partial Regex Sid();
}

/// <summary>Delivery news about one message: merged by rank, so that late, repeated and reordered news end the same.</summary>
internal sealed class DeliveryNews(AppDb db, Transactions transactions, TimeProvider clock, ILogger<DeliveryNews> log)
{
    public Task Run(MessageId id, string? sid, string? status, string? error, string? to, CancellationToken cancel) => transactions.Run(async () =>
    {
        // The dispatcher may be writing the provider's answer: one waits for the other.
        await db.Lock(id, cancel);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (message is null || (to is not null && to != message.To.E164) || (message.ProviderSid is not null && sid is not null && message.ProviderSid != sid))
        {
            log.LogWarning("Delivery news that fits no message of ours ({Message}): ignored.", id);
            return;
        }
        if (DeliveryState.Of(status) is not { } state || DeliveryState.Rank(state) <= DeliveryState.Rank(message.State)) return;
        // A callback proves that the provider has the message, even when its answer was lost.
        message.ProviderSid ??= sid;
        message.SentAt ??= message.InFlightSince ?? clock.Now();
        message.State = state;
        message.ErrorCode = state == MessageState.Undelivered ? error : null;
    }, cancel);
}
