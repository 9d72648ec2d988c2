using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FakeTwilio;

/// <summary>
/// Twilio on a port of this machine: it takes SMS and calls, keeps them, tells the service about them with signed
/// webhooks, and goes wrong when it is asked to. Everything a test does with it begins here.
/// </summary>
public sealed class TwilioServer : IAsyncDisposable
{
    private readonly Account _account;
    private readonly Deliveries _deliveries;
    private readonly Phones _phones;
    private readonly CancellationTokenSource _end = new();
    private WebApplication? _app;

    private TwilioServer(TwilioServerOptions options)
    {
        _account = new(options);
        _deliveries = new(_account);
        _phones = new(_account);
    }

    public TwilioServerOptions Options => _account.Options;

    /// <summary>Where it listens, or listened before it was stopped: what the service has as Twilio:BaseUrl.</summary>
    public Uri Url { get; private set; } = null!;

    public FaultPlan Faults => _account.Faults;

    /// <summary>Every POST of a message that was read, whatever became of it.</summary>
    public IReadOnlyList<PostedSms> Posts => [.. _account.Posts];

    /// <summary>The SMS that were taken, in order: what people receive.</summary>
    public IReadOnlyList<SmsMessage> Accepted => [.. _account.Messages.Where(m => m.Direction == "outbound-api")];

    /// <summary>All SMS of the account, the received ones too.</summary>
    public IReadOnlyList<SmsMessage> Messages => _account.Messages;

    public IReadOnlyList<VoiceCall> Calls => _account.Calls;

    /// <summary>Every webhook that was sent, the forged ones too.</summary>
    public IReadOnlyList<Webhook> Webhooks => [.. _account.Webhooks.Sent];

    /// <summary>How long a POST of a message takes to be read; in real time.</summary>
    public TimeSpan Delay
    {
        get => _account.Delay;
        set => _account.Delay = value;
    }

    public static async Task<TwilioServer> Start(TwilioServerOptions? options = null)
    {
        var server = new TwilioServer(options ?? new());
        await server.Listen(server.Options.Url);
        return server;
    }

    /// <summary>Webhooks for the public address go to the service at this one, through this client: an in-memory server has its own.</summary>
    public void Connect(HttpMessageInvoker? http, Uri? service) => _account.Webhooks.Connect(http, service);

    /// <summary>From now on connections are refused; what is held stays.</summary>
    public async Task Stop()
    {
        if (_app is null) return;
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Listens again, on the same port.</summary>
    public async Task Resume()
    {
        if (_app is null) await Listen(Url.ToString());
    }

    /// <summary>Webhooks are signed with another token from now on; the API still knows the first.</summary>
    public void Rotate(string token) => _account.Webhooks.Token = token;

    /// <summary>How often the message with this "m" was posted.</summary>
    public int PostsOf(string m) => _account.Posts.Count(p => p.M == m);

    /// <summary>The message goes on to this status, and the service is told.</summary>
    public Task<Webhook> Report(SmsMessage message, string status, int? errorCode = null, Forgery forged = Forgery.None, Uri? service = null) =>
        _deliveries.Report(message, status, errorCode, forged, service);

    /// <summary>All automatic news that was due has been sent.</summary>
    public Task Settled() => _deliveries.Settled();

    /// <summary>Somebody's SMS comes: it is kept, and the service is told.</summary>
    /// <param name="lost">It is only kept: a list shows it, the webhook never came.</param>
    /// <param name="sid">Said again, the SMS is told again and kept once.</param>
    /// <param name="service">Another process than the connected one.</param>
    /// <returns>What came of the webhook; null when it was lost.</returns>
    public Task<Webhook?> Receive(string from, string body, bool lost = false, string? sid = null, Forgery forged = Forgery.None, Uri? service = null) =>
        _phones.Write(from, body, lost, sid, forged, service);

    /// <summary>Somebody calls the service's number and hears what it says.</summary>
    public Task<Caller> Call(string from) => _phones.Call(from);

    /// <summary>The person whom the service calls picks up.</summary>
    public Task<Caller> PicksUp(VoiceCall call) => _phones.PicksUp(call);

    /// <summary>The called person does not: "busy", "no-answer", "failed" or "canceled".</summary>
    public Task<Webhook?> Ends(VoiceCall call, string status) => _phones.Ends(call, status);

    /// <summary>Until somebody ends the program.</summary>
    internal Task Ended() => _app!.WaitForShutdownAsync();

    private async Task Listen(string url)
    {
        if (!new Uri(url).IsLoopback) throw new ArgumentException($"{url} is not on this machine.", nameof(url));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        // A hanging answer must not hold up the end of a test.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        _app = builder.Build();
        MessagesApi.Map(_app, _account, _deliveries, _end.Token);
        CallsApi.Map(_app, _account);
        PricingApi.Map(_app, _account);
        ControlApi.Map(_app, this);
        HumanPage.Map(_app, this);
        await _app.StartAsync();
        Url = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Stop();
        await _deliveries.DisposeAsync();
        _account.Webhooks.Dispose();
        _end.Dispose();
    }
}
