using CyberVoisins.Server.Drafts;
using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Voice;

internal static class VoiceSetup
{
    /// <summary>The telephone's menu, and the calls that we make when that is allowed and wanted. Needs AddMessages.</summary>
    /// <exception cref="StartupException">It would call from a number that may not.</exception>
    public static IServiceCollection AddVoice(this IServiceCollection services, IConfiguration configuration)
    {
        var voice = VoiceOptions.Read(configuration);
        services.AddSingleton(voice).AddSingleton<VoiceCodeSeal>();
        services.AddScoped<VoicePeople>().AddScoped<VoicePrompts>().AddScoped<VoiceMenu>().AddScoped<VoiceWorry>().AddScoped<ReadOut>().AddScoped<RenewVoiceCode>();
        services.AddScoped<Recordings>().AddScoped<ForgetRecordings>();
        // No resilience handler: it would call again, and the telephone would ring again. No redirect: it would take the key along.
        foreach (var name in new[] { nameof(TwilioCalls), nameof(Recordings) })
            services.AddHttpClient(name, http => http.Timeout = TimeSpan.FromSeconds(15))
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        if (voice.Outbound)
            services.AddSingleton<IVoiceSender>(s => new TwilioCalls(
                new TwilioApi(s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TwilioCalls)), s.GetRequiredService<TwilioOptions>()), s.GetRequiredService<TwilioOptions>(), voice));
        return services;
    }
}
