using System.Xml.Linq;
using CyberVoisins.Server.Voice;
using FakeTwilio;

namespace CyberVoisins.Server.Tests.Twilio;

/// <summary>Our TwiML is the one that Twilio's own builder (npm twilio) writes for the same verbs, whatever people and names hold.</summary>
public sealed class BuildingTwiml
{
    private const int Documents = 300;
    private const string Voice = "Polly.Lea-Neural", Action = "https://voisins.example/webhooks/twilio/voice/key?step=Menu&n=1";

    private static readonly string[] Texts = ["Bonjour.", "Les Voisins du 17e|Tapez 1", "Chez \"A & B\" <c>", "ça, où, déjà : 14 h 30", "l'été & l'hiver|'oui'|\"non\"", "日本 😀", "a  b"];

    [Fact]
    public async Task As_Twilios_own_builder_does()
    {
        var dice = TwilioJs.Dice();
        var documents = Enumerable.Range(0, Documents).Select(_ => Enumerable.Range(0, 1 + dice.Below(4)).Select(_ => Verb(dice)).ToList()).ToList();
        var answers = await TwilioJs.Ask("twiml.mjs", documents.Select(verbs => (object)new { voice = Voice, verbs = verbs.Select(v => v.Question) }));
        Assert.Equal(Documents, answers.Count);
        Assert.All(documents.Zip(answers), pair =>
        {
            var ours = new Twiml(Voice);
            foreach (var verb in pair.First) verb.Write(ours);
            Assert.Equal(Canonical(pair.Second.GetValue<string>()), Canonical(ours.ToString()));
        });
    }

    private static (object Question, Action<Twiml> Write) Verb(Dice dice)
    {
        var text = dice.One(Texts);
        switch (dice.Below(5))
        {
            case 0: return (new { verb = "say", text }, t => t.Say(text));
            case 1:
                var (speech, digits) = (dice.Below(2) == 0, dice.Below(2) == 0 ? 1 : (int?)null);
                var hints = speech ? "mail, impôts" : null;
                return (new { verb = "ask", text, action = Action, speech, digits, hints }, t => t.Ask(text, Action, digits, speech, hints));
            case 2: return (new { verb = "record", action = Action }, t => t.Record(Action, Action + "&r=1"));
            case 3: return (new { verb = "dial", action = Action, number = "+33199001717" }, t => t.Dial("+33199001717", Action));
            default: return (new { verb = "hangup" }, t => t.Hangup());
        }
    }

    /// <summary>The order of attributes means nothing.</summary>
    private static string Canonical(string xml) => Sorted(XElement.Parse(xml, LoadOptions.PreserveWhitespace)).ToString(SaveOptions.DisableFormatting);

    private static XElement Sorted(XElement element) => new(element.Name, element.Attributes().OrderBy(a => a.Name.LocalName, StringComparer.Ordinal), element.Nodes().Select(n => n is XElement child ? Sorted(child) : n));
}
