using System.Net;
using System.Net.Sockets;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>A moment at which the test holds the process still and may kill it.</summary>
internal enum KillPoint
{
    /// <summary>A transaction was committed; nothing after it was done.</summary>
    Committed,
    /// <summary>Twilio was called and does not have the SMS.</summary>
    SmsArrived,
    /// <summary>Twilio has the SMS and has not answered.</summary>
    SmsRecorded,
}

/// <summary>Where <see cref="StartupHook"/> and <see cref="CountingTwilio"/> ask: the process lives on, or it is killed before it learns anything.</summary>
internal sealed class KillPoints : IAsyncDisposable
{
    private readonly TcpListener _commits = new(IPAddress.Loopback, 0);
    private readonly Lock _turn = new();
    private readonly Task _listening;

    public KillPoints()
    {
        _commits.Start();
        _listening = Listen();
    }

    public int Port => ((IPEndPoint)_commits.LocalEndpoint).Port;

    /// <summary>Whether the process dies here; asked once for each moment, one at a time.</summary>
    public Func<KillPoint, bool> Dies { get; set; } = _ => false;

    public Action Kill { get; set; } = () => { };

    /// <returns>True when the process was killed.</returns>
    public bool Reached(KillPoint point)
    {
        lock (_turn) return Decide(point);
    }

    private bool Decide(KillPoint point)
    {
        if (!Dies(point)) return false;
        Kill();
        return true;
    }

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                var client = await _commits.AcceptTcpClientAsync();
                _ = Task.Run(() => Answer(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped by Dispose.
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            bool lives;
            // Who died while it waited for its turn must not take the next life along.
            lock (_turn) lives = !client.Client.Poll(0, SelectMode.SelectRead) && !Decide(KillPoint.Committed);
            if (lives) await client.GetStream().WriteAsync(new byte[] { 1 });
        }
    }

    public async ValueTask DisposeAsync()
    {
        _commits.Stop();
        await _listening;
    }
}
