using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Geocoding;

namespace CyberVoisins.Server.Tests.Geo;

public sealed class FindingAnAddressInTheTable
{
    [Theory]
    [InlineData("75017 Paris", "75117")]
    [InlineData("75017", "75117")]
    [InlineData("PARIS 17", "75117")]
    [InlineData("Paris 17e", "75117")]
    [InlineData("paris 17eme", "75117")]
    [InlineData("Paris 17ème arrondissement", "75117")]
    [InlineData("Paris, 17e arrondissement", "75117")]
    [InlineData("17e arrondissement", "75117")]
    [InlineData("Paris 1er", "75101")]
    [InlineData("Paris 1", "75101")]
    [InlineData("Paris 01", "75101")]
    [InlineData("75116 Paris", "75116")]
    [InlineData("75017 Paris Cedex 17", "75117")]
    [InlineData("Paris 75017", "75117")]
    [InlineData("12 rue de Lévis 75017 Paris", "75117")]
    [InlineData("12 rue de Lévis, 75017 Paris, France", "75117")]
    [InlineData("12 rue de Lévis\n75017 PARIS\nFRANCE", "75117")]
    [InlineData("12 rue de Lévis, Paris, 75017", "75117")]
    [InlineData("12 rue de Lévis 75017", "75117")]
    [InlineData("avesnes sur helpe", "59036")]
    [InlineData("AVESNES-SUR-HELPE", "59036")]
    [InlineData("Avesnes s/ Helpe 59440", "59036")]
    [InlineData("59440 Avesnes-sur-Helpe", "59036")]
    [InlineData("59440 Avesnelles", "59035")]
    [InlineData("etroeungt", "59218")]
    [InlineData("Étrœungt", "59218")]
    [InlineData("Le Nouvion en Thierache", "02558")]
    [InlineData("59740 Solre le Chateau", "59572")]
    [InlineData("3 place Verte, Maubeuge", "59392")]
    [InlineData("Rue de Maubeuge, 75009 Paris", "75109")]
    [InlineData("93400 St Ouen", "93070")]
    [InlineData("93400 Saint-Ouen-sur-Seine", "93070")]
    [InlineData("St-Ouen sur Seine", "93070")]
    [InlineData("02830 St Michel", "02684")]
    [InlineData("Rue de Bruxelles, 75009 Paris", "75109")]
    public async Task However_it_is_typed_it_is_found(string text, string code)
    {
        await using var desk = new AddressDesk(mode: "Offline");
        var found = Assert.IsType<AddressAnswer.Found>(await desk.Find(text));
        Assert.Equal(code, found.Place.CommuneCode);
        Assert.Equal(PlacePrecision.Commune, found.Place.Precision);
        Assert.Contains(desk.Communes.All, c => c.Code == code && c.Center == found.Place.Coordinates);
    }

    /// <summary>A wrong place sends somebody to a wrong door; each of these has several answers, or none.</summary>
    [Theory]
    [InlineData("Paris", "75115")]                      // twenty arrondissements
    [InlineData("3e arrondissement", null)]             // Paris, Lyon or Marseille
    [InlineData("Saint-Ouen", "93070")]                 // three in France
    [InlineData("Saint-Michel", "02684")]               // nine in France
    [InlineData("La Flamengrie", "02312")]              // one in the Nord, one in the Aisne
    [InlineData("59440", "59036")]                      // fourteen communes
    [InlineData("59440 Bas-Lieu", "59036")]             // a commune that the table lacks
    [InlineData("75017 Lyon", "75117")]
    [InlineData("Lyon 75017", "75117")]
    [InlineData("75018 Paris 17e", "75117")]
    [InlineData("75018 Paris 17e", "75118")]
    [InlineData("59600 Fourmies", "59249")]
    [InlineData("59600 Fourmies", "59392")]
    [InlineData("75017 Paris ou 75018 Paris", null)]
    [InlineData("rue de Maubeuge", "59392")]            // a street of Paris, and of others
    [InlineData("12 rue Louis Maubeuge", "59392")]
    [InlineData("maubeuje", "59392")]
    [InlineData("fourmi", "59249")]
    [InlineData("Trifouilly-les-Oies", null)]
    [InlineData("99999", null)]
    [InlineData("5960 Maubeuge", "59392")]
    [InlineData("7000 Mons", null)]
    [InlineData("...", null)]
    [InlineData("France", null)]
    public async Task In_doubt_nothing_is_found_but_something_may_be_suggested(string text, string? suggested)
    {
        await using var desk = new AddressDesk(mode: "Offline");
        var missing = Assert.IsType<AddressAnswer.NotFound>(await desk.Find(text));
        Assert.True(missing.Suggestions.Count <= 5);
        if (suggested is not null)
            Assert.Contains(suggested, missing.Suggestions.Select(p => p.CommuneCode));
    }

    [Theory]
    [InlineData("Bruxelles")]
    [InlineData("1000 Bruxelles, Belgique")]
    [InlineData("1000 Bruxelles")]
    [InlineData("B-7000 Mons")]
    [InlineData("Genève")]
    [InlineData("Rue du Rhône 5, 1204 Genève")]
    [InlineData("CH-1204 Geneve")]
    [InlineData("Rue de Paris 12, Tournai")]
    [InlineData("Maubeuge, Belgique")]
    [InlineData("Londres")]
    public async Task Abroad_is_said_to_be_abroad(string text)
    {
        await using var desk = new AddressDesk(mode: "Offline");
        Assert.IsType<AddressAnswer.Abroad>(await desk.Find(text));
    }

    [Fact]
    public async Task A_street_stays_in_the_label_since_the_volunteer_will_need_it()
    {
        await using var desk = new AddressDesk(mode: "Offline");
        Assert.Equal("12 rue de Lévis, 75017 Paris", Assert.IsType<AddressAnswer.Found>(await desk.Find(" 12 rue de  Lévis,\n75017 Paris ")).Place.Label);
        Assert.Equal("75017 Paris 17e Arrondissement", Assert.IsType<AddressAnswer.Found>(await desk.Find("paris 17")).Place.Label);
    }

    [Theory]
    [InlineData(48.8873, 2.3068, "75117")]
    [InlineData(50.2788, 3.9727, "59392")]
    [InlineData(45.7578, 4.8320, "")]   // Lyon, which the embedded table lacks
    [InlineData(-20.8789, 55.4481, "")] // Saint-Denis de La Réunion
    public async Task A_point_in_France_is_taken_as_given(double latitude, double longitude, string code)
    {
        await using var desk = new AddressDesk(mode: "Offline");
        var place = Assert.IsType<AddressAnswer.Found>(await desk.At(latitude, longitude)).Place;
        Assert.Equal((code, PlacePrecision.Given, new Coordinates(latitude, longitude)), (place.CommuneCode, place.Precision, place.Coordinates));
        Assert.NotEmpty(place.Label);
    }

    [Theory]
    [InlineData(50.8466, 4.3528)]  // Brussels
    [InlineData(50.4542, 3.9523)]  // Mons
    [InlineData(50.0480, 4.3170)]  // Chimay
    [InlineData(46.2044, 6.1432)]  // Geneva
    [InlineData(47.5596, 7.5886)]  // Basel
    [InlineData(49.2354, 6.9969)]  // Saarbrücken
    [InlineData(49.6117, 6.1319)]  // Luxembourg
    [InlineData(51.5074, -0.1278)] // London
    [InlineData(49.1868, -2.1060)] // Jersey
    [InlineData(42.5063, 1.5218)]  // Andorra
    [InlineData(41.3874, 2.1686)]  // Barcelona
    [InlineData(45.0703, 7.6869)]  // Turin
    [InlineData(0, 0)]
    public async Task A_point_abroad_is_refused(double latitude, double longitude)
    {
        await using var desk = new AddressDesk(mode: "Offline");
        Assert.IsType<AddressAnswer.Abroad>(await desk.At(latitude, longitude));
    }

    [Theory]
    [InlineData("Bray-Dunes", 51.077, 2.517)]
    [InlineData("Givet", 50.138, 4.824)]
    [InlineData("Jeumont", 50.297, 4.101)]
    [InlineData("Longwy", 49.520, 5.760)]
    [InlineData("Lauterbourg", 48.973, 8.178)]
    [InlineData("Strasbourg", 48.573, 7.752)]
    [InlineData("Huningue", 47.590, 7.583)]
    [InlineData("Delle", 47.508, 6.998)]
    [InlineData("Ferney-Voltaire", 46.256, 6.108)]
    [InlineData("Saint-Julien-en-Genevois", 46.144, 6.081)]
    [InlineData("Annemasse", 46.193, 6.234)]
    [InlineData("Saint-Gingolph", 46.392, 6.805)]
    [InlineData("Vallorcine", 46.033, 6.933)]
    [InlineData("Bonneval-sur-Arc", 45.371, 7.047)]
    [InlineData("Montgenèvre", 44.931, 6.722)]
    [InlineData("Tende", 44.088, 7.594)]
    [InlineData("Menton", 43.775, 7.500)]
    [InlineData("Bonifacio", 41.387, 9.159)]
    [InlineData("Cerbère", 42.442, 3.165)]
    [InlineData("Bourg-Madame", 42.434, 1.944)]
    [InlineData("Gavarnie", 42.733, -0.010)]
    [InlineData("Hendaye", 43.359, -1.775)]
    [InlineData("Ouessant", 48.457, -5.096)]
    [InlineData("Auderville", 49.713, -1.935)]
    [InlineData("Cayenne", 4.922, -52.313)]
    [InlineData("Mamoudzou", -12.781, 45.228)]
    [InlineData("Nouméa", -22.276, 166.458)]
    [InlineData("Papeete", -17.535, -149.570)]
    public void The_edges_of_France_are_in_France(string town, double latitude, double longitude) =>
        Assert.True(France.Contains(new(latitude, longitude)), town);

    [Fact]
    public void The_embedded_table_is_whole()
    {
        var table = CommuneTable.Embedded();
        Assert.Equal(79, table.All.Count);
        Assert.Equal(20, table.All.Count(c => c.Code.StartsWith("751", StringComparison.Ordinal)));
        Assert.Equal(table.All.Count, table.All.DistinctBy(c => c.Code).Count());
        Assert.All(table.All, c => Assert.True(France.Contains(c.Center) && c.Code.Length == 5 && c.Postcodes.All(p => p.Length == 5) && c.Population > 0, c.Name));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Too_short_an_address_cannot_be_asked(string? text)
    {
        Assert.False(AddressQuery.IsValid(text, null));
        Assert.Throws<ArgumentException>(() => new AddressQuery(text));
        Assert.Throws<ArgumentException>(() => new AddressQuery(new string('a', 201)));
    }

    [Fact]
    public void Neither_a_question_nor_an_answer_prints_an_address()
    {
        var place = CommuneTable.Embedded().All[0].At();
        Assert.Equal("AddressQuery", $"{new AddressQuery("12 rue de Lévis")}");
        Assert.Equal("Found", $"{new AddressAnswer.Found(place)}");
        Assert.Equal("NotFound", $"{new AddressAnswer.NotFound([place])}");
    }
}
