using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;

namespace CyberVoisins.Server.Map;

internal static class MapSetup
{
    /// <summary>Redis at ConnectionStrings:Redis, or the embedded Garnet when that is empty.</summary>
    /// <exception cref="StartupException">The connection string cannot be read.</exception>
    public static IServiceCollection AddVolunteerMap(this IServiceCollection services, IConfiguration configuration)
    {
        var configured = Parse(configuration.GetConnectionString("Redis"));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new RedisConnection(configured));
        services.TryAddSingleton<VolunteerMap>();
        services.AddHealthChecks().AddCheck<VolunteerMapHealth>("volunteer-map", tags: ["ready"]);
        return services;
    }

    private static ConfigurationOptions? Parse(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
            return null;
        try
        {
            return ConfigurationOptions.Parse(connection);
        }
        // The cause is kept out: it may quote the string, password included.
        catch (ArgumentException)
        {
            throw new StartupException("ConnectionStrings:Redis cannot be read: write host:port,password=… as StackExchange.Redis does.");
        }
    }
}
