using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using FakeTwilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Twilio.Matrix;

/// <summary>
/// The whole service and the fake Twilio, talking over a real connection one way and by signed webhooks the other, by one
/// clock. The rows of the fault matrix (shared/design/sms-facts.md, section 7) happen here.
/// </summary>
internal sealed class ServiceOnTwilio : IAsyncDisposable
{
    /// <summary>How long our client waits for an answer, in real time: the real patience is 15 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SwitchedSender _sender;

    private ServiceOnTwilio(TwilioServer twilio, Neighbourhood hood, SwitchedSender sender) => (Twilio, Hood, _sender) = (twilio, hood, sender);

    public TwilioServer Twilio { get; }
    public Neighbourhood Hood { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="shape">Of the fake; its account, clock and addresses are set here.</param>
    /// <param name="adjust">Of the service.</param>
    public static async Task<ServiceOnTwilio> Start(Func<TwilioServerOptions, TwilioServerOptions>? shape = null, Action<WebApplicationBuilder>? adjust = null, string? secondToken = null, string? policy = null)
    {
        var clock = new BorrowedClock();
        var options = new TwilioServerOptions { AccountSid = "AC00000000000000000000000000000000", AuthToken = Neighbourhood.Token, PublicBaseUrl = Neighbourhood.PublicUrl, Clock = clock };
        var twilio = await TwilioServer.Start(shape?.Invoke(options) ?? options);
        var sender = new SwitchedSender();
        var hood = await Neighbourhood.Start(policy, adjust: builder =>
        {
            var settings = new TwilioOptions
            {
                AccountSid = options.AccountSid, AuthToken = Neighbourhood.Token, SecondaryAuthToken = secondToken, From = "+33937000000",
                BaseUrl = twilio.Url.ToString().TrimEnd('/'), PricingUrl = twilio.Url.ToString().TrimEnd('/'), PublicBaseUrl = Neighbourhood.PublicUrl,
            };
            var services = builder.Services;
            services.AddHttpClient(nameof(TwilioSms), http => http.Timeout = Patience);
            services.Replace(ServiceDescriptor.Singleton(settings));
            services.Replace(ServiceDescriptor.Singleton(s => new TwilioApi(s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TwilioSms)), settings)));
            services.Replace(ServiceDescriptor.Singleton(s => new TwilioPrices(s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TwilioSms)), settings)));
            sender.Now = (ISmsSender)services.Single(s => s.ServiceType == typeof(ISmsSender)).ImplementationInstance!;
            services.Replace(ServiceDescriptor.Singleton<ISmsSender>(sender));
            services.AddSingleton<TwilioSms>().AddSingleton<IProviderRecords, TwilioRecords>();
            adjust?.Invoke(builder);
        });
        clock.Of = hood.Clock;
        twilio.Connect(hood.Client(), new Uri("http://localhost"));
        await hood.Settle();
        // The people of the story have their telephones; from here on every SMS goes by Twilio.
        sender.Now = hood.Services.GetRequiredService<TwilioSms>();
        return new(twilio, hood, sender);
    }

    /// <summary>A neighbour whose one SMS, the welcome, is written and has not left.</summary>
    public Task<string> OneSms() => Hood.HasVolunteer("Amina");

    public Task<Message> MessageTo(string phone) => Hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.To == new PhoneNumber(phone) && m.Channel == MessageChannel.Sms, Cancel));

    /// <summary>How often that telephone rang.</summary>
    public int Rings(string phone) => Twilio.Accepted.Count(s => s.To == phone);

    public int Posts(string phone) => Twilio.Posts.Count(p => p.To == phone);

    public async Task Settle()
    {
        await Hood.Settle();
        await Twilio.Settled();
        await Hood.Settle();
    }

    /// <summary>Time passes, minute by minute, on both sides.</summary>
    public async Task Passes(Duration time)
    {
        await Settle();
        for (var until = Hood.Now + time; Hood.Now < until;)
        {
            Hood.Clock.Advance(Duration.Min(Duration.FromMinutes(1), until - Hood.Now).ToTimeSpan());
            await Settle();
        }
    }

    /// <summary>What the association finds when it looks for what went wrong.</summary>
    public async Task<bool> IsSeen(Message message) =>
        (await Hood.Coordinator($$"""{ messages(state: {{message.State.ToString().ToUpperInvariant()}}, first: 50) { nodes { id } } }"""))["messages"]!["nodes"]!.AsArray().Any(n => n!["id"]!.GetValue<string>() == message.Id.ToString());

    public async ValueTask DisposeAsync()
    {
        await Hood.DisposeAsync();
        await Twilio.DisposeAsync();
    }

    /// <summary>The fake is there before the service whose clock it keeps.</summary>
    private sealed class BorrowedClock : TimeProvider
    {
        public TimeProvider? Of { get; set; }

        public override DateTimeOffset GetUtcNow() => (Of ?? System).GetUtcNow();
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => (Of ?? System).CreateTimer(callback, state, dueTime, period);
    }

    private sealed class SwitchedSender : ISmsSender
    {
        public ISmsSender Now { get; set; } = null!;
        public string Name => Now.Name;
        public bool NoTraceMeansNotSent => Now.NoTraceMeansNotSent;
        public bool CanBeAnsweredFrom(PhoneNumber to) => Now.CanBeAnsweredFrom(to);
        public Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel) => Now.Send(sms, cancel);
        public Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel) => Now.Find(sms, known, cancel);
    }
}
