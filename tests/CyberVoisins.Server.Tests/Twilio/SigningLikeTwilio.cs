using System.Text.Json.Nodes;
using CyberVoisins.Server.Messages;
using FakeTwilio;

namespace CyberVoisins.Server.Tests.Twilio;

/// <summary>Our signatures and Twilio's own (npm twilio), both ways, on generated requests.</summary>
public sealed class SigningLikeTwilio
{
    private const int Requests = 1_000;

    private static readonly string[] Hosts =
    [
        "https://voisins.example", "https://voisins.example:8443", "https://voisins.example:443", "http://voisins.example", "http://voisins.example:80", "http://voisins.example:5000",
        "https://user:pass@voisins.example", "https://user@voisins.example:8443", "https://Voisins.Example", "http://127.0.0.1:5000",
    ];

    private static readonly string[] Paths = ["/", "/webhooks/twilio/status", "/webhooks/twilio/status?m=0198a0f0-1111-7abc-8def-0123456789ab", "/webhooks/twilio/sms?a=1&b=2", "/a%20b?x=%C3%A9"];
    private static readonly string[] Names = ["Body", "From", "To", "MessageSid", "body", "BODY", "From2", "Z", "a", "é", "MessagingBinding.Address", "10", "9", "_"];
    private static readonly string[] Values = ["", " ", "OUI 4821", " rogné ? non ", "Arrêt", "😀", "+33612345678", "a=b&c", "%41", "ligne\nsuivante", "0", "'", "\"", "𝒜ç"];
    private static readonly string[] Tokens = ["12345", "0123456789abcdef0123456789abcdef", "é"];

    private sealed record Request(string Token, string Url, List<KeyValuePair<string, string>> Form)
    {
        public string Signed => TwilioSignature.Of(Token, Url, Form);

        public object Asks(string what, string? signature = null) =>
            new { ask = what, token = Token, url = Url, form = Form.Select(f => new[] { f.Key, f.Value }), signature };
    }

    private static List<Request> Generated() => Generated(TwilioJs.Dice());

    private static List<Request> Generated(Dice dice) => [.. Enumerable.Range(0, Requests).Select(_ => new Request(dice.One(Tokens), dice.One(Hosts) + dice.One(Paths),
        [.. Enumerable.Range(0, dice.Below(8)).Select(_ => KeyValuePair.Create(dice.One(Names), dice.One(Values)))]))];

    [Fact]
    public async Task What_we_sign_is_true_for_Twilio()
    {
        var requests = Generated();
        Assert.All(await TwilioJs.Ask("signature.mjs", requests.Select(r => r.Asks("validate", r.Signed))), answer => Assert.True(answer.GetValue<bool>()));
    }

    [Fact]
    public async Task What_Twilio_signs_is_true_for_us_and_the_same_to_the_letter()
    {
        var requests = Generated();
        var signatures = await TwilioJs.Ask("signature.mjs", requests.Select(r => r.Asks("sign")));
        Assert.All(requests.Zip(signatures), pair =>
        {
            Assert.Equal(pair.Second.GetValue<string>(), pair.First.Signed);
            Assert.True(TwilioSignature.IsTrue(pair.Second.GetValue<string>(), [pair.First.Token], pair.First.Url, pair.First.Form));
        });
    }

    [Fact]
    public async Task The_fake_signs_as_Twilio_does()
    {
        // The fake sends no name twice.
        var requests = Generated().Select(r => r with { Form = [.. r.Form.DistinctBy(f => f.Key)] }).ToList();
        var signatures = await TwilioJs.Ask("signature.mjs", requests.Select(r => r.Asks("sign")));
        Assert.All(requests.Zip(signatures), pair => Assert.Equal(pair.Second.GetValue<string>(), Signature.Of(pair.First.Token, pair.First.Url, pair.First.Form.ToDictionary())));
    }

    [Fact]
    public async Task What_was_changed_on_the_way_is_judged_alike()
    {
        var dice = TwilioJs.Dice();
        var pairs = Generated(dice).Select(r => (Changed: Change(r, dice), Signature: r.Signed)).ToList();
        var answers = await TwilioJs.Ask("signature.mjs", pairs.Select(p => p.Changed.Asks("validate", p.Signature)));
        Assert.All(pairs.Zip(answers), pair => Assert.Equal(
            pair.Second.GetValue<bool>(), TwilioSignature.IsTrue(pair.First.Signature, [pair.First.Changed.Token], pair.First.Changed.Url, pair.First.Changed.Form)));
        // Some changes are none (a value said twice, a default port); most are refused by both.
        Assert.InRange(answers.Count(a => !a.GetValue<bool>()), Requests / 2, Requests);
    }

    [Fact]
    public async Task A_body_in_JSON_is_judged_alike()
    {
        var dice = TwilioJs.Dice();
        var bodies = Enumerable.Range(0, 200).Select(n => new JsonObject { ["text"] = dice.One(Values), ["n"] = n }.ToJsonString()).ToList();
        var hashes = await TwilioJs.Ask("signature.mjs", bodies.Select(body => new { ask = "hash", body }));
        var requests = bodies.Zip(hashes).Select(b => (Request: new Request(dice.One(Tokens), dice.One(Hosts) + "/webhooks/twilio/events?a=1&bodySHA256=" + b.Second.GetValue<string>(), []),
            Body: dice.Below(4) == 0 ? b.First + " " : b.First)).ToList();

        var answers = await TwilioJs.Ask("signature.mjs", requests.Select(r => new { ask = "validateBody", token = r.Request.Token, url = r.Request.Url, signature = r.Request.Signed, body = r.Body }));

        Assert.All(requests.Zip(answers), pair => Assert.Equal(pair.Second.GetValue<bool>(),
            TwilioSignature.IsTrueOfJson(pair.First.Request.Signed, [pair.First.Request.Token], pair.First.Request.Url, System.Text.Encoding.UTF8.GetBytes(pair.First.Body))));
        Assert.Contains(answers, a => a.GetValue<bool>());
        Assert.Contains(answers, a => !a.GetValue<bool>());
    }

    private static Request Change(Request request, Dice dice)
    {
        var form = request.Form.ToList();
        var at = dice.Below(Math.Max(1, form.Count));
        switch (dice.Below(7))
        {
            case 0:
                form.Add(KeyValuePair.Create(dice.One(Names), dice.One(Values)));
                break;
            case 1 when form.Count > 0:
                form.RemoveAt(at);
                break;
            case 2 when form.Count > 0:
                form[at] = KeyValuePair.Create(form[at].Key, form[at].Value + " ");
                break;
            case 3 when form.Count > 0:
                form[at] = KeyValuePair.Create(form[at].Key + "x", form[at].Value);
                break;
            case 4:
                return request with { Token = request.Token + "6" };
            case 5:
                return request with { Url = request.Url.Replace("oisins.example", "oisins.test", StringComparison.Ordinal) };
            default:
                return request with { Url = request.Url + (request.Url.Contains('?', StringComparison.Ordinal) ? "&n=1" : "?n=1") };
        }
        return request with { Form = form };
    }
}
