using CyberVoisins.Core.Matching.Audit;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Audit;

public sealed class Rates
{
    /// <summary>python3 statistics.NormalDist().cdf(x).</summary>
    [Theory]
    [InlineData(-5, 2.8665157186802404e-07)]
    [InlineData(-1.96, 0.024997895148220428)]
    [InlineData(0, 0.5)]
    [InlineData(1.2, 0.8849303297782917)]
    [InlineData(3, 0.9986501019683699)]
    [InlineData(9, 1)]
    [InlineData(-9, 0)]
    public void The_normal_law_is_the_known_one(double x, double p) => Assert.Equal(p, Normal.Cumulative(x), 1e-14);

    /// <summary>Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_of_a_rate_is_the_published_one(int successes, int total, double lower, double upper)
    {
        var interval = new Proportion(successes, total).Wilson();
        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }

    /// <summary>Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    public void The_interval_of_a_difference_is_the_published_one(int a, int m, int b, int n, double lower, double upper)
    {
        var interval = new Proportion(a, m).DifferenceFrom(new(b, n));
        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }

    /// <summary>Pearson's chi-square of 56/70 against 48/80 is (56·32 − 14·48)²·150/(70·80·104·46) = 7.0234, p = 0.008045 (python3).</summary>
    [Fact]
    public void The_p_of_a_difference_is_that_of_chi_square() =>
        Assert.Equal(0.008045081368196705, new Proportion(56, 70).PValueAgainst(new(48, 80)), 1e-12);

    /// <summary>90 % intervals by python3: [−3.17, 1.16] and [0.65, 5.35] points.</summary>
    [Theory]
    [InlineData(910, true)]
    [InlineData(870, false)]
    public void The_same_within_5_points_must_be_shown_not_assumed(int others, bool equivalent) =>
        Assert.Equal(equivalent, new Proportion(900, 1_000).IsEquivalentTo(new(others, 1_000), 0.05));

    [Fact]
    public void Twenty_people_show_nothing_to_be_the_same() =>
        Assert.False(new Proportion(18, 20).IsEquivalentTo(new(18, 20), 0.05));

    [Property]
    public bool An_interval_holds_its_estimate_stays_in_0_to_1_and_narrows_with_more_people(byte successes, byte failures, byte times)
    {
        var total = successes + failures + 1;
        var interval = new Proportion(successes, total).Wilson();
        var more = 2 + times % 9;
        return interval.Contains((double)successes / total) && interval.IsInside(-1e-12, 1 + 1e-12)
            && new Proportion(successes * more, total * more).Wilson().Width < interval.Width;
    }

    [Property]
    public bool A_difference_is_mirrored_holds_its_estimate_and_narrows_with_more_people(byte a, byte b, byte c, byte d)
    {
        Proportion one = new(a, a + b + 1), two = new(c, c + d + 1), more = new(a * 4, one.Total * 4), moreToo = new(c * 4, two.Total * 4);
        ConfidenceInterval there = one.DifferenceFrom(two), back = two.DifferenceFrom(one);
        return Math.Abs(there.Lower + back.Upper) < 1e-12 && there.Contains(one.Rate - two.Rate)
            && more.DifferenceFrom(moreToo).Width < there.Width && one.DifferenceFrom(two, Normal.Z90).Width < there.Width
            && one.PValueAgainst(two) is >= 0 and <= 1 && Math.Abs(one.PValueAgainst(two) - two.PValueAgainst(one)) < 1e-12;
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Nonsense_is_refused(int successes, int total) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(successes, total));
}
