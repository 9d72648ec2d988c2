using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FakeTwilio;
using Microsoft.Extensions.Time.Testing;

namespace CyberVoisins.Server.Tests.Twilio;

/// <summary>What the fake refuses, keeps and gets wrong, as Twilio documents it: the other tests stand on it.</summary>
public sealed class TheFakeTwilio : IAsyncLifetime
{
    private const string Phone = "+33612345678";
    private const string Callback = "https://voisins.example/webhooks/twilio/status?m=7";

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private readonly ListeningService _service = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private TwilioServer _twilio = null!;

    public async ValueTask InitializeAsync()
    {
        _twilio = await TwilioServer.Start(new() { Clock = _clock, HonoursStop = true });
        _twilio.Connect(new HttpMessageInvoker(_service), new("http://service.local"));
    }

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
        _service.Dispose();
    }

    [Theory]
    [InlineData(21604, "To=")]
    [InlineData(21211, "To=0612345678")]
    [InlineData(21211, "To=+336123456789")]
    [InlineData(21614, "To=+33142345678")]
    [InlineData(21614, "To=+33937000001")]
    [InlineData(21408, "To=+447911123456")]
    [InlineData(21603, "From=")]
    [InlineData(21212, "From=CyberVoisins")]
    [InlineData(21659, "From=+33612000000")]
    [InlineData(21602, "Body=")]
    [InlineData(90014, "ValidityPeriod=0")]
    [InlineData(90007, "ValidityPeriod=36001")]
    [InlineData(21609, "StatusCallback=/status")]
    [InlineData(21609, "StatusCallback=https://my_host.example/")]
    [InlineData(20001, "Boddy=x")]
    public async Task Refuses_what_Twilio_refuses(int code, string field)
    {
        var parts = field.Split('=', 2);
        var (status, answer) = await Send((parts[0], parts[1]));
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, (int)answer["code"]!));
        Assert.Equal($"https://www.twilio.com/docs/errors/{code}", (string?)answer["more_info"]);
        Assert.Empty(_twilio.Accepted);
        Assert.Single(_twilio.Posts);
    }

    [Fact]
    public async Task Refuses_a_body_of_more_than_1600_letters() => Assert.Equal(21617, (int)(await Send(("Body", new string('a', 1601)))).Answer["code"]!);

    [Fact]
    public async Task Refuses_a_wrong_secret_and_knows_keys()
    {
        Assert.Equal(20003, (int)(await Post(Form(), "AC0123456789abcdef0123456789abcdef:wrong")).Answer["code"]!);
        Assert.Equal(HttpStatusCode.Created, (await Post(Form(), "SK7:secret")).Status);
        Assert.Equal("SK7", _twilio.Accepted.Single().By);
    }

    [Fact]
    public async Task An_SMS_is_shown_as_documented_and_told_in_order()
    {
        var (status, answer) = await Send(("Body", "Arrêt"), ("StatusCallback", Callback));
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(("queued", "1", "outbound-api", "Tue, 24 Nov 2026 09:00:00 +0000"), ((string?)answer["status"], (string?)answer["num_segments"], (string?)answer["direction"], (string?)answer["date_created"]));
        await Told(2);
        Assert.Equal(["sent", "delivered"], _service.Told.Select(t => t["MessageStatus"]));
        Assert.All(_service.Signatures, s => Assert.Equal(Signature.Of(_twilio.Options.AuthToken, s.Url, s.Form), s.Signature));
        Assert.Null((await Get((string)answer["uri"]!))["price"]);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("-0.07980", (string?)(await Get((string)answer["uri"]!))["price"]);
    }

    [Fact]
    public async Task Pages_are_followed_by_their_token_and_do_not_move()
    {
        for (var n = 0; n < 5; n++) await Send(("Body", $"{n}"));
        var bodies = new List<string>();
        for (var next = $"{Messages}?To={Uri.EscapeDataString(Phone)}&PageSize=2&DateSent%3E=2026-11-24"; next is not null;)
        {
            var page = await Get(next);
            bodies.AddRange(page["messages"]!.AsArray().Select(m => (string)m!["body"]!));
            next = (string?)page["next_page_uri"];
            await Send(("Body", "later"));
        }
        Assert.Equal(["4", "3", "2", "1", "0"], bodies);
        Assert.Empty((await Get($"{Messages}?DateSent%3C=2026-11-23"))["messages"]!.AsArray());
        Assert.Equal(20007, (int)(await Get($"{Messages}?PageSize=1001"))["code"]!);
    }

    [Fact]
    public async Task A_delivered_SMS_is_redacted_and_deleted()
    {
        var uri = (string)(await Send(("StatusCallback", Callback))).Answer["uri"]!;
        await Told(2);
        Assert.Equal("", (string?)(await Ask(HttpMethod.Post, uri, [KeyValuePair.Create("Body", "")])).Answer["body"]);
        Assert.Equal(HttpStatusCode.NoContent, (await Ask(HttpMethod.Delete, uri)).Status);
        Assert.Equal(20404, (int)(await Get(uri))["code"]!);
    }

    [Fact]
    public async Task Faults_take_the_SMS_or_do_not_as_they_say()
    {
        foreach (var fault in Fault.All.Where(f => f is not (Fault.HangBefore or Fault.HangAfter)))
        {
            var before = _twilio.Accepted.Count;
            _twilio.Faults.Next(fault);
            try
            {
                var (status, _) = await Send();
                Assert.True(fault is Fault.TruncatedJson or Fault.JsonWithoutSid or Fault.WrongSid || (int)status >= 300, $"{fault}: {status}");
            }
            catch (HttpRequestException)
            {
                Assert.True(fault is Fault.ResetBefore or Fault.ResetAfter or Fault.TruncatedJson { CutConnection: true }, $"{fault}");
            }
            Assert.True(_twilio.Accepted.Count - before == (fault.Recorded ? 1 : 0), $"{fault}");
        }
    }

    [Fact]
    public async Task A_hanging_answer_does_not_hold_up_the_news()
    {
        _twilio.Faults.Next(new Fault.HangAfter());
        using var impatience = new CancellationTokenSource();
        var hanging = Post(Form(("StatusCallback", Callback)), null, impatience.Token);
        await Told(2);
        Assert.False(hanging.IsCompleted);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task Stopped_it_refuses_connections_and_forgets_nothing()
    {
        await Send();
        await _twilio.Stop();
        await Assert.ThrowsAsync<HttpRequestException>(() => Send());
        await _twilio.Resume();
        Assert.Equal(HttpStatusCode.Created, (await Send()).Status);
        Assert.Equal(2, _twilio.Accepted.Count);
    }

    [Fact]
    public async Task News_is_early_repeated_reordered_lost_or_forged()
    {
        _twilio.Faults.CallbacksOf(Phone, new() { Early = true, Copies = 3, Reordered = true });
        await Send(("StatusCallback", Callback));
        Assert.Equal(["delivered", "delivered", "delivered", "sent", "sent", "sent"], _service.Told.Select(t => t["MessageStatus"]));

        _twilio.Faults.CallbacksOf(Phone, new() { Early = true, Lost = true });
        await Send(("StatusCallback", Callback));
        Assert.Equal((6, "delivered"), (_service.Told.Count, _twilio.Accepted[^1].Status));

        foreach (var forgery in Enum.GetValues<Forgery>())
        {
            await _twilio.Report(_twilio.Accepted[^1], "delivered", forged: forgery);
            var (url, form, signature) = _service.Signatures[^1];
            Assert.Equal(forgery == Forgery.None, Signature.Of(_twilio.Options.AuthToken, url, form) == signature);
        }
    }

    [Fact]
    public async Task Who_says_STOP_is_not_written_to_and_a_lost_SMS_is_in_the_list()
    {
        Assert.Null(await _twilio.Receive(Phone, "Stop", lost: true));
        Assert.Empty(_service.Told);
        Assert.Equal(21610, (int)(await Send()).Answer["code"]!);
        Assert.Equal("inbound", (string?)(await Get($"{Messages}?From={Uri.EscapeDataString(Phone)}"))["messages"]![0]!["direction"]);
    }

    [Fact]
    public async Task A_caller_hears_presses_and_speaks()
    {
        _service.Answers = form => form.GetValueOrDefault("Digits") switch
        {
            null => """<Response><Gather numDigits="1" action="/voice/choice"><Say>Tapez 1</Say></Gather><Say>Au revoir</Say></Response>""",
            "1" => """<Response><Say>Parlez</Say><Record action="/voice/said"/></Response>""",
            _ => "<Response><Say>Merci</Say><Hangup/></Response>",
        };
        var caller = await _twilio.Call(Phone);
        await caller.Press("1");
        await caller.Says("Je viens");
        Assert.Equal(["Tapez 1", "Parlez", "Merci"], caller.Heard);
        Assert.True(caller.IsOver);
        var recording = $"/2010-04-01/Accounts/{_twilio.Options.AccountSid}/Recordings/{_service.Told[^1]["RecordingSid"]}";
        Assert.Equal("completed", (string?)(await Get(recording + ".json"))["status"]);

        var silent = await _twilio.Call(Phone);
        await silent.KeepsSilent();
        Assert.Equal(["Tapez 1", "Au revoir"], silent.Heard);
    }

    private string Messages => $"/2010-04-01/Accounts/{_twilio.Options.AccountSid}/Messages.json";

    /// <summary>The news is told by another thread, in real time.</summary>
    private async Task Told(int count)
    {
        for (var tries = 0; _service.Told.Count < count && tries < 500; tries++) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(count, _service.Told.Count);
        await _twilio.Settled();
    }

    private static Dictionary<string, string> Form(params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["To"] = Phone, ["From"] = "CyberVoisin", ["Body"] = "Bonjour" };
        foreach (var (name, value) in fields) form[name] = value;
        return form;
    }

    private Task<(HttpStatusCode Status, JsonNode Answer)> Send(params (string, string)[] fields) => Post(Form(fields));
    private Task<(HttpStatusCode Status, JsonNode Answer)> Post(Dictionary<string, string> form, string? user = null, CancellationToken? patience = null) => Ask(HttpMethod.Post, Messages, form, user, patience);
    private async Task<JsonNode> Get(string path) => (await Ask(HttpMethod.Get, path)).Answer;

    private async Task<(HttpStatusCode Status, JsonNode Answer)> Ask(HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? form = null, string? user = null, CancellationToken? patience = null)
    {
        var cancel = patience ?? TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, new Uri(_twilio.Url, path)) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user ?? $"{_twilio.Options.AccountSid}:{_twilio.Options.AuthToken}")));
        using var response = await _http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return (response.StatusCode, IsJson(text) ? JsonNode.Parse(text)! : new JsonObject());
    }

    private static bool IsJson(string text) => text.StartsWith('{') && text.EndsWith('}');
}
