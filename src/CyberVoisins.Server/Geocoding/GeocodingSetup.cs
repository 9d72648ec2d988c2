using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace CyberVoisins.Server.Geocoding;

internal static class GeocodingSetup
{
    /// <summary>Section "Geocoding"; the imported communes.csv is looked for in Data:Folder, "data" by default, at start.</summary>
    public static IServiceCollection AddGeocoding(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GeocodingSettings>().Bind(configuration.GetSection(GeocodingSettings.Section))
            .ValidateDataAnnotations()
            .Validate(s => s.AttemptSeconds < s.TotalSeconds, "Geocoding:AttemptSeconds must be below Geocoding:TotalSeconds.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => CommuneTable.Load(configuration["Data:Folder"] ?? "data", s.GetRequiredService<ILogger<CommuneTable>>()));
        services.TryAddSingleton(s => DensityTable.Load(configuration["Data:Folder"] ?? "data", s.GetRequiredService<ILogger<DensityTable>>()));
        services.TryAddSingleton<AddressMemory>();
        services.TryAddTransient<AddressFinder>();
        services.AddHttpClient<BanClient>(http =>
            {
                // The pipeline below keeps the time; HttpClient's own limit would cut it short.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.MaxResponseContentBufferSize = 1024 * 1024;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("CyberVoisins");
            })
            // They write the address of each call, which holds the resident's.
            .RemoveAllLoggers()
            .AddStandardResilienceHandler()
            .Configure((options, s) => Configure(options, s.GetRequiredService<IOptions<GeocodingSettings>>().Value));
        return services;
    }

    private static void Configure(HttpStandardResilienceOptions options, GeocodingSettings settings)
    {
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(settings.TotalSeconds);
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(settings.AttemptSeconds);
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(Math.Max(30, 2 * settings.AttemptSeconds));
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.BackoffType = DelayBackoffType.Exponential;
        options.Retry.UseJitter = true;
        options.Retry.ShouldRetryAfterHeader = true;
    }
}
