using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Tests.Geo;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Ledger;

/// <summary>Everything that touches one volunteer's minutes, at once, in an order drawn by lot; after each round the books are audited.</summary>
public sealed class ManyHandsOnOneMonth
{
    private const int Rounds = 6;
    private const int November = 202611, December = 202612;

    private readonly ConcurrentBag<int> _corrected = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_minute_is_lost_nor_counted_twice(int seed)
    {
        var lot = new Lcg((ulong)seed);
        await using var hood = await Neighbourhood.Start("{ waveSize: 1, maximumCarryOverMinutes: 45 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 180);
        var id = await hood.IdOf(amina);
        for (var round = 0; round < Rounds; round++)
        {
            await Asked(hood, round, lot);
            await hood.Ask("{ me { signedIn } }", amina); // signed in before everybody begins
            await hood.Coordinator("{ me { signedIn } }");
            var deeds = await Deeds(hood, amina, id, lot);
            await Task.WhenAll(deeds.OrderBy(_ => lot.Next()).ToList().Select(deed => Task.Run(deed)));
            await hood.Settle();
            await Audit(hood);
            // Into the time of the visits, and past the end of the month.
            await hood.Passes(Duration.FromHours(27 + (int)lot.Between(0, 13)));
            await Audit(hood);
        }
        // Visits were fixed, a person corrected and a month was closed; what became of the visits is up to the lot.
        Assert.Subset((await hood.Sql(db => db.Minutes.Select(m => m.Kind).Distinct().ToListAsync())).ToHashSet(), new HashSet<MinuteEntryKind> { MinuteEntryKind.Reserved, MinuteEntryKind.Corrected, MinuteEntryKind.CarriedOver });
    }

    /// <summary>Two more people ask for help in the next days.</summary>
    private static async Task Asked(Neighbourhood hood, int round, Lcg lot)
    {
        for (var i = 0; i < 2; i++)
        {
            var day = hood.Now.InUtc().Date.PlusDays(1 + (int)lot.Between(0, 3));
            await hood.AsksForJeanne($"+3363998{6000 + round * 2 + i}", minutes: lot.Next() < 0.5 ? 30 : 60, name: $"Jeanne{round}{i}", from: $"{day:yyyy-MM-dd}T10:00:00+01:00", to: $"{day:yyyy-MM-dd}T18:00:00+01:00");
        }
    }

    /// <summary>What several people do at the same moment; much of it twice.</summary>
    private async Task<List<Func<Task>>> Deeds(Neighbourhood hood, string amina, string id, Lcg lot)
    {
        var month = hood.Now < Instant.FromUtc(2026, 11, 30, 23, 0) ? November : December;
        var offers = await hood.Sql(db => db.Offers.Where(o => o.State == OfferState.Pending).Select(o => o.Id).ToListAsync());
        var visits = await hood.Sql(db => db.Visits.AsNoTracking().Where(v => v.State == VisitState.Planned).ToListAsync());
        List<Func<Task>> deeds = [];
        foreach (var offer in offers)
            for (var twice = 0; twice < 2; twice++) deeds.Add(() => hood.Ask($$"""mutation { acceptOffer(offerId: "{{offer}}") { acceptance { outcome } errors { code } } }""", amina));
        foreach (var visit in visits)
        {
            var minutes = 10 + (int)lot.Between(0, 90);
            var elsewhere = (visit.Start + Duration.FromDays(1 + (int)lot.Between(0, 9))).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null);
            // Most stay where they are: a visit that always moves is never done.
            if (lot.Next() < 0.3) deeds.Add(Does($$"""moveVisit(input: { visitId: "{{visit.Id}}", start: "{{elsewhere}}" }) { errors { code } }"""));
            if (lot.Next() < 0.2) deeds.Add(Does($$"""cancelVisit(input: { visitId: "{{visit.Id}}", askAgain: true }) { errors { code } }"""));
            deeds.Add(Does($$"""reportVisit(input: { visitId: "{{visit.Id}}", outcome: {{(lot.Next() < 0.7 ? "HAPPENED" : "VOLUNTEER_ABSENT")}}, actualMinutes: {{minutes}} }) { errors { code } }"""));
            deeds.Add(Does($$"""reportVisit(input: { visitId: "{{visit.Id}}", outcome: HAPPENED, actualMinutes: 20 }) { errors { code } }"""));
        }
        foreach (var minutes in new[] { -10, -25, 30 }) deeds.Add(() => Corrects(hood, id, month, minutes));
        deeds.Add(() => Corrects(hood, id, November, 5));
        foreach (var minutes in new[] { 120, 150 + 30 * (int)lot.Between(0, 4) }) deeds.Add(Does($$"""updateVolunteer(input: { volunteerId: "{{id}}", minutesPerMonth: {{minutes}} }) { errors { code } }"""));
        for (var twice = 0; twice < 2; twice++)
            deeds.Add(async () =>
            {
                await using var scope = hood.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<CarryOver>().Run(CancellationToken.None);
            });
        return deeds;

        Func<Task> Does(string mutation) => () => hood.Coordinator($"mutation {{ {mutation} }}");
    }

    private async Task Corrects(Neighbourhood hood, string id, int month, int minutes)
    {
        var answer = await hood.Coordinator($$"""mutation { correctMinutes(input: { volunteerId: "{{id}}", month: {{month}}, minutes: {{minutes}}, motive: "mal compté" }) { errors { code } } }""");
        if (answer["correctMinutes"]!["errors"]!.AsArray() is [JsonNode error, ..]) Assert.Equal("NO_MINUTES_LEFT", error.Text("code"));
        else _corrected.Add(minutes);
    }

    private async Task Audit(Neighbourhood hood)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];
        var lines = await hood.Sql(db => db.Minutes.AsNoTracking().OrderBy(m => m.Id).ToListAsync());
        var left = new Dictionary<int, int>();
        foreach (var line in lines) Assert.True((left[line.Month] = left.GetValueOrDefault(line.Month) + line.Minutes) >= 0, $"{line.Key} leaves {left[line.Month]}");

        // A visit's lines are in the month of its visit, and come to what it took.
        var visits = await hood.Sql(db => db.Visits.AsNoTracking().ToListAsync());
        var ofVisits = lines.Where(l => l.VisitId is not null).ToLookup(l => l.VisitId!.Value);
        Assert.Equal(visits.Count, ofVisits.Count);
        foreach (var visit in visits)
        {
            var month = MinutesLedger.MonthOf(visit.Start, zone);
            Assert.All(ofVisits[visit.Id].GroupBy(l => l.Month), g => Assert.Equal(g.Key == month ? Took(visit) : 0, -g.Sum(l => l.Minutes)));
            Assert.Contains(ofVisits[visit.Id], l => l.Month == month);
        }
        Assert.Equal(await hood.Sql(db => db.Offers.CountAsync(o => o.State == OfferState.Accepted)), visits.Count);
        Assert.Equal(_corrected.Sum(), lines.Where(l => l.Kind == MinuteEntryKind.Corrected).Sum(l => l.Minutes));
        Assert.Equal(0, lines.Where(l => l.Kind == MinuteEntryKind.CarriedOver).Sum(l => l.Minutes));

        var gives = await hood.Sql(db => db.Volunteers.Select(v => v.MinutesPerMonth).SingleAsync());
        var current = MinutesLedger.MonthOf(hood.Now, zone);
        foreach (var month in left.Keys.Where(m => m >= current && lines.Exists(l => l.Month == m && l.Kind == MinuteEntryKind.Granted)))
        {
            var used = visits.Where(v => MinutesLedger.MonthOf(v.Start, zone) == month).Sum(Took);
            var added = lines.Where(l => l.Month == month && (l.Kind is MinuteEntryKind.Corrected or MinuteEntryKind.CarriedOver)).Sum(l => l.Minutes);
            Assert.Equal(Math.Max(0, gives + added - used), left[month]);
        }
    }

    private static int Took(Visit visit) => visit.State switch
    {
        VisitState.Planned => visit.Minutes,
        VisitState.Completed => visit.SettledMinutes!.Value,
        VisitState.Cancelled or VisitState.NoShow => 0,
        _ => throw new InvalidOperationException(),
    };
}
