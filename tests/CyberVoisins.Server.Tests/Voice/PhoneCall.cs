using System.Net;
using System.Xml.Linq;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Messaging;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Calling;

/// <summary>Somebody on the telephone: hears, presses keys, says words. Twilio stands between, and signs.</summary>
internal sealed class PhoneCall
{
    private static int _calls;

    private readonly Neighbourhood _hood;
    private readonly string _from;
    private (string Target, List<KeyValuePair<string, string>> Form) _last;

    private PhoneCall(Neighbourhood hood, string from) => (_hood, _from) = (hood, from);

    public string Sid { get; } = $"CA{Interlocked.Increment(ref _calls):x32}";

    /// <summary>The answer, as Twilio reads it.</summary>
    public XElement Twiml { get; private set; } = new("Response");
    public string Body { get; private set; } = "";

    /// <summary>Every sentence of the answer.</summary>
    public string Hears => string.Join(' ', Twiml.Descendants("Say").Select(say => say.Value));
    public string? Dials => Twiml.Element("Dial")?.Value;
    public bool HangsUp => Twiml.Element("Hangup") is not null;
    public XElement? Question => Twiml.Elements().FirstOrDefault(e => e.Name.LocalName is "Gather" or "Record" or "Dial");

    public static async Task<PhoneCall> From(Neighbourhood hood, string from)
    {
        var call = new PhoneCall(hood, from);
        await call.Post("/webhooks/twilio/voice");
        return call;
    }

    public Task<PhoneCall> Presses(string keys) => Answers(("Digits", keys));
    public Task<PhoneCall> Says(string words) => Answers(("SpeechResult", words), ("Confidence", "0.9"));
    public Task<PhoneCall> SaysNothing() => Answers();
    public Task<PhoneCall> Records(string sid) => Answers(("RecordingSid", sid), ("RecordingDuration", "12"));
    public Task<PhoneCall> IsPutThrough(string status) => Answers(("DialCallStatus", status));

    public async Task<PhoneCall> Answers(params (string Name, string Value)[] fields)
    {
        await Post(Question!.Attribute("action")!.Value[Neighbourhood.PublicUrl.Length..], fields);
        return this;
    }

    /// <summary>Twilio asks the same thing again.</summary>
    public async Task<PhoneCall> AsksAgain()
    {
        await Send(_last.Target, _last.Form);
        return this;
    }

    public Task<HttpStatusCode> IsRecorded(string sid) =>
        Send("/webhooks/twilio/voice/recording", [.. Form(), new("RecordingSid", sid), new("RecordingStatus", "completed")]);

    public async Task Post(string target, params (string Name, string Value)[] fields)
    {
        _last = (target, [.. Form(), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        Assert.Equal(HttpStatusCode.OK, await Send(_last.Target, _last.Form));
    }

    private List<KeyValuePair<string, string>> Form() =>
        [new("AccountSid", WebhookCall.Account), new("CallSid", Sid), new("From", _from), new("To", "+33199001700"), new("Direction", "inbound"), new("CallStatus", "in-progress")];

    private async Task<HttpStatusCode> Send(string target, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", TwilioSignature.Of(Neighbourhood.Token, Neighbourhood.PublicUrl + target, form));
        using var client = _hood.Client();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.StatusCode != HttpStatusCode.OK) return response.StatusCode;
        Assert.Equal("text/xml", response.Content.Headers.ContentType!.MediaType);
        Body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Twiml = XDocument.Parse(Body).Root!;
        Assert.All(Twiml.Descendants("Say"), say => Assert.Equal("fr-FR", say.Attribute("language")!.Value));
        return response.StatusCode;
    }
}
