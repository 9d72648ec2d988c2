namespace CyberVoisins.Core.Matching.Plan;

public enum PlanStep
{
    /// <summary>Who is served; counted in requests.</summary>
    Serving,
    /// <summary>A nearly shortest plan; counted in half-hours seated.</summary>
    Seating,
    /// <summary>The shortest plan; counted in half-hours put right.</summary>
    Shortening,
}

/// <summary>How far one exact plan has come; a month in two layers makes several.</summary>
public readonly record struct PlanProgress(PlanStep Step, int Done, int Of);

/// <summary>Where a plan reports to and listens for a cancellation, every so many steps.</summary>
internal sealed class Watch(IProgress<PlanProgress>? progress, CancellationToken cancellation)
{
    private const int Every = 1024;
    private int _steps;

    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public void Tick(PlanStep step, int done, int of)
    {
        if (_steps++ % Every != 0) return;
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new(step, done, of));
    }

    public void Finish(PlanStep step, int of) => progress?.Report(new(step, of, of));
}
