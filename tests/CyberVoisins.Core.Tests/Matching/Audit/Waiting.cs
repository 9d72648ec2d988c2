using CyberVoisins.Core.Matching.Audit;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Audit;

public sealed class Waiting
{
    /// <summary>Remission in weeks under 6-MP and under placebo: Freireich et al., Blood 21 (1963) 699–716, the textbook example.</summary>
    private static readonly Wait[] SixMp =
    [
        .. new[] { 6, 6, 6, 7, 10, 13, 16, 22, 23 }.Select(t => new Wait(t, true)),
        .. new[] { 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35 }.Select(t => new Wait(t, false)),
    ];

    private static readonly Wait[] Placebo =
        [.. new[] { 1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23 }.Select(t => new Wait(t, true))];

    /// <summary>Kalbfleisch and Prentice (1980), and every textbook since.</summary>
    [Fact]
    public void The_curve_is_the_textbooks() => Assert.Equal(
        [(6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482)],
        Survival.Of(SixMp).Select(s => (s.Day, Math.Round(s.Waiting, 4))));

    /// <summary>Medians 23 and 8 (R survfit prints the same); log-log intervals [13, not reached] and [4, 11], p90 of placebo 17: an independent program in python3.</summary>
    [Fact]
    public void So_are_the_medians_and_their_intervals()
    {
        IReadOnlyList<SurvivalStep> sixMp = Survival.Of(SixMp), placebo = Survival.Of(Placebo);
        Assert.Equal((23, null), (sixMp.Quantile(0.5), sixMp.Quantile(0.9)));
        Assert.Equal((13, null), sixMp.LogLogInterval(0.5));
        Assert.Equal((8, 17), (placebo.Quantile(0.5), placebo.Quantile(0.9)));
        Assert.Equal((4, 11), placebo.LogLogInterval(0.5));
        Assert.Equal((12, null), placebo.LogLogInterval(0.9));
    }

    [Fact]
    public void Leaving_out_those_who_still_wait_would_flatter() =>
        Assert.True(Survival.Of([.. SixMp.Where(w => w.Served)]).Quantile(0.5) < Survival.Of(SixMp).Quantile(0.5));

    [Property]
    public bool Without_censoring_it_is_the_plain_share_that_still_waits(byte[] days)
    {
        var waits = days.Select(d => new Wait(d % 30, true)).ToList();
        return Survival.Of(waits).All(s => Math.Abs(s.Waiting - (double)waits.Count(w => w.Days > s.Day) / waits.Count) < 1e-9);
    }

    [Property]
    public bool Waiting_falls_day_by_day_and_one_who_waits_longer_never_shortens_the_median(byte[] days)
    {
        var waits = days.Select(d => new Wait(d % 30, d % 3 != 0)).ToList();
        var steps = Survival.Of(waits);
        var withOneMore = Survival.Of([.. waits, new Wait(30, false)]);
        return steps.Select(s => s.Waiting).Pairwise().All(x => x.Item1 > x.Item2)
            && (withOneMore.Quantile(0.5) ?? int.MaxValue) >= (steps.Quantile(0.5) ?? int.MaxValue);
    }

    [Fact]
    public void With_few_communes_the_interval_says_that_it_takes_requests_as_independent()
    {
        var median = WaitQuantiles.Of([.. SixMp.Select(w => ("75117", w))], "audit")[0];
        Assert.Equal(new WaitQuantile(0.5, 23, 13, null, IntervalMethod.LogLog), median);
    }

    [Fact]
    public void With_enough_communes_whole_communes_are_drawn_again_from_a_public_text()
    {
        var waits = Clustered(60);
        var median = WaitQuantiles.Of(waits, "audit 2026-11")[0];
        Assert.Equal(IntervalMethod.CommunesDrawnAgain, median.Method);
        Assert.InRange(median.Days!.Value, median.LowerDays!.Value, median.UpperDays!.Value);
        Assert.Equal(median, WaitQuantiles.Of([.. waits.Reverse()], "audit 2026-11")[0]);
    }

    [Fact]
    public void Other_names_for_the_communes_draw_the_same() => Assert.Equal(
        WaitQuantiles.Of(Clustered(60), "audit 2026-11"),
        WaitQuantiles.Of([.. Clustered(60).Select(w => (new string([.. w.Commune.Reverse()]), w.Wait))], "audit 2026-11"));

    /// <summary>In each commune all wait alike: 600 requests say no more than 60, and an interval that takes them as independent is too narrow.</summary>
    [Fact]
    public void Neighbours_who_wait_alike_widen_the_interval()
    {
        var waits = Clustered(60);
        var drawn = WaitQuantiles.Of(waits, "audit 2026-11")[0];
        var (lower, upper) = Survival.Of([.. waits.Select(w => w.Wait)]).LogLogInterval(0.5);
        Assert.True(drawn.UpperDays - drawn.LowerDays > upper - lower);
    }

    private static (string Commune, Wait Wait)[] Clustered(int communes) =>
        [.. from commune in Enumerable.Range(0, communes) from _ in Enumerable.Range(0, 10)
            select ($"{commune:00000}", new Wait(commune * 7 % communes, true))];
}

public sealed class PublicChance
{
    /// <summary>The reference output of splitmix64 for the seed 1234567 (Rosetta Code, "Pseudo-random numbers/Splitmix64").</summary>
    [Fact]
    public void Draws_what_the_reference_draws()
    {
        var draws = new PublicDraws(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => draws.Next()));
    }

    /// <summary>python3: the seed is int.from_bytes(sha256(b"audit 2026-11").digest()[:8], "big").</summary>
    [Fact]
    public void Begins_from_a_text_that_anybody_can_read() =>
        Assert.Equal(12550155043038123886UL, PublicDraws.From("audit 2026-11").Next());

    /// <summary>60,000 draws below 6: each face 10,000 times, give or take 4.4 standard deviations of 91.</summary>
    [Fact]
    public void Favours_nobody()
    {
        var draws = PublicDraws.From("dice");
        var faces = Enumerable.Range(0, 60_000).Select(_ => draws.Below(6)).CountBy(f => f).ToDictionary();
        Assert.Equal([0, 1, 2, 3, 4, 5], faces.Keys.Order());
        Assert.All(faces.Values, count => Assert.InRange(count, 9_600, 10_400));
    }
}
