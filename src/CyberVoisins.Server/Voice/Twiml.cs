using System.Xml;
using System.Xml.Linq;

namespace CyberVoisins.Server.Voice;

/// <summary>What Twilio is told to say and do in a call (TwiML). System.Xml escapes whatever a name holds.</summary>
/// <param name="voice">Twilio's name of the voice.</param>
internal sealed class Twiml(string voice)
{
    public const string Language = "fr-FR";

    /// <summary>Long enough for somebody who looks for the key.</summary>
    private const int PatienceSeconds = 8;

    private readonly XElement _response = new("Response");

    /// <summary>One sentence after the other, with a breath between.</summary>
    public Twiml Say(string sentences)
    {
        Speak(_response, sentences);
        return this;
    }

    /// <summary>Asks, and waits for keys, or for words as well.</summary>
    /// <param name="action">Called with what was pressed or said, and with nothing when there was nothing.</param>
    public Twiml Ask(string question, string action, int? digits = 1, bool speech = false, string? hints = null)
    {
        var gather = new XElement("Gather",
            new XAttribute("input", speech ? "dtmf speech" : "dtmf"),
            new XAttribute("action", action),
            new XAttribute("method", "POST"),
            new XAttribute("timeout", PatienceSeconds),
            new XAttribute("actionOnEmptyResult", "true"),
            new XAttribute("language", Language));
        if (digits is { } count) gather.Add(new XAttribute("numDigits", count));
        if (speech) gather.Add(new XAttribute("speechTimeout", "auto"));
        if (hints is not null) gather.Add(new XAttribute("hints", hints));
        Speak(gather, question);
        _response.Add(gather);
        return this;
    }

    /// <summary>Records until a silence, a # or the end of the time; what follows when nothing was said is the same action.</summary>
    public Twiml Record(string action, string recorded)
    {
        _response.Add(
            new XElement("Record",
                new XAttribute("action", action), new XAttribute("method", "POST"), new XAttribute("maxLength", 90), new XAttribute("finishOnKey", "#"),
                new XAttribute("timeout", PatienceSeconds), new XAttribute("playBeep", "true"),
                new XAttribute("recordingStatusCallback", recorded), new XAttribute("recordingStatusCallbackMethod", "POST")),
            new XElement("Redirect", new XAttribute("method", "POST"), action));
        return this;
    }

    public Twiml Dial(string number, string action)
    {
        _response.Add(new XElement("Dial", new XAttribute("action", action), new XAttribute("method", "POST"), new XAttribute("timeout", 25), number));
        return this;
    }

    public Twiml Hangup()
    {
        _response.Add(new XElement("Hangup"));
        return this;
    }

    public override string ToString() => $"""<?xml version="1.0" encoding="UTF-8"?>{_response.ToString(SaveOptions.DisableFormatting)}""";

    private void Speak(XElement parent, string sentences)
    {
        var first = true;
        foreach (var sentence in sentences.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!first) parent.Add(new XElement("Pause", new XAttribute("length", 1)));
            parent.Add(new XElement("Say", new XAttribute("voice", voice), new XAttribute("language", Language), Sayable(sentence)));
            first = false;
        }
    }

    /// <summary>A name may hold what XML cannot.</summary>
    private static string Sayable(string text) => string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)).Select(rune => rune.ToString()));
}
