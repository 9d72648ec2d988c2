using CyberVoisins.Core.Matching.Audit;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Audit;

public sealed class ManyGroups
{
    /// <summary>Worked by hand from Holm (1979): 4 × 0.005, 3 × 0.01, 2 × 0.03, and 0.04 not below the one before; R: p.adjust(c(.01,.04,.03,.005), "holm").</summary>
    [Fact]
    public void Holm_by_hand() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));

    [Property]
    public bool Holm_never_makes_a_p_smaller_nor_larger_than_Bonferroni_and_keeps_the_order(byte[] draws)
    {
        var p = draws.Select(d => d / 255.0).ToList();
        var adjusted = Holm.Adjust(p);
        return p.Zip(adjusted).All(x => x.Second >= x.First && x.Second <= Math.Min(1, x.First * p.Count) + 1e-12)
            && p.Zip(adjusted).OrderBy(x => x.First).Select(x => x.Second).Pairwise().All(x => x.Item1 <= x.Item2);
    }

    /// <summary>1,2,3,4: 2·30/(4·10) − 5/4 = 0.25; one person in ten has all: 9/10.</summary>
    [Theory]
    [InlineData(0.25, 4, 1, 3, 2)]
    [InlineData(0.9, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0)]
    [InlineData(0, 30, 30, 30)]
    public void Gini_by_hand(double gini, params int[] amounts) => Assert.Equal(gini, Gini.Of(amounts)!.Value, 1e-12);

    /// <summary>The definition: mean absolute difference of all pairs, over twice the mean.</summary>
    [Property]
    public bool Gini_is_half_the_relative_mean_difference(byte[] amounts)
    {
        double n = amounts.Length, sum = amounts.Sum(x => x);
        if (sum == 0) return Gini.Of(amounts.Select(x => (int)x)) is null;
        var pairs = amounts.SelectMany(a => amounts.Select(b => Math.Abs(a - b))).Sum();
        return Math.Abs(Gini.Of(amounts.Select(x => (int)x))!.Value - pairs / (2 * n * sum)) < 1e-9;
    }

    [Fact]
    public void Nothing_given_is_no_inequality_but_no_figure() => Assert.Null(Gini.Of([0, 0]));

    [Fact]
    public void Under_five_is_hidden_and_five_is_not()
    {
        Assert.Empty(SmallNumbers.Hidden(Sizes(("a", 5), ("b", 200))));
        Assert.Equal(["a", "b"], SmallNumbers.Hidden(Sizes(("a", 4), ("b", 3), ("c", 200))).Order());
    }

    [Fact]
    public void One_hidden_alone_would_be_the_total_minus_the_others_so_the_next_smallest_hides_too() =>
        Assert.Equal(["a", "b"], SmallNumbers.Hidden(Sizes(("a", 2), ("b", 9), ("c", 200))).Order());

    [Property]
    public bool What_is_hidden_holds_five_people_or_everybody_or_nobody(byte[] draws)
    {
        var sizes = draws.Select((d, i) => ($"group {i:00}", 1 + d % 12)).ToArray();
        var hidden = SmallNumbers.Hidden(Sizes(sizes));
        var together = sizes.Where(s => hidden.Contains(s.Item1)).Sum(s => s.Item2);
        return sizes.All(s => s.Item2 >= 5 || hidden.Contains(s.Item1)) && (together is 0 or >= 5 || hidden.Count == sizes.Length);
    }

    private static Dictionary<string, int> Sizes(params (string Group, int Size)[] sizes) => sizes.ToDictionary(s => s.Group, s => s.Size);
}

internal static class Pairs
{
    public static IEnumerable<(T, T)> Pairwise<T>(this IEnumerable<T> items)
    {
        var list = items.ToList();
        return list.Zip(list.Skip(1));
    }
}
