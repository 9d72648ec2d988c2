using CyberVoisins.Server.Map;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Geo;

/// <summary>The embedded Garnet, and Redis too when TEST_REDIS names one ("127.0.0.1:6379").</summary>
public sealed class MapServers : IAsyncLifetime
{
    private readonly Dictionary<string, ServiceProvider> _services = [];

    public static TheoryData<string> Names =>
        Environment.GetEnvironmentVariable("TEST_REDIS") is { Length: > 0 } ? ["Garnet", "Redis"] : ["Garnet"];

    internal VolunteerMap Map(string name) => _services[name].GetRequiredService<VolunteerMap>();

    internal RedisConnection Connection(string name) => _services[name].GetRequiredService<RedisConnection>();

    internal static ServiceProvider Services(string? redis) => new ServiceCollection()
        .AddLogging()
        .AddVolunteerMap(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", redis)]).Build())
        .BuildServiceProvider();

    public ValueTask InitializeAsync()
    {
        foreach (var name in Names.Select(row => row.Data))
            _services[name] = Services(name == "Redis" ? Environment.GetEnvironmentVariable("TEST_REDIS") : null);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services.Values)
            await services.DisposeAsync();
    }
}
