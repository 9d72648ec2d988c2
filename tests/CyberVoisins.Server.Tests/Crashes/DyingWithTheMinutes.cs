using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>kill -9 around everything that writes minutes, and two processes that close one month.</summary>
public sealed class DyingWithTheMinutes
{
    private const int Commits = 2;

    [Fact]
    public async Task After_each_of_the_first_two_commits_of_every_scene_of_a_month()
    {
        await using var month = await InterruptedMonth.Begin();
        var (left, deaths) = (0, 0);
        month.Story.Begins = () => left = Commits;
        month.Service.KillPoints.Dies = point =>
        {
            if (point != KillPoint.Committed || left == 0) return false;
            left--;
            deaths++;
            return true;
        };
        await month.Run();
        await month.EndsAsItShould();
        Assert.True(deaths >= 14, $"only {deaths} deaths");
    }

    [Fact]
    public async Task After_each_answer()
    {
        await using var month = await InterruptedMonth.Begin();
        month.Story.Answered = month.Service.KillPoints.Kill;
        await month.Run();
        await month.EndsAsItShould();
        Assert.True(month.Service.Lives >= 8, $"only {month.Service.Lives} lives");
    }

    [Fact]
    public async Task Two_processes_close_a_month_once_while_both_correct_it()
    {
        const int Volunteers = 8;
        await using var month = await InterruptedMonth.Begin();
        var service = month.Service;
        for (var i = 2; i < Volunteers; i++) await month.Story.Has($"Voisin{i}", $"+336399820{i:00}", 300 + i * 20);
        await service.PassesUntil(Instant.FromUtc(2026, 11, 30, 22, 50));
        await month.Story.SignsInAgain();
        await using var twin = await service.Twin();
        var ids = await service.Sql(db => db.Volunteers.Where(v => v.AssociationId == month.Story.Association).Select(v => v.Id).ToListAsync());
        await service.Until(() => service.Sql(db => db.Minutes.AnyAsync(m => m.Kind == MinuteEntryKind.Corrected)), async life =>
        {
            await service.Advance(life, 20);
            await service.Advance(twin, 20);
            await Task.WhenAll(ids.SelectMany(id => new[] { life, twin }.SelectMany(to => new[] { Correct(to, id, 202611, 10), Correct(to, id, 202612, -10) })));
        });
        await service.ByItself(() => service.Sql(db => db.Volunteers.Where(v => v.AssociationId == month.Story.Association).AllAsync(v => db.Minutes.Any(m => m.VolunteerId == v.Id && m.Kind == MinuteEntryKind.CarriedOver && m.Month == 202612))));
        Assert.True(twin.IsAlive);
        // Sixty, twice ten given back and forty carried over; sixty, forty more, twice ten taken.
        Assert.All(ids, id => Assert.Equal((40, 80), Left(service, id)));

        Task Correct(ServiceProcess to, VolunteerId id, int ofMonth, int minutes) => service.Ask(to, string.Create(CultureInfo.InvariantCulture,
            $"mutation {{ correctMinutes(input: {{ volunteerId: \"{id}\", month: {ofMonth}, minutes: {minutes}, motive: \"mal compté\" }}) {{ errors {{ code }} }} }}"), InterruptedStory.Nadia);
    }

    private static (int November, int December) Left(MortalService service, VolunteerId id)
    {
        var lines = service.Sql(db => db.Minutes.AsNoTracking().Where(m => m.VolunteerId == id).ToListAsync()).GetAwaiter().GetResult();
        return (lines.Where(l => l.Month == 202611).Sum(l => l.Minutes), lines.Where(l => l.Month == 202612).Sum(l => l.Minutes));
    }
}
