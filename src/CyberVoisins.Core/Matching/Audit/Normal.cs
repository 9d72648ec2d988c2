namespace CyberVoisins.Core.Matching.Audit;

/// <summary>The standard normal law, as far as the audit needs it.</summary>
public static class Normal
{
    /// <summary>The 97.5 % quantile: two-sided 95 % intervals.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The 95 % quantile: two-sided 90 % intervals, two one-sided tests at 5 %.</summary>
    public const double Z90 = 1.6448536269514722;

    private const double OneOverRootTwoPi = 0.3989422804014327;

    /// <summary>
    /// P(Z ≤ x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …). Source: G. Marsaglia, Evaluating the Normal Distribution,
    /// Journal of Statistical Software 11(4), 2004. Absolute error below 1e-15; 0 or 1 beyond ±8.
    /// </summary>
    public static double Cumulative(double x)
    {
        if (Math.Abs(x) > 8) return x < 0 ? 0 : 1;
        double sum = x, term = x, before = 0;
        for (var odd = 3; Math.Abs(sum - before) > 0; odd += 2)
        {
            before = sum;
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 + OneOverRootTwoPi * Math.Exp(-x * x / 2) * sum;
    }
}
