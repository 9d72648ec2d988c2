using CyberVoisins.Core.Geography;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Geography;

public sealed class Distances
{
    [Fact]
    public void Paris_to_Lille_is_204_km() => // Notre-Dame to the Grand-Place; great-circle distance published as about 204 km
        Assert.InRange(new Coordinates(48.8530, 2.3499).MetresTo(new Coordinates(50.6366, 3.0635)), 203_500, 205_500);

    [Property]
    public bool Are_the_same_both_ways_and_never_longer_by_a_detour(byte a, byte b, byte c, byte d, byte e, byte f)
    {
        Coordinates p = new(a / 3.0, b / 2.0), q = new(c / 3.0, d / 2.0), r = new(e / 3.0, f / 2.0);
        return p.MetresTo(q) == q.MetresTo(p) && p.MetresTo(r) <= p.MetresTo(q) + q.MetresTo(r) + 2;
    }

    [Theory]
    [InlineData(null, DistanceBand.ByPhone)]
    [InlineData(499, DistanceBand.Under500Metres)]
    [InlineData(500, DistanceBand.Under1Kilometre)]
    [InlineData(9_999, DistanceBand.Under10Kilometres)]
    [InlineData(10_000, DistanceBand.Farther)]
    public void Are_told_in_bands(int? metres, DistanceBand band) => Assert.Equal(band, DistanceBands.Of(metres));

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(91, 0)]
    [InlineData(0, -181)]
    public void Outside_the_Earth_is_refused(double latitude, double longitude) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Coordinates(latitude, longitude));
}
