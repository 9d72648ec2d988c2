using System.Diagnostics;

namespace CyberVoisins.Server.Tests;

/// <summary>The real process, "dotnet CyberVoisins.Server.dll", as an operator starts it; killed at the end if it still runs.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private RunningServer(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadOutput);
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Built beside the tests, in the same configuration.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "bin", "CyberVoisins.Server", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)));

    /// <param name="settings">Environment variables; "Section:Key" is written Section__Key.</param>
    /// <param name="arguments">A command, or nothing to serve.</param>
    public static RunningServer Start(IEnumerable<KeyValuePair<string, string>> settings, string environment = "Production", string? folder = null, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder ?? Folder, "CyberVoisins.Server.dll"), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // As in the tests of crashes: code is compiled once, and not again for speed.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Geocoding__Mode"] = "Offline";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>What an operator answers to a question of the command line.</summary>
    public Task Types(string line) => _process.StandardInput.WriteLineAsync(line);

    public string Output
    {
        get { lock (_output) return string.Join('\n', _output); }
    }

    /// <summary>Waits until the service says where it is.</summary>
    public async Task<HttpClient> Ready()
    {
        await Task.WhenAny(_ready.Task, _reading).WaitAsync(Patience);
        if (!_ready.Task.IsCompleted) throw new InvalidOperationException($"It did not start: {await _errors}\n{Output}");
        return new HttpClient { BaseAddress = new Uri(await _ready.Task) };
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return (await Ended()).ExitCode;
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> Ended()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        return (_process.ExitCode, Output, await _errors);
    }

    private async Task ReadOutput()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output) _output.Add(line);
            // The banner is whole with its last line of all environments.
            if (line.Contains("/health/ready", StringComparison.Ordinal)) _ready.TrySetResult(line.Trim().Split(' ')[^1].Replace("/health/ready", "", StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
