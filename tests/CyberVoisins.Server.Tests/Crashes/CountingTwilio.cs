using System.Globalization;
using System.Net;
using FakeTwilio;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>An SMS that Twilio took.</summary>
/// <param name="Message">The id of the outbox row, from the status callback's address.</param>
/// <param name="By">Who sent it: each process has a key of its own.</param>
internal sealed record TakenSms(string Sid, Guid Message, string To, string Body, string By);

/// <summary>The fake Twilio as the crash stories need it: it knows every process, kills it where it is told to, and counts twice what was sent twice.</summary>
internal sealed class CountingTwilio : IAsyncDisposable
{
    private readonly TwilioServer _server;

    private CountingTwilio(TwilioServer server) => _server = server;

    public IReadOnlyList<TakenSms> Taken => [.. _server.Accepted.Select(s => new TakenSms(s.Sid, Guid.Parse(s.M!, CultureInfo.InvariantCulture), s.To, s.Body, s.By))];

    /// <summary>How long it takes to answer.</summary>
    public TimeSpan Delay
    {
        get => _server.Delay;
        set => _server.Delay = value;
    }

    /// <param name="key">The API key of one process; webhooks are signed with the token of all.</param>
    public IReadOnlyDictionary<string, string> Settings(string key) => new Dictionary<string, string>
    {
        ["Twilio:AccountSid"] = _server.Options.AccountSid, ["Twilio:AuthToken"] = _server.Options.AuthToken, ["Twilio:From"] = _server.Options.Numbers[0],
        ["Twilio:ApiKeySid"] = key, ["Twilio:ApiKeySecret"] = _server.Options.ApiKeySecret, ["Twilio:BaseUrl"] = Url, ["Twilio:PricingUrl"] = Url, ["PublicBaseUrl"] = _server.Options.PublicBaseUrl,
    };

    private string Url => _server.Url.ToString().TrimEnd('/');

    /// <param name="now">The service's clock: Twilio's agrees with it.</param>
    /// <param name="dies">Told of each SMS as it comes and as it is taken; true when the caller was killed there.</param>
    public static async Task<CountingTwilio> Start(Func<DateTimeOffset> now, Func<KillPoint, bool> dies) => new(await TwilioServer.Start(new()
    {
        Clock = new ClockOf(now), Delivery = Delivery.OnDemand, MostPerPage = 2, // so that looking something up turns pages
        OnArrived = _ => dies(KillPoint.SmsArrived), OnRecorded = _ => dies(KillPoint.SmsRecorded),
    }));

    /// <summary>Somebody's SMS comes to the service.</summary>
    /// <exception cref="HttpRequestException">The service did not answer; Twilio would try again.</exception>
    public async Task<HttpStatusCode> Delivers(Uri service, string from, string body, string sid) => Answer((await _server.Receive(from, body, sid: sid, service: service))!);

    /// <summary>News of an SMS that was taken.</summary>
    /// <inheritdoc cref="Delivers"/>
    public async Task<HttpStatusCode> Reports(Uri service, TakenSms sms, string status) =>
        Answer(await _server.Report(_server.Accepted.Single(s => s.Sid == sms.Sid), status, service: service));

    private static HttpStatusCode Answer(Webhook webhook) => webhook.Status ?? throw new HttpRequestException("The service did not answer.", webhook.Failure);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class ClockOf(Func<DateTimeOffset> now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now();
    }
}
