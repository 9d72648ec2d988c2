using System.Globalization;
using System.Xml.Linq;

namespace FakeTwilio;

/// <summary>
/// A person on the telephone with the service: hears what the TwiML says, and presses, speaks, keeps silent or hangs up
/// where it waits for that. The verbs are followed as Twilio does: Say, Play, Gather, Record, Redirect, Dial, Hangup, Reject.
/// </summary>
public sealed class Caller
{
    private const int MostDocuments = 50;

    private readonly Account _account;
    private readonly string? _told;
    private readonly List<string> _heard = [];
    private Queue<XElement> _verbs = new();
    private string _url;
    private int _documents;

    private Caller(Account account, VoiceCall call, string? told) => (_account, Call, _told, _url) = (account, call, told, call.Url ?? "");

    public VoiceCall Call { get; }

    /// <summary>What was said, in order; a sound that was played is "♪" and its address.</summary>
    public IReadOnlyList<string> Heard => _heard;

    /// <summary>What the service waits at: Gather, Record or Dial; null when the call is over.</summary>
    public XElement? WaitsAt { get; private set; }

    /// <summary>Whom a Dial calls; null when there was none.</summary>
    public string? Dialled { get; private set; }

    public bool IsOver => Call.IsFinal;

    /// <summary>What the service answered last.</summary>
    public Webhook? LastAnswer { get; private set; }

    internal static async Task<Caller> Begin(Account account, VoiceCall call, string? told)
    {
        var caller = new Caller(account, call, told);
        var ringing = call.Direction == "inbound";
        if (!ringing) (call.Status, call.Started) = ("in-progress", account.Now);
        if (call.Twiml is { } twiml) await caller.Follow(twiml);
        else await caller.Ask(call.Url!, []);
        return caller;
    }

    /// <summary>Presses keys at a Gather: as many as it waits for, or up to its finishing key.</summary>
    public Task Press(string digits)
    {
        var gather = At("Gather");
        var finish = (string?)gather.Attribute("finishOnKey") ?? "#";
        var pressed = finish.Length > 0 ? digits.Split(finish[0])[0] : digits;
        if ((int?)gather.Attribute("numDigits") is { } most && pressed.Length > most) pressed = pressed[..most];
        return Act(gather, new() { ["Digits"] = pressed });
    }

    /// <summary>Speaks, at a Gather that listens to speech or after the beep of a Record.</summary>
    public Task Says(string words, int seconds = 3)
    {
        if (WaitsAt is { Name.LocalName: "Record" } record) return Act(record, Recorded(words, seconds));
        var gather = At("Gather");
        return ((string?)gather.Attribute("input") ?? "dtmf").Contains("speech", StringComparison.Ordinal)
            ? Act(gather, new() { ["SpeechResult"] = words, ["Confidence"] = "0.9" })
            : KeepsSilent();
    }

    /// <summary>Until the service loses patience.</summary>
    public async Task KeepsSilent()
    {
        var verb = WaitsAt ?? throw new InvalidOperationException("The service waits for nothing.");
        if (verb.Name.LocalName == "Gather" && (string?)verb.Attribute("actionOnEmptyResult") == "true") await Act(verb, new() { ["Digits"] = "" });
        else await Continue();
    }

    /// <summary>The dialled person talked ("completed"), or did not: "busy", "no-answer", "failed".</summary>
    public Task DialEnds(string status)
    {
        var dial = At("Dial");
        return dial.Attribute("action") is null ? Continue() : Act(dial, new() { ["DialCallStatus"] = status });
    }

    public Task HangsUp() => End("completed");

    internal static Dictionary<string, string> Form(Account account, VoiceCall call) => new()
    {
        ["CallSid"] = call.Sid, ["AccountSid"] = account.Options.AccountSid, ["From"] = call.From, ["To"] = call.To, ["Caller"] = call.From, ["Called"] = call.To,
        ["CallStatus"] = call.Status, ["Direction"] = call.Direction, ["ApiVersion"] = "2010-04-01", ["FromCountry"] = "FR", ["ToCountry"] = "FR",
    };

    private XElement At(string verb) =>
        WaitsAt is { } at && at.Name.LocalName == verb ? at : throw new InvalidOperationException($"The service does not wait at a {verb}; it said: {string.Join(" / ", _heard)}");

    /// <summary>To the verb's action, or to the same address again without one.</summary>
    private Task Act(XElement verb, Dictionary<string, string> fields) =>
        Ask((string?)verb.Attribute("action") is { Length: > 0 } action ? new Uri(new Uri(_url), action).ToString() : _url, fields);

    private async Task Ask(string url, Dictionary<string, string> fields)
    {
        // Two documents that redirect to each other would be heard for ever.
        if (++_documents > MostDocuments) throw new InvalidOperationException($"More than {MostDocuments} documents of TwiML in one call.");
        _url = url;
        var form = Form(_account, Call);
        if (Call.AnsweredBy is { } by) form["AnsweredBy"] = by;
        foreach (var (name, value) in fields) form[name] = value;
        LastAnswer = await _account.Webhooks.Send(url, form);
        if (Call.Status == "ringing") (Call.Status, Call.Started) = ("in-progress", _account.Now);
        await Follow(LastAnswer.Succeeded ? LastAnswer.Body : "");
    }

    private async Task Follow(string twiml)
    {
        // What is no TwiML ends a call with an apology that nobody of ours wrote.
        if (Phones.Twiml(twiml) is not { } response)
        {
            _heard.Add("An application error has occurred. Goodbye.");
            await End("failed");
            return;
        }
        _verbs = new(response.Elements());
        await Continue();
    }

    private async Task Continue()
    {
        WaitsAt = null;
        while (_verbs.TryDequeue(out var verb))
            switch (verb.Name.LocalName)
            {
                case "Say" or "Play":
                    Hear(verb);
                    break;
                case "Pause":
                    break;
                case "Redirect":
                    await Ask(new Uri(new Uri(_url), verb.Value.Trim()).ToString(), []);
                    return;
                case "Gather" or "Record" or "Dial":
                    foreach (var said in verb.Elements().Where(e => e.Name.LocalName is "Say" or "Play")) Hear(said);
                    if (verb.Name.LocalName == "Dial") Dialled = verb.Value.Trim();
                    WaitsAt = verb;
                    return;
                case "Reject":
                    await End((string?)verb.Attribute("reason") == "busy" ? "busy" : "no-answer");
                    return;
                case "Hangup":
                    await End("completed");
                    return;
                default:
                    throw new InvalidOperationException($"{verb.Name} is no verb that this fake knows.");
            }
        await End("completed");
    }

    private void Hear(XElement verb) => _heard.Add(verb.Name.LocalName == "Say" ? verb.Value.Trim() : "♪ " + verb.Value.Trim());

    private Dictionary<string, string> Recorded(string words, int seconds)
    {
        var recording = new Recording(_account.Sids.Next("RE"), Call.Sid, _account.Now, seconds, words);
        _account.Recordings[recording.Sid] = recording;
        return new()
        {
            ["RecordingSid"] = recording.Sid, ["RecordingDuration"] = seconds.ToString(CultureInfo.InvariantCulture), ["Digits"] = "",
            ["RecordingUrl"] = $"https://api.twilio.com/2010-04-01/Accounts/{_account.Options.AccountSid}/Recordings/{recording.Sid}",
        };
    }

    private async Task End(string status)
    {
        WaitsAt = null;
        if (Call.IsFinal) return;
        (Call.Status, Call.Ended) = (status, _account.Now);
        if (_told is not null) await _account.Webhooks.Send(_told, Form(_account, Call));
    }
}
