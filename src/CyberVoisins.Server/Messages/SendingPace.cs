namespace CyberVoisins.Server.Messages;

/// <summary>How many recipients are written to at once: halved at each "too many requests", one more after every so many that went well.</summary>
internal sealed class SendingPace(SmsLimits limits)
{
    private const int SuccessesForOneMore = 20;

    private readonly Lock _lock = new();
    private int _successes;

    public int Degree { get; private set; } = limits.Parallel;

    public void Observe(SendOutcome outcome)
    {
        lock (_lock)
        {
            if (outcome is SendOutcome.NotSent { Error: "429" or "20429" }) (Degree, _successes) = (Math.Max(1, Degree / 2), 0);
            else if (outcome is SendOutcome.Accepted && ++_successes >= SuccessesForOneMore) (Degree, _successes) = (Math.Min(limits.Parallel, Degree + 1), 0);
        }
    }
}
