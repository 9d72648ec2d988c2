using StackExchange.Redis;

namespace CyberVoisins.Server.Map;

/// <summary>
/// The one connection to Redis, opened at first use: a Redis that is away delays nobody's start.
/// Without ConnectionStrings:Redis, the embedded server takes its place and stops with the service.
/// </summary>
/// <param name="configured">Null for the embedded server.</param>
internal sealed class RedisConnection(ConfigurationOptions? configured) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private EmbeddedGarnet? _embedded;
    private ConnectionMultiplexer? _connection;
    private bool _closed;

    public bool IsEmbedded => configured is null;

    /// <exception cref="MapUnavailable">No answer within about a second.</exception>
    public async Task<T> Ask<T>(Func<IDatabase, Task<T>> question, CancellationToken cancel)
    {
        try
        {
            var connection = _connection ?? await Open(cancel);
            return await question(connection.GetDatabase()).WaitAsync(cancel);
        }
        // RedisTimeoutException is a TimeoutException and no RedisException.
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new MapUnavailable("The volunteer map does not answer.", e);
        }
    }

    private async Task<ConnectionMultiplexer> Open(CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (configured is null)
                _embedded ??= await Task.Run(EmbeddedGarnet.Start, cancel);
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(Impatient(configured ?? _embedded!.Client));
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>An absent Redis fails within a second at first, at once afterwards, and is found again in the background.</summary>
    private static ConfigurationOptions Impatient(ConfigurationOptions given)
    {
        var options = given.Clone();
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 1_000;
        options.AsyncTimeout = 1_000;
        options.SyncTimeout = 1_000;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ClientName = "cybervoisins";
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        try
        {
            _closed = true;
            if (_connection is not null)
                await _connection.DisposeAsync();
            _embedded?.Dispose();
        }
        finally
        {
            _opening.Release();
        }
    }
}
