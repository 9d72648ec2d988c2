using CyberVoisins.Core.Geography;

namespace CyberVoisins.Core.Tests.Geography;

/// <summary>A list or a figure names a town, and never whatever else stands in a label.</summary>
public sealed class TheAreaOfAPlace
{
    [Theory]
    [InlineData("12 rue de Saussure, 75017 Paris", PlacePrecision.HouseNumber, "75017 Paris")]
    [InlineData("8 Boulevard du Port 80000 Amiens", PlacePrecision.HouseNumber, "80000 Amiens")]
    [InlineData("10000 Rue de Paris 59440 Avesnes-sur-Helpe", PlacePrecision.Street, "59440 Avesnes-sur-Helpe")]
    [InlineData("75017 Paris 17e Arrondissement", PlacePrecision.Commune, "75017 Paris 17e Arrondissement")]
    [InlineData("Paris 17e Arrondissement", PlacePrecision.Commune, "Paris 17e Arrondissement")]
    [InlineData("chez Mme Petit, 2e porte, code 1234", PlacePrecision.Given, "75117")]
    [InlineData("75017 Paris, chez Mme Petit", PlacePrecision.Given, "75117")]
    public void Is_its_postcode_and_town(string label, PlacePrecision precision, string area) =>
        Assert.Equal(area, new Place(label, "75117", new(48.88, 2.31), precision).Area);
}
