using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using static CyberVoisins.Server.Messages.TwilioApi;

namespace CyberVoisins.Server.Voice;

/// <summary>
/// Calls a landline and reads a message out (<see cref="ReadOut"/>), by Twilio's resource Calls. Like SMS: one POST, never
/// retried here, and whether its body was begun tells "never sent" from "nobody knows".
/// </summary>
internal sealed class TwilioCalls(TwilioApi api, TwilioOptions twilio, VoiceOptions voice) : IVoiceSender
{
    /// <summary>Eight rings: an answering machine takes longer than most people.</summary>
    private const string RingSeconds = "30";

    public string Name => "twilio-voice";
    public bool NoTraceMeansNotSent => false;

    public async Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        if (!voice.Outbound || voice.From is null) return new SendOutcome.Misconfigured("voice-off");
        using var body = await TrackedContent.Form(new Dictionary<string, string>
        {
            ["To"] = sms.To.E164,
            ["From"] = voice.From.E164,
            ["Url"] = $"{twilio.PublicBaseUrl}/webhooks/twilio/voice/message?m={sms.Id}",
            ["Method"] = "POST",
            ["StatusCallback"] = $"{twilio.PublicBaseUrl}/webhooks/twilio/voice/status?m={sms.Id}",
            ["StatusCallbackMethod"] = "POST",
            ["Timeout"] = RingSeconds,
        });
        try
        {
            using var request = api.Request(HttpMethod.Post, $"{api.AccountPath}/Calls.json");
            request.Content = body;
            using var response = await api.Send(request, cancel);
            return await TwilioAnswer.Read(response, ["CA"], sms.FlownAt, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return body.Started ? new SendOutcome.Uncertain("connection-lost") : new SendOutcome.NotSent("unreachable");
        }
    }

    /// <summary>A list of calls names no text: a call of the same minutes to the same number that is none of the others we know is this one.</summary>
    public async Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel)
    {
        var day = sms.FlownAt.InUtc().Date;
        var path = $"{api.AccountPath}/Calls.json?To={Uri.EscapeDataString(sms.To.E164)}&From={Uri.EscapeDataString(voice.From?.E164 ?? "")}&PageSize=100&StartTime%3E={Day(day.PlusDays(-1))}&StartTime%3C={Day(day.PlusDays(2))}";
        await foreach (var call in api.List(path, "calls", cancel))
            if (Text(call, "direction") is "outbound-api" && Text(call, "sid") is { } sid && !known.Contains(sid) && TwilioAnswer.CreatedSince(call, sms.FlownAt))
                return new(sid, MessageState.Accepted); // what became of it, the status callback says: only we know which key was pressed
        return null;
    }
}
