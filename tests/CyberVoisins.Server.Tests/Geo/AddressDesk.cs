using System.Collections.Concurrent;
using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Geocoding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CyberVoisins.Server.Tests.Geo;

/// <summary>The geocoding slice as the service wires it, on a fake clock, with everything it logs.</summary>
internal sealed class AddressDesk : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public AddressDesk(string? url = null, string mode = "Online", string attemptSeconds = "2", string totalSeconds = "8", string? dataFolder = null)
    {
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddGeocoding(new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("Geocoding:Mode", mode), new("Geocoding:BaseUrl", url ?? "http://127.0.0.1:9/search/"), new("Geocoding:AttemptSeconds", attemptSeconds),
                new("Geocoding:TotalSeconds", totalSeconds), new("Data:Folder", dataFolder ?? "nowhere"),
            ]).Build())
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new();

    public Journal Log { get; } = new();

    public CommuneTable Communes => _services.GetRequiredService<CommuneTable>();

    public Task<AddressAnswer> Find(string text) => Find(new AddressQuery(text));

    public Task<AddressAnswer> Find(AddressQuery query) =>
        _services.GetRequiredService<AddressFinder>().Find(query, TestContext.Current.CancellationToken);

    public Task<AddressAnswer> At(double latitude, double longitude) => Find(new AddressQuery(null, new Coordinates(latitude, longitude)));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    internal sealed class Journal : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            _lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");

        public void Dispose()
        {
        }
    }
}
