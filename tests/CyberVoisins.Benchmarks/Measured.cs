using System.Diagnostics;

namespace CyberVoisins.Benchmarks;

/// <summary>A result with what it cost: CPU time of the process (other processes do not count) and memory allocated.</summary>
public sealed record Measured<T>(T Value, double CpuMilliseconds, double AllocatedMegabytes);

public static class Measure
{
    public static Measured<T> Of<T>(Func<T> run)
    {
        GC.Collect();
        var (cpu, bytes) = (Cpu(), GC.GetTotalAllocatedBytes());
        var value = run();
        return new(value, Cpu() - cpu, (GC.GetTotalAllocatedBytes() - bytes) / 1e6);
    }

    /// <summary>Compiles what is measured before it is.</summary>
    public static Measured<T> OfWarm<T>(Func<T> run)
    {
        for (var i = 0; i < 3; i++) run();
        return Of(run);
    }

    public static string Footer()
    {
        using var process = Process.GetCurrentProcess();
        return FormattableString.Invariant(
            $"process: peak {process.PeakWorkingSet64 / 1e6:0} MB, CPU {Cpu() / 1000:0.0} s in all, instances and peers included");
    }

    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMilliseconds;
    }
}
