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
            if (TwilioApi.Phone(form.Value("From")) is { } from)
                await receive.Run(new(sid, from, form.Value("To"), form.Value("Body") ?? "", form.Value("OptOutType"), Unknown(form, KnownOfSms)), cancel);
            else log.LogInformation("An SMS came from a sender that is no telephone (a brand, a short code): not kept.");
            return Results.Text(EmptyAnswer, "text/xml");
        });
        app.MapPost("/webhooks/twilio/status", async (HttpContext context, TwilioOptions options, DeliveryNews news, CancellationToken cancel) =>
        {
            if (await SignedForm.Read(context, options, cancel) is not { } form) return SignedForm.Refused(options);
            if (Guid.TryParse(context.Request.Query["m"], CultureInfo.InvariantCulture, out var id) && form.Value("MessageSid") is { } sid && Sid().IsMatch(sid))
                await news.Run(new(new MessageId(id), sid, form.Value("MessageStatus") ?? "", form.Value("ErrorCode"), form.Value("To"), Unknown(form, KnownOfStatus)), cancel);
            return Results.NoContent();
        });
    }

    // What is signed is names and values in a row: a sid that swallowed its neighbours would be signed too, and new.
    [GeneratedRegex(@"\A(SM|MM)[0-9a-f]{32}\z")]
    private static partial Regex Sid();

    private static readonly HashSet<string> KnownOfSms = new(StringComparer.Ordinal) { "MessageSid", "SmsSid", "SmsMessageSid", "AccountSid", "MessagingServiceSid", "From", "To", "Body", "NumMedia", "NumSegments", "ApiVersion", "OptOutType", "SmsStatus" };
    private static readonly HashSet<string> KnownOfStatus = new(StringComparer.Ordinal) { "MessageSid", "SmsSid", "MessageStatus", "SmsStatus", "ErrorCode", "ErrorMessage", "From", "To", "AccountSid", "MessagingServiceSid", "ApiVersion", "RawDlrDoneDate" };

    /// <summary>Enough to learn of a new field, too little to fill a table with.</summary>
    private const int MostExtra = 20, LongestExtra = 100;

    /// <summary>
    /// Twilio adds fields without notice: what is new to us is kept. Not where somebody is ("FromCity"…), nor what may carry a
    /// number or a text, which no new field of ours needs.
    /// </summary>
    private static string? Unknown(List<KeyValuePair<string, string>> form, HashSet<string> known)
    {
        var extra = form.Where(f => !known.Contains(f.Key) && f.Key.Length <= LongestExtra && f.Value.Length <= LongestExtra && !IsPlace(f.Key) && !Personal().IsMatch(f.Value))
            .DistinctBy(f => f.Key).OrderBy(f => f.Key, StringComparer.Ordinal).Take(MostExtra).ToDictionary(f => f.Key, f => f.Value);
        return extra.Count == 0 ? null : System.Text.Json.JsonSerializer.Serialize(extra);
    }

    private static bool IsPlace(string name) => Place().IsMatch(name);

    [GeneratedRegex("^(From|To|Caller|Called)(Country|State|City|Zip)$")]
    private static partial Regex Place();

    // Digits that could be a telephone, or more than a word or two.
    [GeneratedRegex(@"[0-9]{6}|\s\S+\s")]
    private static partial Regex Personal();
}
