using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Coverage;

namespace CyberVoisins.Core.Tests.Matching.Coverage;

/// <summary>Where help is missing, by boxes that never tell of fewer than five people.</summary>
public sealed class WhereHelpLacks
{
    private static readonly Coordinates Saussure = new(48.8846, 2.3166);
    private static readonly VolunteerId Amina = VolunteerId.Of(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
    private static readonly VolunteerId Bruno = VolunteerId.Of(new Guid(2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    [Fact]
    public void A_volunteers_hour_is_shared_out_over_all_who_could_have_it()
    {
        // Five of the 17th and five of Fourmies ask for half an hour in a month; Amina can reach all of them, Bruno those of the 17th.
        var fourmies = new Coordinates(50.0172, 4.0467);
        List<CoveredNeed> needs = [.. People(1, 5, Saussure, "75017 Paris", Amina, Bruno), .. People(6, 5, fourmies, "59610 Fourmies", Amina)];
        var map = WhereHelpIsMissing.Of(needs, new Dictionary<VolunteerId, int> { [Amina] = 60, [Bruno] = 60 }, days: 30);
        // By hand: Amina's 60 minutes over 300 asked are 0.2 a minute, Bruno's over 150 are 0.4. The 17th: 150 × 0.6 = 90; Fourmies: 150 × 0.2 = 30.
        Assert.Equal("59610 Fourmies 5 150 30 120, 75017 Paris 5 150 90 60", string.Join(", ", map.Cells.Select(c => $"{c.Area} {c.People} {c.NeededMinutes} {c.ReachableMinutes} {c.MissingMinutes}")));
        Assert.All(map.Cells, cell => Assert.Null(cell.Helpers));
        Assert.False(map.SomeElsewhere);
        Assert.True(map.Cells[1].SouthWest.Latitude <= Saussure.Latitude && Saussure.Latitude < map.Cells[1].NorthEast.Latitude);
    }

    [Fact]
    public void Four_people_of_a_place_are_told_with_their_surroundings_or_not_at_all()
    {
        var four = People(1, 4, Saussure, "75017 Paris");
        Assert.Empty(WhereHelpIsMissing.Of([.. four], new Dictionary<VolunteerId, int>(), 90).Cells);
        Assert.True(WhereHelpIsMissing.Of([.. four], new Dictionary<VolunteerId, int>(), 90).SomeElsewhere);

        // A fifth lives 3 km away: they stand together in a wider box.
        var map = WhereHelpIsMissing.Of([.. four, .. People(5, 1, new(48.9100, 2.3300), "93400 Saint-Ouen")], new Dictionary<VolunteerId, int>(), 90);
        var cell = Assert.Single(map.Cells);
        Assert.Equal((5, "75017 Paris", 50, 0), (cell.People, cell.Area, cell.NeededMinutes, cell.ReachableMinutes));
        Assert.True(cell.NorthEast.Latitude - cell.SouthWest.Latitude > 0.011);
    }

    [Fact]
    public void Someone_who_asks_ten_times_is_one_person() =>
        Assert.Empty(WhereHelpIsMissing.Of([.. Enumerable.Range(0, 10).SelectMany(_ => People(1, 1, Saussure, "75017 Paris"))], new Dictionary<VolunteerId, int>(), 90).Cells);

    /// <summary>Whatever the country looks like: five people a box at least, everybody in one box at most, no minute given twice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_box_tells_of_fewer_than_five_and_no_minute_is_given_twice(int country)
    {
        var chance = PublicDraws.From($"country {country}");
        var volunteers = Enumerable.Range(1, 60).ToDictionary(n => VolunteerId.Of(new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])), _ => 30 * (1 + chance.Below(4)));
        List<CoveredNeed> needs = [];
        for (var i = 0; i < 400; i++)
        {
            // Mostly in a town of 5 km, some anywhere in 60 km.
            var width = chance.Below(4) == 0 ? 600 : 50;
            var point = new Coordinates(48 + chance.Below(width) / 1000.0, 2 + chance.Below(width) / 1000.0);
            needs.Add(new(Resident(1 + chance.Below(300)), $"commune {chance.Below(9)}", point, chance.Below(2) == 0 ? 30 : 60, [.. volunteers.Keys.Where(_ => chance.Below(20) == 0)]));
        }
        var map = WhereHelpIsMissing.Of(needs, volunteers, days: 30);
        Assert.NotEmpty(map.Cells);
        Assert.All(map.Cells, cell => Assert.True(cell.People >= CoverageMap.FewestPeople));
        Assert.InRange(map.Cells.Sum(c => c.People), 1, needs.Select(n => n.Resident).Distinct().Count());
        Assert.InRange(map.Cells.Sum(c => c.ReachableMinutes), 1, volunteers.Values.Sum() + map.Cells.Count);
        Assert.All(map.Cells, cell => Assert.True(cell.Helpers is null or 0 or >= CoverageMap.FewestPeople));
    }

    private static IEnumerable<CoveredNeed> People(int first, int count, Coordinates point, string area, params VolunteerId[] helpers) =>
        Enumerable.Range(first, count).Select(n => new CoveredNeed(Resident(n), area, point, 30, helpers));

    private static ResidentId Resident(int number) => ResidentId.Of(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));
}
