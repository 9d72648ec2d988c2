using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Voice;

/// <summary>
/// Calls a landline and reads a message out (<see cref="ReadOut"/>), by Twilio's resource Calls. Like SMS: one POST, never
/// retried here, and whether its body was begun tells "never sent" from "nobody knows".
/// </summary>
internal sealed class TwilioCalls(HttpClient http, TwilioOptions twilio, VoiceOptions voice) : ISmsSender
{
    /// <summary>Eight rings: an answering machine takes longer than most people.</summary>
    private const string RingSeconds = "30";

    public string Name => "twilio-voice";
    public bool NoTraceMeansNotSent => false;

    public async Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        if (!voice.Outbound || voice.From is null) return new SendOutcome.Misconfigured("voice-off");
        using var body = new TwilioSms.TrackedForm(new()
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
            using var request = Request(HttpMethod.Post, $"/2010-04-01/Accounts/{twilio.AccountSid}/Calls.json");
            request.Content = body;
            using var response = await http.SendAsync(request, cancel);
            return await Read(response, sms, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return body.Started ? new SendOutcome.Uncertain("connection-lost") : new SendOutcome.NotSent("unreachable");
        }
    }

    public async Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel)
    {
        // A call of the same minutes to the same number that is none of the others we know is this one: a list of calls names no text.
        var day = sms.FlownAt.InUtc().Date;
        var next = $"/2010-04-01/Accounts/{twilio.AccountSid}/Calls.json?To={Uri.EscapeDataString(sms.To.E164)}&From={Uri.EscapeDataString(voice.From?.E164 ?? "")}&PageSize=100"
            + $"&StartTime%3E={day.PlusDays(-1).ToString("uuuu-MM-dd", null)}&StartTime%3C={day.PlusDays(2).ToString("uuuu-MM-dd", null)}";
        while (next is not null)
        {
            using var request = Request(HttpMethod.Get, next);
            using var response = await http.SendAsync(request, cancel);
            response.EnsureSuccessStatusCode();
            if (TwilioSms.Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } page
                || !page.TryGetProperty("calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
                throw new JsonException("Twilio's list of calls cannot be read.");
            foreach (var call in calls.EnumerateArray())
                if (TwilioSms.Text(call, "direction") is "outbound-api" && TwilioSms.Text(call, "sid") is { } sid && !known.Contains(sid) && TwilioSms.CreatedSince(call, sms.FlownAt))
                    return new(sid, MessageState.Accepted); // what became of it, the status callback says: only we know which key was pressed
            next = TwilioSms.Text(page, "next_page_uri");
        }
        return null;
    }

    private static async Task<SendOutcome> Read(HttpResponseMessage response, OutgoingSms sms, CancellationToken cancel)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests) return new SendOutcome.NotSent("429", TwilioSms.RetryAfter(response, sms.FlownAt));
        if (TwilioSms.Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } answer)
            return new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
            return TwilioSms.Text(answer, "sid") is { Length: 34 } sid && sid.StartsWith("CA", StringComparison.Ordinal)
                ? new SendOutcome.Accepted(sid, MessageState.Accepted)
                : new SendOutcome.Uncertain("no-sid");
        return (int)response.StatusCode is >= 400 and < 500 && answer.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var code)
            ? TwilioSms.Classify(code, response.StatusCode)
            : new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
    }

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, twilio.BaseUrl + path) { Headers = { Authorization = Basic(twilio) } };

    public static AuthenticationHeaderValue Basic(TwilioOptions twilio)
    {
        var (user, secret) = string.IsNullOrWhiteSpace(twilio.ApiKeySid) ? (twilio.AccountSid, twilio.AuthToken) : (twilio.ApiKeySid, twilio.ApiKeySecret);
        return new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{secret}")));
    }
}
