using System.Diagnostics;
using System.Net.Sockets;

/// <summary>
/// Runs inside a <see cref="CyberVoisins.Server.Tests.Crashes.ServiceProcess"/> before its Main (DOTNET_STARTUP_HOOKS wants
/// this name, in no namespace): after each commit it asks the test whether to live on. The product knows nothing of it.
/// </summary>
internal static class StartupHook
{
    public const string PortVariable = "KILL_POINTS_PORT";

    public static void Initialize()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(PortVariable), out var port)) return;
        DiagnosticListener.AllListeners.Subscribe(new EntityFramework(port));
        new Thread(DieWithTheTest) { IsBackground = true }.Start();
    }

    /// <summary>The test never writes: the end of its pipe is its own.</summary>
    private static void DieWithTheTest()
    {
        using var pipe = Console.OpenStandardInput();
        _ = pipe.ReadByte();
        Process.GetCurrentProcess().Kill();
    }

    private sealed class EntityFramework(int port) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        private const string Committed = "Microsoft.EntityFrameworkCore.Database.Transaction.TransactionCommitted";

        public void OnNext(DiagnosticListener listener)
        {
            if (listener.Name == "Microsoft.EntityFrameworkCore") listener.Subscribe(this, (name, _, _) => name == Committed);
        }

        public void OnNext(KeyValuePair<string, object?> happened)
        {
            if (happened.Key != Committed) return;
            using var test = new TcpClient("127.0.0.1", port);
            // The answer is a byte, or death.
            _ = test.GetStream().ReadByte();
        }

        public void OnCompleted() { }
        public void OnError(Exception error) { }
    }
}
