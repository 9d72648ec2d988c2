using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;
using Garnet.server;
using Garnet.server.Auth.Settings;
using StackExchange.Redis;

namespace CyberVoisins.Server.Map;

/// <summary>
/// A Redis-compatible server inside this process, for a service that runs on one machine without Redis.
/// In memory only: what it holds is rebuilt from the database.
/// </summary>
internal sealed class EmbeddedGarnet : IDisposable
{
    private const int PortAttempts = 5;

    private readonly GarnetServer _server;
    private readonly int _port;

    // The port is open to every user of the machine, and volunteers' places are personal data.
    private readonly string _password;

    private EmbeddedGarnet(GarnetServer server, int port, string password)
    {
        _server = server;
        _port = port;
        _password = password;
    }

    /// <summary>How to reach it: the loopback address and a password of this run.</summary>
    public ConfigurationOptions Client => new()
    {
        EndPoints = { { IPAddress.Loopback, _port } },
        Password = _password,
    };

    /// <summary>Started and listening on a free loopback port.</summary>
    /// <exception cref="MapUnavailable">No port could be bound.</exception>
    public static EmbeddedGarnet Start()
    {
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            // Garnet does not tell which port it bound, so one is chosen first and another tried when it was taken meanwhile.
            try
            {
                var server = new GarnetServer(Options(port, password));
                server.Start();
                return new(server, port, password);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (attempt == PortAttempts)
                    throw new MapUnavailable("The embedded volunteer map could not start.", e);
            }
        }
    }

    public void Dispose() => _server.Dispose();

    /// <summary>About 80 bytes a volunteer: 64 MB hold several hundred thousand.</summary>
    private static GarnetServerOptions Options(int port, string password) => new()
    {
        EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
        AuthSettings = new PasswordAuthenticationSettings(password),
        QuietMode = true,
        MaxDatabases = 1,
        LogMemorySize = "64m",
        PageSize = "1m",
        IndexMemorySize = "1m",
    };

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
