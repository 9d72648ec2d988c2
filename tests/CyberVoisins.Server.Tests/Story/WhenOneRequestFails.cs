using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>A request that cannot be worked on, by a mistake of ours or a damaged row: the neighbours of the others are asked all the same.</summary>
public sealed class WhenOneRequestFails
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_other_is_searched_for_when_an_offer_expires(int broken)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var phones = new[] { await hood.HasVolunteer("Amina"), await hood.HasVolunteer("Bruno"), await hood.HasVolunteer("Chloé") };
        var requests = new[] { await hood.AsksForJeanne(from: "2026-12-02T14:00:00+01:00", to: "2026-12-02T16:00:00+01:00"), await hood.AsksForJeanne("+33639985001", name: "Paul", from: "2026-12-03T14:00:00+01:00", to: "2026-12-03T16:00:00+01:00") };
        await Damage(hood, requests[broken].Text("id"));
        await hood.Passes(Duration.FromHours(30));
        var other = await hood.Request(requests[1 - broken]);
        Assert.True(other["offers"]!.AsArray().Count >= 2, other.ToJsonString());
        Assert.Equal(3, phones.Length);
    }

    [Fact]
    public async Task The_others_are_taken_up_when_the_service_starts()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        var ids = new[] { (await hood.AsksForJeanne()).Text("id"), (await hood.AsksForJeanne("+33639985001", name: "Paul")).Text("id") }.Order().ToArray();
        await Damage(hood, ids[0]);
        await hood.Sql(db => db.Offers.ExecuteDeleteAsync(Cancel));
        await using var scope = hood.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExpireOffers>().TakeUp(Cancel);
        Assert.Equal(1, await hood.Sql(db => db.Offers.CountAsync(Cancel)));
    }

    private static async Task Damage(Neighbourhood hood, string id)
    {
        var damaged = Guid.Parse(id);
        Assert.Equal(1, await hood.Sql(db => db.Database.ExecuteSqlAsync($"""UPDATE "Requests" SET "Windows" = 'damaged' WHERE "Id" = {damaged}""", Cancel)));
    }
}
