using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Server.Map;

namespace CyberVoisins.Server.Tests.Geo;

public sealed class FindingVolunteersOnTheMap(MapServers servers) : IClassFixture<MapServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly Coordinates Batignolles = new(48.8873, 2.3068);

    private readonly Lcg _random = new(17);

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task Two_thousand_volunteers_and_five_hundred_searches_agree_with_a_measure_of_everybody(string server)
    {
        var map = servers.Map(server);
        var association = NewAssociation();
        var volunteers = Enumerable.Range(0, 2_000).ToDictionary(_ => NewVolunteer(), _ => _random.Point());
        Assert.True(await map.Rebuild(association, Stream(volunteers), Cancel));
        Assert.Equal(2_000, await map.Count(association, Cancel));

        int[] radii = [0, 300, 1_000, 2_000, 5_000, 20_000, 50_000];
        for (var search = 0; search < 500; search++)
        {
            var center = _random.Point();
            var radius = radii[search % radii.Length];
            var answer = await map.Search(association, center, radius, NewRequest(), 2_000, 0, Cancel);
            AssertAgrees(volunteers, center, radius, answer);
        }
    }

    /// <summary>2 m either way: the geohash is under 1 m off, and both sides round to the metre.</summary>
    private static void AssertAgrees(Dictionary<VolunteerId, Coordinates> volunteers, Coordinates center, int radius, MapAnswer answer)
    {
        var found = answer.Nearest.ToDictionary(m => m.Id, m => m.DistanceMetres);
        foreach (var (volunteer, place) in volunteers)
        {
            var metres = center.MetresTo(place);
            if (metres <= radius)
                Assert.True(found.ContainsKey(volunteer), $"Missing at {metres} m of {radius} m.");
            if (found.TryGetValue(volunteer, out var told))
                Assert.True(Math.Abs(told - metres) <= 2 && metres <= radius + 4, $"Told {told} m, is {metres} m, of {radius} m.");
        }
        Assert.Equal(answer.Nearest.OrderBy(m => m.DistanceMetres).Select(m => m.DistanceMetres), answer.Nearest.Select(m => m.DistanceMetres));
        Assert.False(answer.CutOff);
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task The_nearest_come_first_and_the_others_are_drawn_by_public_hash(string server)
    {
        var map = servers.Map(server);
        var association = NewAssociation();
        var volunteers = Enumerable.Range(0, 200).ToDictionary(_ => NewVolunteer(), i => new Coordinates(48.8873 + i * 0.0001, 2.3068));
        await map.Rebuild(association, Stream(volunteers), Cancel);
        var request = NewRequest();

        var answer = await map.Search(association, Batignolles, 10_000, request, 15, 15, Cancel);

        var byDistance = volunteers.Keys.ToList();
        Assert.Equal(byDistance.Take(15), answer.Nearest.Select(m => m.Id));
        Assert.Equal(
            byDistance.Skip(15).OrderBy(v => PublicHash.Of(request, v, VolunteerMap.SampleSalt)).Take(15),
            answer.Sampled.Select(m => m.Id));
        Assert.Equal(30, answer.Members.Distinct().Count());
        Assert.Equal(200, answer.Considered);
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task A_search_that_leaves_somebody_out_says_so(string server)
    {
        var map = servers.Map(server);
        var association = NewAssociation();
        await map.Rebuild(association, Stream(Enumerable.Range(0, 3).ToDictionary(_ => NewVolunteer(), _ => Batignolles)), Cancel);

        Assert.True((await map.Search(association, Batignolles, 1_000, NewRequest(), 2, 0, Cancel)).CutOff);
        Assert.False((await map.Search(association, Batignolles, 1_000, NewRequest(), 3, 0, Cancel)).CutOff);
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task A_volunteer_who_moves_or_leaves_is_no_longer_found_where_he_was(string server)
    {
        var map = servers.Map(server);
        var association = NewAssociation();
        await map.Rebuild(association, Stream([]), Cancel);
        var volunteer = NewVolunteer();

        await map.Put(association, volunteer, Batignolles, Cancel);
        Assert.Equal([volunteer], await Around(map, association, Batignolles));

        var maubeuge = new Coordinates(50.2788, 3.9727);
        await map.Put(association, volunteer, maubeuge, Cancel);
        Assert.Empty(await Around(map, association, Batignolles));
        Assert.Equal([volunteer], await Around(map, association, maubeuge));

        await map.Remove(association, volunteer, Cancel);
        await map.Remove(association, volunteer, Cancel);
        Assert.Equal(0, await map.Count(association, Cancel));
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task One_association_never_finds_the_volunteers_of_another(string server)
    {
        var map = servers.Map(server);
        var (ours, theirs) = (NewAssociation(), NewAssociation());
        await map.Rebuild(ours, Stream([]), Cancel);
        await map.Rebuild(theirs, Stream(new() { [NewVolunteer()] = Batignolles }), Cancel);

        Assert.Empty(await Around(map, ours, Batignolles));
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task A_map_that_was_never_built_does_not_pass_for_an_empty_one(string server)
    {
        var map = servers.Map(server);
        var association = NewAssociation();
        await map.Put(association, NewVolunteer(), Batignolles, Cancel);

        Assert.False(await map.Exists(association, Cancel));
        Assert.Equal(0, await map.Count(association, Cancel));
        await Assert.ThrowsAsync<MapUnavailable>(() => Around(map, association, Batignolles));
    }

    private static async Task<IEnumerable<VolunteerId>> Around(VolunteerMap map, AssociationId association, Coordinates center) =>
        (await map.Search(association, center, 1_000, RequestId.Of(Guid.Empty), 10, 0, Cancel)).Nearest.Select(m => m.Id);

    private static IAsyncEnumerable<(VolunteerId, Coordinates)> Stream(Dictionary<VolunteerId, Coordinates> volunteers) =>
        volunteers.Select(v => (v.Key, v.Value)).ToAsyncEnumerable();

    private static AssociationId NewAssociation() => AssociationId.Of(Guid.CreateVersion7());

    private VolunteerId NewVolunteer() => VolunteerId.Of(_random.Guid());

    private RequestId NewRequest() => RequestId.Of(_random.Guid());
}
