using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CyberVoisins.Server.Map;

/// <summary>Never unhealthy: without the map the service still answers, from the database.</summary>
internal sealed class VolunteerMapHealth(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.Ask(db => db.StringGetAsync("cv:health"), cancellationToken);
            return HealthCheckResult.Healthy(redis.IsEmbedded ? "The embedded volunteer map answers." : "The volunteer map answers.");
        }
        catch (MapUnavailable)
        {
            return HealthCheckResult.Degraded("The volunteer map is away: searches use the database, more slowly.");
        }
    }
}
