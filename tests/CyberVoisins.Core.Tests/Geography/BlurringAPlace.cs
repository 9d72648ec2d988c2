using CyberVoisins.Core.Geography;

namespace CyberVoisins.Core.Tests.Geography;

/// <summary>Roughly where: always the same, near enough for a map, too far for a door.</summary>
public sealed class BlurringAPlace
{
    [Theory]
    [InlineData(48.8876, 2.3072, 48.885, 2.30845)] // Paris 17e
    [InlineData(-20.8821, 55.4507, -20.885, 55.45075)] // Saint-Denis de La Réunion: floor, and not towards zero
    [InlineData(48.8899, 2.3152, 48.885, 2.30845)] // the other corner of the first cell
    public void Everybody_of_a_cell_stands_at_its_centre(double latitude, double longitude, double centreLatitude, double centreLongitude) =>
        Assert.Equal(new Coordinates(centreLatitude, centreLongitude), BlurredPoint.Of(new(latitude, longitude)).Centre);

    [Theory]
    [InlineData(48.88)]
    [InlineData(-21.1)]
    [InlineData(14.6)]
    [InlineData(4.9)]
    public void The_true_point_lies_within_the_radius_and_the_radius_tells_nothing_of_it(double from)
    {
        for (var i = 0; i < 400; i++)
        {
            var point = new Coordinates(from + i % 20 * 0.000523, 2.3 + i / 20 * 0.000717);
            var blurred = BlurredPoint.Of(point);
            Assert.InRange(blurred.Centre.MetresTo(point), 0, blurred.RadiusMetres);
            Assert.InRange(blurred.RadiusMetres, 700, 1_000);
            Assert.Equal(blurred, BlurredPoint.Of(blurred.Centre)); // of the cell alone: again, and the same
        }
    }

    [Fact]
    public void The_edges_of_the_world_have_a_cell() =>
        Assert.All(new Coordinates[] { new(90, 180), new(-90, -180) }, edge => Assert.True(Coordinates.IsValid(BlurredPoint.Of(edge).Centre.Latitude, BlurredPoint.Of(edge).Centre.Longitude)));

    [Fact]
    public void A_place_carries_it_and_a_commune_of_scattered_houses_stands_at_its_centre()
    {
        var place = new Place("12 rue de Saussure", "75117", new Coordinates(48.8876, 2.3072), PlacePrecision.HouseNumber);
        Assert.Equal(BlurredPoint.Of(place.Coordinates), place.Blurred);
        var scattered = place.BlurredToCommune(new(48.9, 2.4));
        Assert.Equal((new BlurredPoint(new(48.9, 2.4), 5_000), place.Coordinates), (scattered.Blurred, scattered.Coordinates));
    }
}
