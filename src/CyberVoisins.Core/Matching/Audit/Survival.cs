namespace CyberVoisins.Core.Matching.Audit;

/// <summary>One wait: until help came, or until we no longer know (still waiting at the end of the period, or withdrawn).</summary>
/// <param name="Days">Whole days, never negative.</param>
/// <param name="Served">False: censored; the true wait is at least this long.</param>
public readonly record struct Wait(int Days, bool Served);

/// <summary>A day of the waiting list on which somebody was served, after it.</summary>
/// <param name="Waiting">Share that still waits.</param>
/// <param name="GreenwoodSum">Σ d/(n·(n − d)) up to this day; infinite when nobody is left.</param>
public readonly record struct SurvivalStep(int Day, double Waiting, double GreenwoodSum);

/// <summary>
/// How long people wait when some still do: leaving them out would make a slow service look fast. Product-limit estimate;
/// who is censored on a day still counts as waiting on it. Source: E. L. Kaplan, P. Meier, JASA 53 (1958) 457–481.
/// </summary>
public static class Survival
{
    /// <summary>One step for each day on which somebody was served, in order.</summary>
    public static IReadOnlyList<SurvivalStep> Of(IReadOnlyCollection<Wait> waits)
    {
        var days = waits.Count == 0 ? 0 : waits.Max(w => w.Days) + 1;
        int[] ended = new int[days], served = new int[days];
        foreach (var wait in waits) Count(wait, ended, served);
        return Of(ended, served);
    }

    internal static void Count(Wait wait, int[] ended, int[] served)
    {
        ended[wait.Days]++;
        if (wait.Served) served[wait.Days]++;
    }

    /// <param name="ended">By day, the waits that ended or were lost from sight on it.</param>
    /// <param name="served">By day, those among them that ended with help.</param>
    internal static IReadOnlyList<SurvivalStep> Of(int[] ended, int[] served)
    {
        var left = ended.Sum();
        double waiting = 1, greenwood = 0;
        var steps = new List<SurvivalStep>();
        for (var day = 0; day < ended.Length; day++)
        {
            if (served[day] > 0)
            {
                waiting *= (double)(left - served[day]) / left;
                greenwood += left > served[day] ? served[day] / ((double)left * (left - served[day])) : double.PositiveInfinity;
                steps.Add(new(day, waiting, greenwood));
            }
            left -= ended[day];
        }
        return steps;
    }

    /// <summary>
    /// The first day by which this share has been served; null when that many were not served yet. A hair of tolerance, because
    /// a product of fractions that is ½ on paper may be 0.5000000000000001 here.
    /// </summary>
    /// <param name="share">0.5 is the median, 0.9 the p90.</param>
    public static int? Quantile(this IReadOnlyList<SurvivalStep> steps, double share)
    {
        foreach (var step in steps)
            if (step.Waiting <= 1 - share + 1e-12) return step.Day;
        return null;
    }

    /// <summary>
    /// 95 % interval of a quantile, requests taken as independent: the days whose log(−log) band of Greenwood's variance holds
    /// the share. Null above means "not reached". Source: R. Brookmeyer, J. Crowley, Biometrics 38 (1982) 29–41, on the
    /// transformed scale of J. D. Kalbfleisch, R. L. Prentice (1980); the default of SAS PROC LIFETEST.
    /// </summary>
    public static (int? Lower, int? Upper) LogLogInterval(this IReadOnlyList<SurvivalStep> steps, double share, double z = Normal.Z95)
    {
        var goal = Math.Log(-Math.Log(1 - share));
        int? lower = null, upper = null;
        foreach (var step in steps)
        {
            if (lower is null && (step.Waiting <= 0 || Score(step, goal) >= -z)) lower = step.Day;
            if (upper is null && step.Waiting > 0 && Score(step, goal) > z) upper = step.Day;
        }
        return (lower, upper);
    }

    /// <summary>How many standard errors log(−log S) stands above the goal; grows as people are served.</summary>
    private static double Score(SurvivalStep step, double goal)
    {
        var log = Math.Log(step.Waiting);
        return (Math.Log(-log) - goal) / (Math.Sqrt(step.GreenwoodSum) / Math.Abs(log));
    }
}
