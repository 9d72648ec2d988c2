using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Map;

namespace CyberVoisins.Server.Tests.Geo;

public sealed class RebuildingTheMap(MapServers servers) : IClassFixture<MapServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly Coordinates Paris = new(48.8566, 2.3522);
    private static readonly Coordinates Maubeuge = new(50.2788, 3.9727);

    private readonly Lcg _random = new(59);
    private readonly AssociationId _association = AssociationId.Of(Guid.CreateVersion7());

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task Searches_go_on_and_always_find_everybody(string server)
    {
        var map = servers.Map(server);
        var volunteers = Enumerable.Range(0, 1_500).Select(_ => (NewVolunteer(), Paris)).ToArray();
        await map.Rebuild(_association, volunteers.ToAsyncEnumerable(), Cancel);

        var rebuilding = Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                Assert.True(await map.Rebuild(_association, volunteers.ToAsyncEnumerable(), Cancel));
        }, Cancel);
        var searches = 0;
        for (; !rebuilding.IsCompleted || searches < 20; searches++)
            Assert.Equal(1_500, (await map.Search(_association, Paris, 100, RequestId.Of(Guid.Empty), 2_000, 0, Cancel)).Nearest.Count);
        await rebuilding;
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task What_is_written_meanwhile_wins_over_what_the_database_said_before(string server)
    {
        var map = servers.Map(server);
        VolunteerId stays = NewVolunteer(), moves = NewVolunteer(), leaves = NewVolunteer(), returns = NewVolunteer(), joins = NewVolunteer();
        (VolunteerId, Coordinates)[] before = [(stays, Paris), (moves, Paris), (leaves, Paris), (returns, Paris)];
        await map.Rebuild(_association, before.ToAsyncEnumerable(), Cancel);

        Assert.True(await map.Rebuild(_association, Then(before, async () =>
        {
            await map.Put(_association, moves, Maubeuge, Cancel);
            await map.Remove(_association, leaves, Cancel);
            await map.Remove(_association, returns, Cancel);
            await map.Put(_association, returns, Maubeuge, Cancel);
            await map.Put(_association, joins, Maubeuge, Cancel);
            // The map that still answers has them too.
            Assert.Equal(Set(moves, returns, joins), await Around(map, Maubeuge));
            Assert.Equal(Set(stays), await Around(map, Paris));
        }), Cancel));

        Assert.Equal(Set(moves, returns, joins), await Around(map, Maubeuge));
        Assert.Equal(Set(stays), await Around(map, Paris));
        Assert.Equal(4, await map.Count(_association, Cancel));
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task A_volunteer_whom_the_database_no_longer_has_is_gone(string server)
    {
        var map = servers.Map(server);
        await map.Rebuild(_association, new[] { (NewVolunteer(), Paris) }.ToAsyncEnumerable(), Cancel);
        await map.Rebuild(_association, AsyncEnumerable.Empty<(VolunteerId, Coordinates)>(), Cancel);

        Assert.True(await map.Exists(_association, Cancel));
        Assert.Empty(await Around(map, Paris));
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task Only_one_at_a_time(string server)
    {
        var map = servers.Map(server);
        var second = true;
        Assert.True(await map.Rebuild(_association, Then([], async () =>
            second = await map.Rebuild(_association, AsyncEnumerable.Empty<(VolunteerId, Coordinates)>(), Cancel)), Cancel));
        Assert.False(second);
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task One_that_fails_leaves_the_map_as_it_was_and_another_may_start(string server)
    {
        var map = servers.Map(server);
        var volunteer = NewVolunteer();
        await map.Rebuild(_association, new[] { (volunteer, Paris) }.ToAsyncEnumerable(), Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            map.Rebuild(_association, Then([], () => throw new InvalidOperationException("The database went away.")), Cancel));

        Assert.Equal(Set(volunteer), await Around(map, Paris));
        Assert.True(await map.Rebuild(_association, new[] { (volunteer, Maubeuge) }.ToAsyncEnumerable(), Cancel));
        Assert.Equal(Set(volunteer), await Around(map, Maubeuge));
    }

    [Theory, MemberData(nameof(MapServers.Names), MemberType = typeof(MapServers))]
    public async Task The_old_version_goes_away_and_the_new_one_stays(string server)
    {
        var map = servers.Map(server);
        var connection = servers.Connection(server);
        await map.Rebuild(_association, new[] { (NewVolunteer(), Paris) }.ToAsyncEnumerable(), Cancel);
        var old = await connection.Ask(db => MapKeys.CurrentOf(db, _association), Cancel);
        await map.Rebuild(_association, new[] { (NewVolunteer(), Paris) }.ToAsyncEnumerable(), Cancel);
        var current = await connection.Ask(db => MapKeys.CurrentOf(db, _association), Cancel);

        var left = await connection.Ask(db => db.KeyTimeToLiveAsync(old!.Value), Cancel);
        Assert.InRange(left!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Null(await connection.Ask(db => db.KeyTimeToLiveAsync(current!.Value), Cancel));
    }

    /// <summary>Rows read from the database, something that happens before they are used, then the end.</summary>
    private static async IAsyncEnumerable<(VolunteerId, Coordinates)> Then((VolunteerId, Coordinates)[] rows, Func<Task> meanwhile)
    {
        await meanwhile();
        foreach (var row in rows)
            yield return row;
    }

    private async Task<HashSet<VolunteerId>> Around(VolunteerMap map, Coordinates center) =>
        [.. (await map.Search(_association, center, 1_000, RequestId.Of(Guid.Empty), 10, 0, Cancel)).Nearest.Select(m => m.Id)];

    private static HashSet<VolunteerId> Set(params VolunteerId[] volunteers) => [.. volunteers];

    private VolunteerId NewVolunteer() => VolunteerId.Of(_random.Guid());
}
