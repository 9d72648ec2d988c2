namespace CyberVoisins.Core.Matching.Audit;

/// <summary>A closed interval around an estimate; rates are fractions of 1, not percentages.</summary>
public readonly record struct ConfidenceInterval(double Lower, double Upper)
{
    public double Width => Upper - Lower;
    public bool Contains(double value) => Lower <= value && value <= Upper;
    public bool IsInside(double lower, double upper) => lower < Lower && Upper < upper;
}

/// <summary>So many successes out of so many.</summary>
public readonly record struct Proportion
{
    /// <exception cref="ArgumentOutOfRangeException">Nobody was counted, or more or fewer successes than can be.</exception>
    public Proportion(int successes, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, total);
        Successes = successes;
        Total = total;
    }

    public int Successes { get; }
    public int Total { get; }
    public double Rate => (double)Successes / Total;

    /// <summary>
    /// The score interval, good at 0 and 1 and for small groups. Source: E. B. Wilson, JASA 22 (1927) 209–212; checked against
    /// R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3.
    /// </summary>
    /// <param name="z"><see cref="Normal.Z95"/> for 95 %.</param>
    public ConfidenceInterval Wilson(double z = Normal.Z95)
    {
        double n = Total, p = Rate, z2 = z * z;
        var centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        var half = z / (1 + z2 / n) * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new(Successes == 0 ? 0 : centre - half, Successes == Total ? 1 : centre + half);
    }

    /// <summary>
    /// The interval of this rate minus the other, of two independent groups, from their two score intervals. Source:
    /// R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10.
    /// </summary>
    public ConfidenceInterval DifferenceFrom(Proportion other, double z = Normal.Z95)
    {
        ConfidenceInterval mine = Wilson(z), theirs = other.Wilson(z);
        var difference = Rate - other.Rate;
        return new(
            difference - Math.Sqrt(Square(Rate - mine.Lower) + Square(theirs.Upper - other.Rate)),
            difference + Math.Sqrt(Square(mine.Upper - Rate) + Square(other.Rate - theirs.Lower)));
    }

    /// <summary>
    /// Two-sided p of "both groups have the same rate": the pooled score test, whose square is Pearson's chi-square without
    /// correction (K. Pearson, Philosophical Magazine 50 (1900) 157–175). 1 when everybody or nobody succeeded.
    /// </summary>
    public double PValueAgainst(Proportion other)
    {
        var pooled = (double)(Successes + other.Successes) / (Total + other.Total);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / Total + 1.0 / other.Total));
        return error > 0 ? Math.Min(1, 2 * Normal.Cumulative(-Math.Abs(Rate - other.Rate) / error)) : 1;
    }

    /// <summary>
    /// Are the two rates the same for all practical purposes? Two one-sided tests at 5 %, read from the 90 % interval, which
    /// must lie wholly inside ±margin: "not significant" would not say so. Source: D. J. Schuirmann, Journal of
    /// Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680.
    /// </summary>
    /// <param name="margin">0.05 is 5 points.</param>
    public bool IsEquivalentTo(Proportion other, double margin) =>
        DifferenceFrom(other, Normal.Z90).IsInside(-margin, margin);

    private static double Square(double x) => x * x;
}
