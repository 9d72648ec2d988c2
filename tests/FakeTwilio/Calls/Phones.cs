using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace FakeTwilio;

/// <summary>The people at the other end: they write and call, and are called.</summary>
internal sealed class Phones(Account account)
{
    private TwilioServerOptions Options => account.Options;

    public async Task<Webhook?> Write(string from, string body, bool lost, string? sid, Forgery forged, Uri? service)
    {
        if (account.Messages.FirstOrDefault(m => m.Sid == sid) is not { } message)
        {
            message = new()
            {
                Sid = sid ?? account.Sids.Next("SM"), From = from, To = Options.Numbers[0], Body = body, Direction = "inbound", Status = "received",
                Created = account.Now, Sent = account.Now, Updated = account.Now, Segments = Segments.Of(body),
            };
            account.Add(message);
            account.Hear(from, body);
        }
        if (lost) return null;
        var answer = await account.Webhooks.Send(Options.PublicBaseUrl + Options.SmsPath, Form(message), forged, service);
        if (answer.Succeeded && forged == Forgery.None) Reply(message, answer.Body);
        return answer;
    }

    public async Task<Caller> Call(string from)
    {
        var call = new VoiceCall { Sid = account.Sids.Next("CA"), From = from, To = Options.Numbers[0], Direction = "inbound", Status = "ringing", Created = account.Now, Url = Options.PublicBaseUrl + Options.VoicePath };
        account.Add(call);
        return await Caller.Begin(account, call, Options.VoiceStatusPath is { } path ? Options.PublicBaseUrl + path : null);
    }

    public Task<Caller> PicksUp(VoiceCall call)
    {
        call.AnsweredBy = "human";
        return Caller.Begin(account, call, call.StatusCallback);
    }

    public async Task<Webhook?> Ends(VoiceCall call, string status)
    {
        (call.Status, call.Ended) = (status, account.Now);
        return call.StatusCallback is { } url ? await account.Webhooks.Send(url, Caller.Form(account, call)) : null;
    }

    private Dictionary<string, string> Form(SmsMessage message) => new()
    {
        ["ToCountry"] = "FR", ["ToState"] = "", ["SmsMessageSid"] = message.Sid, ["NumMedia"] = "0", ["ToCity"] = "", ["FromZip"] = "", ["SmsSid"] = message.Sid, ["FromState"] = "",
        ["SmsStatus"] = "received", ["FromCity"] = "", ["Body"] = message.Body, ["FromCountry"] = "FR", ["To"] = message.To, ["ToZip"] = "",
        ["NumSegments"] = message.Segments.ToString(CultureInfo.InvariantCulture), ["MessageSid"] = message.Sid, ["AccountSid"] = Options.AccountSid, ["From"] = message.From,
        ["ApiVersion"] = "2010-04-01",
    };

    /// <summary>A Message verb in the answer goes out as a reply, beside everything that the service keeps track of.</summary>
    private void Reply(SmsMessage received, string twiml)
    {
        foreach (var verb in Twiml(twiml)?.Elements("Message") ?? [])
            account.Add(new SmsMessage
            {
                Sid = account.Sids.Next("SM"), From = received.To, To = received.From, Body = verb.Value.Trim(), Direction = "outbound-reply", Status = "sent",
                Created = account.Now, Sent = account.Now, Updated = account.Now, Segments = Segments.Of(verb.Value.Trim()),
            });
    }

    /// <summary>The Response element; null when it is no TwiML.</summary>
    public static XElement? Twiml(string text)
    {
        try
        {
            return XDocument.Parse(text).Root is { Name.LocalName: "Response" } root ? root : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
