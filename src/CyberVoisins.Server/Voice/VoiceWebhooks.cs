using System.Globalization;
using System.Text.RegularExpressions;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Voice;

/// <summary>Calls, as Twilio tells of them: each request asks what to say next. Signed like the SMS, or refused.</summary>
internal static partial class VoiceWebhooks
{
    /// <summary>How Twilio writes a number that was withheld (support.twilio.com, "anonymous", "restricted", "unavailable").</summary>
    private static readonly HashSet<string> Withheld = ["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"];

    public static void MapVoiceWebhooks(this WebApplication app)
    {
        app.MapPost("/webhooks/twilio/voice", async (HttpContext context, TwilioOptions options, VoiceMenu menu, CancellationToken cancel) =>
            await SignedForm.Read(context, options, cancel) is not { } form ? SignedForm.Refused(options)
            : Call(form) is not { } sid ? Results.BadRequest()
            : Twiml(await menu.Begin(sid, Caller(form), cancel)));
        app.MapPost("/webhooks/twilio/voice/{step}", async (string step, HttpContext context, TwilioOptions options, VoiceMenu menu, CancellationToken cancel) =>
        {
            if (await SignedForm.Read(context, options, cancel) is not { } form) return SignedForm.Refused(options);
            if (Call(form) is not { } sid) return Results.BadRequest();
            var input = new VoiceInput(
                Digits(form.Value("Digits")), (form.Value("SpeechResult") ?? "").Trim(),
                form.Value("RecordingSid") is { } recording && Recording().IsMatch(recording) ? recording : null, form.Value("DialCallStatus"));
            return await menu.Answer(sid, step, context.Request.Query["n"], input, cancel) is { } said ? Twiml(said) : Results.NotFound();
        });
        app.MapPost("/webhooks/twilio/voice/recording", async (HttpContext context, TwilioOptions options, VoiceMenu menu, CancellationToken cancel) =>
        {
            if (await SignedForm.Read(context, options, cancel) is not { } form) return SignedForm.Refused(options);
            if (Call(form) is not { } sid || form.Value("RecordingSid") is not { } recording || !Recording().IsMatch(recording)) return Results.BadRequest();
            if (form.Value("RecordingStatus") is null or "completed") await menu.Recorded(sid, recording, cancel);
            return Results.NoContent();
        });
        app.MapPost("/webhooks/twilio/voice/message", async (HttpContext context, TwilioOptions options, ReadOut read, CancellationToken cancel) =>
            await OurCall(context, options, (id, form) => read.Begin(id, form.Value("To"), cancel), cancel));
        app.MapPost("/webhooks/twilio/voice/message/key", async (HttpContext context, TwilioOptions options, ReadOut read, CancellationToken cancel) =>
            await OurCall(context, options, (id, form) => read.Answer(id, form.Value("To"), form.Value("Digits"), cancel), cancel));
        app.MapPost("/webhooks/twilio/voice/status", async (HttpContext context, TwilioOptions options, ReadOut read, CancellationToken cancel) =>
        {
            if (await SignedForm.Read(context, options, cancel) is not { } form) return SignedForm.Refused(options);
            if (Message(context) is { } id && Call(form) is { } sid) await read.Ended(id, sid, form.Value("To"), form.Value("CallStatus"), cancel);
            return Results.NoContent();
        });
    }

    /// <summary>A call that we made, about one message.</summary>
    private static async Task<IResult> OurCall(HttpContext context, TwilioOptions options, Func<MessageId, List<KeyValuePair<string, string>>, Task<string?>> says, CancellationToken cancel)
    {
        if (await SignedForm.Read(context, options, cancel) is not { } form) return SignedForm.Refused(options);
        return Message(context) is { } id && Call(form) is not null && await says(id, form) is { } said ? Twiml(said) : Results.NotFound();
    }

    private static MessageId? Message(HttpContext context) => Guid.TryParse(context.Request.Query["m"], CultureInfo.InvariantCulture, out var id) ? new MessageId(id) : null;

    private static string? Call(List<KeyValuePair<string, string>> form) => form.Value("CallSid") is { } sid && CallSid().IsMatch(sid) ? sid : null;

    private static PhoneNumber? Caller(List<KeyValuePair<string, string>> form) =>
        form.Value("From") is { } from && !Withheld.Contains(from) ? TwilioApi.Phone(from) : null;

    /// <summary>The # that ends a number is no part of it.</summary>
    private static string Digits(string? pressed) => string.Concat((pressed ?? "").Where(char.IsAsciiDigit).Take(20));

    private static IResult Twiml(string said) => Results.Text(said, "text/xml", System.Text.Encoding.UTF8);

    [GeneratedRegex(@"\ACA[0-9a-f]{32}\z")]
    private static partial Regex CallSid();

    [GeneratedRegex(@"\ARE[0-9a-f]{32}\z")]
    private static partial Regex Recording();
}
