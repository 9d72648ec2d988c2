using System.Collections.Concurrent;
using System.Threading.Channels;
using GraphQL;

namespace CyberVoisins.Server.Api.Http;

/// <summary>How many streams are open, in this process: each holds a connection, and looks at the database now and then.</summary>
internal sealed class OpenStreams
{
    /// <summary>A coordinator with several tabs and a telephone.</summary>
    public const int OfOneAccount = 6;

    /// <summary>Of everybody.</summary>
    public const int InAll = 500;

    private readonly ConcurrentDictionary<Guid, int> _open = [];
    private int _all;

    /// <exception cref="RequestRefused">TOO_MANY_STREAMS.</exception>
    public IDisposable Open(Guid account)
    {
        var mine = _open.AddOrUpdate(account, 1, (_, n) => n + 1);
        var all = Interlocked.Increment(ref _all);
        var place = new Place(this, account);
        if (mine <= OfOneAccount && all <= InAll) return place;
        place.Dispose();
        throw new RequestRefused(StatusCodes.Status429TooManyRequests, ErrorCodes.TooManyStreams,
            $"Too many streams are open: at most {OfOneAccount} for an account. Close a page that watches, or ask from time to time instead.");
    }

    private sealed class Place(OpenStreams all, Guid account) : IDisposable
    {
        private int _closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 1) return;
            Interlocked.Decrement(ref all._all);
            if (all._open.AddOrUpdate(account, 0, (_, n) => n - 1) == 0) all._open.TryRemove(new(account, 0));
        }
    }
}

/// <summary>
/// An answer as server-sent events, each named "next", the last "complete": the "distinct connections" of the GraphQL over SSE protocol
/// (github.com/enisdenjo/graphql-sse, PROTOCOL.md), which a browser's own EventSource reads and opens again after a cut.
/// </summary>
internal static class EventStream
{
    /// <summary>Then the stream ends, the browser opens another, and who asks is looked at anew: a role that was taken away holds no longer than this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>A line without meaning after so long in silence, so that proxies keep the connection and a dead one is found.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static async Task Write(HttpContext http, ExecutionResult result, TimeProvider clock, CancellationToken stop)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back.
        if (result.Streams?.Values.SingleOrDefault() is not { } source) await Next(http, result, stop);
        else
        {
            // Only the newest counts: an event says that something changed.
            var events = Channel.CreateBounded<ExecutionResult>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
            using var watching = source.Subscribe(new Into(events.Writer));
            await http.Response.Body.FlushAsync(stop);
            try
            {
                while (await Waits(events.Reader, http, clock, stop))
                    while (events.Reader.TryRead(out var next)) await Next(http, next, stop);
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                // Its time is over, or the service stops: the reader is told, and comes back.
            }
        }
        await http.Response.WriteAsync("event: complete\ndata:\n\n", http.RequestAborted);
    }

    private static async Task<bool> Waits(ChannelReader<ExecutionResult> events, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        var more = events.WaitToReadAsync(stop).AsTask();
        while (await Task.WhenAny(more, Task.Delay(Silence, clock, stop)) != more)
        {
            await http.Response.WriteAsync(":\n\n", stop);
            await http.Response.Body.FlushAsync(stop);
        }
        return await more;
    }

    private static async Task Next(HttpContext http, ExecutionResult result, CancellationToken stop)
    {
        // Our serializer writes no line break: one event is one "data" line.
        await http.Response.WriteAsync("event: next\ndata: ", stop);
        await http.RequestServices.GetRequiredService<IGraphQLSerializer>().WriteAsync(http.Response.Body, result, stop);
        await http.Response.WriteAsync("\n\n", stop);
        await http.Response.Body.FlushAsync(stop);
    }

    private sealed class Into(ChannelWriter<ExecutionResult> events) : IObserver<ExecutionResult>
    {
        public void OnNext(ExecutionResult value) => events.TryWrite(value);
        public void OnError(Exception error) => events.TryComplete(error);
        public void OnCompleted() => events.TryComplete();
    }
}
