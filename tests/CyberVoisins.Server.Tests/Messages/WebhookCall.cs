using System.Net;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>A webhook as Twilio calls it; a test changes one thing of it after or before it is signed.</summary>
internal sealed record WebhookCall(string Target, IReadOnlyList<KeyValuePair<string, string>> Form)
{
    public const string Account = "AC00000000000000000000000000000000";

    /// <summary>What is posted when it is not what was signed.</summary>
    public string? Body { get; init; }

    public string? Signature { get; init; } = "";

    public static WebhookCall Sms(string from, string body, string sid = "SM00000000000000000000000000000001") => new("/webhooks/twilio/sms",
    [
        new("MessageSid", sid), new("SmsSid", sid), new("AccountSid", Account), new("From", from), new("To", "+33937000000"), new("Body", body), new("NumMedia", "0"),
    ]);

    public static WebhookCall Status(Core.MessageId message, string to, string status, string sid, string? error = null) => new($"/webhooks/twilio/status?m={message}",
    [
        new("MessageSid", sid), new("MessageStatus", status), new("SmsStatus", status), new("AccountSid", Account), new("From", "CyberVoisin"), new("To", to),
        .. error is null ? Array.Empty<KeyValuePair<string, string>>() : [new("ErrorCode", error)],
    ]);

    public WebhookCall With(string name, string value) => this with { Form = [.. Form.Where(f => f.Key != name), new(name, value)] };

    public async Task<HttpStatusCode> To(Neighbourhood hood, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Target)
        {
            Content = Body is null ? new FormUrlEncodedContent(Form) : new StringContent(Body, null, "application/x-www-form-urlencoded"),
        };
        var signature = Signature is "" ? TwilioSignature.Of(Neighbourhood.Token, Neighbourhood.PublicUrl + Target, Form) : Signature;
        if (signature is not null) request.Headers.Add("X-Twilio-Signature", signature);
        using var client = hood.Client();
        using var response = await client.SendAsync(request, cancel);
        return response.StatusCode;
    }
}
