using CyberVoisins.Server.Data;

namespace CyberVoisins.Server.Messages;

internal static class MessagesSetup
{
    /// <summary>The outbox, who sends it, and what comes back: Twilio when it is configured, else the local telephones.</summary>
    /// <exception cref="StartupException">Twilio is half configured.</exception>
    public static IServiceCollection AddMessages(this IServiceCollection services, IConfiguration configuration)
    {
        var twilio = TwilioOptions.Read(configuration);
        services.AddSingleton(twilio);
        services.AddSingleton(SmsLimits.Read(configuration)).AddSingleton<SmsProviders>().AddSingleton<SendingPace>().AddSingleton<PriceList>();
        services.AddScoped<FlightChecks>().AddScoped<Flight>().AddScoped<Ladder>();
        services.AddScoped<Outbox>().AddScoped<ReceiveSms>().AddScoped<LocalPhones>().AddScoped<DeliveryNews>().AddScoped<StopWriting>().AddScoped<Correspondents>().AddScoped<FailedSms>();
        services.AddSingleton<UnknownFates>().AddSingleton<SmsDispatcher>().AddSingleton<InboundWorker>().AddSingleton<CatchUp>();
        services.AddHostedService<MessagesWorker>();
        services.AddBooks(configuration);
        services.AddHealthChecks().AddCheck<SmsHealth>("sms", tags: ["ready"]);

        if (twilio.IsConfigured)
        {
            AddWriter(services, nameof(TwilioSms));
            services.AddSingleton(s => new TwilioApi(s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TwilioSms)), twilio));
            services.AddSingleton(s => new TwilioPrices(s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TwilioSms)), twilio));
            services.AddSingleton<ISmsSender, TwilioSms>().AddSingleton<IProviderRecords, TwilioRecords>();
        }
        else services.AddSingleton<ISmsSender, LocalSms>();
        AddBrevo(services, BrevoOptions.Read(configuration), twilio);
        return services;
    }

    /// <summary>After the first provider: the order is the order of choice.</summary>
    private static void AddBrevo(IServiceCollection services, BrevoOptions brevo, TwilioOptions twilio)
    {
        services.AddSingleton(brevo);
        if (!brevo.IsConfigured) return;
        if (!twilio.IsConfigured) throw new StartupException("Brevo is the second provider of SMS: configure Twilio, the first, which also receives.");
        AddWriter(services, nameof(BrevoSms));
        services.AddSingleton(s => new BrevoSms(s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(BrevoSms)), brevo));
        services.AddSingleton<ISmsSender>(s => s.GetRequiredService<BrevoSms>()).AddSingleton<IProviderRecords>(s => s.GetRequiredService<BrevoSms>());
    }

    /// <summary>No resilience handler: it would send a POST again, and the recipient would get the SMS again. Redirects are not followed for the same reason.</summary>
    private static void AddWriter(IServiceCollection services, string name) =>
        services.AddHttpClient(name, http => http.Timeout = TimeSpan.FromSeconds(15))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
}

/// <summary>Handles what came in and sends what goes out, at every ring of the bell and at least every second.</summary>
internal sealed class MessagesWorker(CatchUp catchUp, InboundWorker inbound, SmsDispatcher outbound, WorkBell bell, TimeProvider clock, ILogger<MessagesWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rung = bell.Rung;
            try
            {
                // What came in while we were away is read before anything leaves: a STOP may be among it.
                await catchUp.RunDue(stoppingToken);
                await inbound.RunDue(stoppingToken);
                if (!catchUp.MustWait) await outbound.RunDue(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Messages: a round failed; the next one tries again.");
            }
            await Task.WhenAny(rung, Task.Delay(Pause, clock, stoppingToken));
        }
    }
}
