using System.Diagnostics;
using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Map;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CyberVoisins.Server.Tests.Geo;

public sealed class WhenRedisIsAway
{
    // Nothing listens on the discard port.
    private const string Nowhere = "127.0.0.1:9";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_says_so_within_seconds_at_first_and_at_once_afterwards()
    {
        await using var services = MapServers.Services(Nowhere);
        var map = services.GetRequiredService<VolunteerMap>();

        Assert.InRange(await TimeToFail(map), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(await TimeToFail(map), TimeSpan.Zero, TimeSpan.FromMilliseconds(1_500));
    }

    private static async Task<TimeSpan> TimeToFail(VolunteerMap map)
    {
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<MapUnavailable>(() =>
            map.Search(AssociationId.Of(Guid.Empty), new Coordinates(48, 2), 1_000, RequestId.Of(Guid.Empty), 10, 10, Cancel));
        return watch.Elapsed;
    }

    [Fact]
    public async Task Writes_and_rebuilds_say_so_too()
    {
        await using var services = MapServers.Services(Nowhere);
        var map = services.GetRequiredService<VolunteerMap>();
        var (association, volunteer) = (AssociationId.Of(Guid.Empty), VolunteerId.Of(Guid.Empty));

        await Assert.ThrowsAsync<MapUnavailable>(() => map.Put(association, volunteer, new(48, 2), Cancel));
        await Assert.ThrowsAsync<MapUnavailable>(() => map.Remove(association, volunteer, Cancel));
        await Assert.ThrowsAsync<MapUnavailable>(() => map.Exists(association, Cancel));
        await Assert.ThrowsAsync<MapUnavailable>(() => map.Rebuild(association, AsyncEnumerable.Empty<(VolunteerId, Coordinates)>(), Cancel));
    }

    [Theory]
    [InlineData(Nowhere, HealthStatus.Degraded)]
    [InlineData(null, HealthStatus.Healthy)]
    public async Task The_service_is_degraded_not_ill(string? redis, HealthStatus expected)
    {
        await using var services = MapServers.Services(redis);
        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);

        var map = report.Entries["volunteer-map"];
        Assert.Equal(expected, map.Status);
        Assert.EndsWith(".", map.Description);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_stops_the_start_without_being_repeated()
    {
        var refused = Assert.Throws<StartupException>(() => MapServers.Services("127.0.0.1:6379,password=secret,nonsense=1"));
        Assert.Contains("ConnectionStrings:Redis", refused.Message);
        Assert.DoesNotContain("secret", refused.ToString());
    }
}
