using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

public sealed class OneWinner
{
    [Fact]
    public async Task Two_hundred_volunteers_say_yes_at_once_and_one_visit_is_fixed()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 200, maximumRadiusMetres: 20000 }");
        var phones = new List<string>();
        for (var i = 0; i < 200; i++) phones.Add(await hood.HasVolunteer($"Voisin{i}", metresAway: 100 + i * 10, maxDistance: 20_000));
        var request = await hood.AsksForJeanne();
        var yes = phones.ConvertAll(phone => (Phone: phone, Code: hood.CodeOf(phone)));
        var sentBefore = hood.Telephones.All.Count;

        // All two hundred SMS arrive, and several workers understand them at the same time.
        await Task.WhenAll(yes.Select((y, i) => hood.Delivers(y.Phone, $"OUI {y.Code}", $"SM{i:x32}")));
        var ids = await hood.Sql(db => db.InboundMessages.Select(m => m.Id).ToListAsync());
        Assert.Equal(200, ids.Count);
        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            await using var scope = hood.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Messages.IInboundConversation>().Answer(id, CancellationToken.None);
        })));
        await hood.Settle();

        var visit = Assert.Single(await hood.Sql(db => db.Visits.AsNoTracking().ToListAsync()));
        Assert.Equal(30, await hood.MinutesTaken());
        var states = await hood.Sql(db => db.Offers.GroupBy(o => o.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        Assert.Equal(1, states[OfferState.Accepted]);
        Assert.Equal(199, states[OfferState.Withdrawn]);

        var answers = hood.Telephones.All.Skip(sentBefore).ToLookup(s => s.To, s => s.Body);
        var winner = await hood.Sql(db => db.Volunteers.Where(v => v.Id == visit.VolunteerId).Select(v => v.Phone).SingleAsync());
        Assert.Contains("vous aidez Jeanne", Assert.Single(answers[winner.E164]), StringComparison.Ordinal);
        // Each of the others hears it once: not the thanks and the answer both.
        Assert.All(phones.Where(p => p != winner.E164), phone => Assert.Contains("Un autre voisin a répondu avant vous", Assert.Single(answers[phone]), StringComparison.Ordinal));
        Assert.Equal("BOOKED", (await hood.Request(request))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_volunteer_of_one_hour_who_says_yes_to_two_requests_at_once_is_booked_for_one_hour()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 60);
        for (var i = 0; i < 2; i++)
            await hood.AsksForJeanne($"+3363998600{i}", minutes: 60, from: $"2026-11-2{6 + i}T14:00:00+01:00", to: $"2026-11-2{6 + i}T18:00:00+01:00");
        var offers = await hood.Sql(db => db.Offers.Select(o => o.Code).ToListAsync());
        Assert.Equal(2, offers.Count);

        await Task.WhenAll(offers.Select((code, i) => hood.Delivers(amina, $"OUI {code}", $"SM{i:x32}")));
        var ids = await hood.Sql(db => db.InboundMessages.Select(m => m.Id).ToListAsync());
        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            await using var scope = hood.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Messages.IInboundConversation>().Answer(id, CancellationToken.None);
        })));
        await hood.Settle();

        Assert.Equal(1, await hood.Sql(db => db.Visits.CountAsync(v => v.State == VisitState.Planned)));
        Assert.Equal(60, await hood.MinutesTaken());
        Assert.Contains(hood.Telephones.To(amina), body => body.Contains("Votre temps du mois est déjà pris", StringComparison.Ordinal));
        // The request that she could not take has nobody else: it goes to the association, for want of minutes.
        Assert.Contains(await hood.Sql(db => db.Requests.Select(r => r.Escalation).ToListAsync()), e => e is EscalationReason.NobodyWithMinutes);
    }

    [Fact]
    public async Task Nobody_is_booked_twice_at_the_same_time()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        await hood.AsksForJeanne("+33639986001", minutes: 60, from: "2026-11-27T14:00:00+01:00", to: "2026-11-27T15:00:00+01:00");
        await hood.AsksForJeanne("+33639986002", minutes: 60, from: "2026-11-27T14:00:00+01:00", to: "2026-11-27T15:00:00+01:00");
        var codes = await hood.Sql(db => db.Offers.OrderBy(o => o.Id).Select(o => o.Code).ToListAsync());
        await hood.Writes(amina, $"OUI {codes[0]}");
        await hood.Writes(amina, $"OUI {codes[1]}");
        Assert.Contains("déjà une visite à cette heure", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Equal(1, await hood.Sql(db => db.Visits.CountAsync()));
    }

    [Fact]
    public async Task The_same_yes_again_hears_the_same_and_changes_nothing()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var code = hood.CodeOf(amina);
        await hood.Writes(amina, $"OUI {code}");
        var first = hood.Telephones.To(amina)[^1];
        await hood.Writes(amina, $"oui{code} !!");
        Assert.Equal(first, hood.Telephones.To(amina)[^1]);
        Assert.Equal(1, await hood.Sql(db => db.Visits.CountAsync()));
        Assert.Equal(30, await hood.MinutesTaken());
    }
}
