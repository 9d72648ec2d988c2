using CyberVoisins.Core.Matching;

namespace CyberVoisins.Core.Tests.Matching;

public sealed class TheWeights
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(-1, false)]
    [InlineData(101, false)]
    public void Each_is_within_its_bounds_however_it_is_set(int weight, bool allowed)
    {
        foreach (var set in new Func<int, RankingWeights>[]
        {
            w => new(Distance: w), w => new(Rest: w), w => new(Minutes: w), w => new(Slots: w), w => new(Spare: w), w => new(Language: w), w => new(Rotation: w),
            w => RankingWeights.Default with { Distance = w }, w => RankingWeights.Default with { Rotation = w },
        })
            Assert.Equal(allowed, Record.Exception(() => set(weight)) is null);
    }

    [Fact]
    public void The_hash_is_what_anybody_computes_from_the_published_text()
    {
        Assert.Equal("ranking version=1 distance=30 rest=10 minutes=10 slots=10 spare=40 language=5 rotation=-15", RankingWeights.Default.Text);
        // printf %s 'ranking version=1 distance=30 … rotation=-15' | sha256sum
        Assert.Equal("ff83a125a29d5bb7699ccd83fa677b53ce6b3085478ab7a407cc1fcdf9c49df8", RankingWeights.Default.Hash);
        Assert.NotEqual(RankingWeights.Default.Hash, (RankingWeights.Default with { Rest = 11 }).Hash);
    }

    [Fact]
    public void The_best_is_had_next_door_by_the_rested_whom_nobody_else_needs() => Assert.Equal(
        RankingWeights.Default.Best,
        Points.Of(new(0, 10_000, null, 60, 60, 3, 0, true, 0), RankingWeights.Default).Total);

    [Theory]
    [InlineData(0, 40)]
    [InlineData(60, 20)]
    [InlineData(119, 0)]
    [InlineData(500, 0)]
    public void The_more_others_need_a_volunteer_the_fewer_points_to_spare(int expected, int points) =>
        Assert.Equal(points, Points.Of(new(null, 10_000, null, 60, 60, 3, expected, true, 0), RankingWeights.Default).Spare.Points);

    [Fact]
    public void Not_knowing_is_the_middle() =>
        Assert.Equal(20, Points.Of(new(null, 10_000, null, 60, 60, 3, null, true, 0), RankingWeights.Default).Spare.Points);
}
