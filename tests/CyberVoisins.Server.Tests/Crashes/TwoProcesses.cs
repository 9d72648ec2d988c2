using System.Globalization;
using System.Net;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>Two services on one database, both at work: PostgreSQL as in production, and a SQLite file as well.</summary>
public sealed class TwoProcesses
{
    private const int Volunteers = 20;

    [Fact]
    public async Task Nothing_is_sent_twice_and_one_of_twenty_wins()
    {
        await using var story = await InterruptedStory.Begin(waveSize: Volunteers);
        var service = story.Service;
        await using var twin = await service.Twin();
        for (var i = 2; i < Volunteers; i++) await story.Has($"Voisin{i}", $"+336399820{i:00}", 300 + i * 20);
        // Slow enough for both to have their hands full.
        service.Twilio.Delay = TimeSpan.FromMilliseconds(60);
        await story.AsksForJeanne();

        var offers = await service.Sql(db => db.Offers.AsNoTracking().Select(o => new { o.Code, db.Volunteers.Single(v => v.Id == o.VolunteerId).Phone }).ToListAsync());
        Assert.Equal(Volunteers, offers.Count);
        // All answer at once; each SMS reaches both processes, as when Twilio tries again elsewhere.
        await service.Until(() => service.Sql(db => db.InboundMessages.AnyAsync()), life => Task.WhenAll(offers.SelectMany((o, i) => new[] { life, twin }.Select(to =>
            Delivers(service, to, o.Phone, $"OUI {o.Code}", i)))));
        Assert.True(twin.IsAlive);

        var visit = Assert.Single(await service.Sql(db => db.Visits.AsNoTracking().ToListAsync()));
        Assert.Equal(30, await service.Sql(db => db.Minutes.SumAsync(m => m.Minutes)));
        Assert.Equal([RequestState.Booked], await service.Sql(db => db.Requests.Select(r => r.State).ToListAsync()));
        Assert.Equal(Volunteers, await service.Sql(db => db.InboundMessages.CountAsync()));

        var taken = service.Twilio.Taken;
        Assert.Distinct(taken.Select(s => s.Message));
        Assert.Distinct(taken.Select(s => (s.To, s.Body)));
        Assert.Equal(2, taken.Select(s => s.By).Distinct().Count());
        // Each hears one thing: the winner the confirmation, the others that it is taken.
        var winner = await service.Sql(db => db.Volunteers.Where(v => v.Id == visit.VolunteerId).Select(v => v.Phone).SingleAsync());
        foreach (var phone in offers.ConvertAll(o => o.Phone))
            Assert.Contains(phone == winner ? "vous aidez Jeanne" : "un autre voisin a répondu avant vous",
                Assert.Single(taken.Where(s => s.To == phone.E164).Skip(2)).Body, StringComparison.OrdinalIgnoreCase); // after the welcome and the offer
        Assert.Empty(await service.Sql(db => db.Messages.Where(m => m.State == MessageState.Uncertain || m.State == MessageState.InFlight).ToListAsync()));
    }

    private static async Task Delivers(MortalService service, ServiceProcess to, PhoneNumber from, string body, int number) =>
        Assert.Equal(HttpStatusCode.OK, await service.Twilio.Delivers(to.Url, from.E164, body, "SM" + number.ToString("x32", CultureInfo.InvariantCulture)));
}
