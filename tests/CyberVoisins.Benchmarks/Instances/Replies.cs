namespace CyberVoisins.Benchmarks.Instances;

/// <summary>What a volunteer would answer; drawn before any policy runs, so that all policies face the same people.</summary>
/// <param name="DelayMinutes">From the offer to the answer; the night is the policy's affair. Null when silent.</param>
public sealed record Reply(bool Accepts, int? DelayMinutes)
{
    private const int YesPercent = 45;
    private const int SilentPercent = 20;
    private const int MeanDelayMinutes = 300;

    /// <summary>Yes 45 %, silent 20 %, otherwise no; delays exponential with a mean of five hours.</summary>
    public static Reply Of(ulong seed, int request, int volunteer)
    {
        var draws = new Draws(Draws.Mix(Draws.Mix(seed) ^ ((ulong)request << 32 | (uint)volunteer)));
        var draw = draws.Below(100);
        if (draw >= 100 - SilentPercent) return new(false, null);
        var uniform = (draws.Below(1_000_000) + 1) / 1_000_001.0;
        return new(draw < YesPercent, 1 + (int)(-Math.Log(uniform) * MeanDelayMinutes));
    }
}
