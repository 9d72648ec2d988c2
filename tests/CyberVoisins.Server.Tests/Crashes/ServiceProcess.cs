using System.Collections.Concurrent;
using System.Diagnostics;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>One life of the real service: "dotnet CyberVoisins.Server.dll" in Development, on a free port of this machine.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string Ready = "CyberVoisins is ready on ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process) => _process = process;

    public Uri Url => _ready.Task.Result;
    public bool IsAlive => !_process.HasExited;

    /// <summary>A killed process closes its sockets a moment before it is gone.</summary>
    public bool IsDying => _process.WaitForExit(TimeSpan.FromSeconds(5));

    /// <summary>What it wrote, for the message of a test that fails.</summary>
    public string Log => string.Join('\n', _said);

    /// <summary>Returns when it is ready, or died on the way.</summary>
    /// <param name="started">Given the process before it is ready, so that it can be killed while it starts.</param>
    public static async Task<ServiceProcess> Start(IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> variables, Action<ServiceProcess> started)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CyberVoisins.Server.dll"), .. settings.Select(s => $"--{s.Key}={s.Value}"), "--Urls=http://127.0.0.1:0", "--environment=Development"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // A life is short: code is compiled once, and not again for speed.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var service = new ServiceProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        service._process.OutputDataReceived += (_, line) => service.Hear(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.Hear(line.Data);
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        service._process.Exited += (_, _) => died.TrySetResult();
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        started(service);
        if (await Task.WhenAny(service._ready.Task, died.Task, Task.Delay(Patience)) == service._ready.Task || service._process.HasExited) return service;
        service.Kill();
        throw new TimeoutException($"The service was not ready after {Patience}:\n{service.Log}");
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal)) _ready.TrySetResult(new Uri(line[Ready.Length..]));
    }

    /// <summary>SIGKILL: nothing of the process runs afterwards, no handler, no flush.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit(Patience);
    }

    public ValueTask DisposeAsync()
    {
        if (IsAlive) Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
