using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>
/// A month's minutes, whatever dies on the way: Amina says yes and cancels, Bruno says yes and finds nobody, a coordinator
/// corrects, the month ends and what is over goes into the next.
/// </summary>
internal sealed class InterruptedMonth(InterruptedStory story) : IAsyncDisposable
{
    public const int CarriedOver = 40;

    public static async Task<InterruptedMonth> Begin()
    {
        var month = new InterruptedMonth(await InterruptedStory.Begin(waveSize: 1));
        // The rule is part of a JSON column.
        await month.Does(async db => (await db.Associations.AsNoTracking().ToListAsync()).Exists(a => a.Policy.MaximumCarryOverMinutes == CarriedOver),
            $"changePolicy(input: {{ waveSize: 1, maximumCarryOverMinutes: {CarriedOver} }})");
        return month;
    }

    public InterruptedStory Story => story;
    public MortalService Service => story.Service;

    public async Task Run()
    {
        await story.AsksForJeanne();
        var (first, second) = await AskedFirst();
        await story.Writes(first, "OUI {0}", "SMfff0000000000000000000000000000a");
        await story.Writes(first, "ANNULER {0}", "SMfff0000000000000000000000000000b");
        await story.Writes(second, "OUI {0}", "SMfff0000000000000000000000000000c");
        await Corrects(second, 202611, -10);
        await Service.PassesUntil(At("2026-11-27T18:30:00+01:00"));
        await story.SignsInAgain();
        story.Begins();
        var visit = await Service.Sql(db => db.Visits.OrderByDescending(v => v.Id).Select(v => v.Id).FirstAsync());
        await Does(db => db.Visits.AnyAsync(v => v.State == VisitState.NoShow), $"reportVisit(input: {{ visitId: \"{visit}\", outcome: RESIDENT_ABSENT }})");
        await Service.PassesUntil(At("2026-11-30T23:50:00+01:00"));
        story.Begins();
        await Service.PassesUntil(At("2026-12-01T09:30:00+01:00"));
        // The calendar is looked at by a worker, in real time.
        await Service.ByItself(() => Service.Sql(async db => await db.Minutes.CountAsync(m => m.Month == 202612 && m.Kind == MinuteEntryKind.CarriedOver) >= 2));
        await story.SignsInAgain();
        await Corrects(first, 202612, 5);
    }

    /// <summary>Line by line what it would be without any death.</summary>
    public async Task EndsAsItShould()
    {
        var (first, second) = await AskedFirst();
        Assert.Equal(
        [
            "202611 Granted 60", "202611 Reserved -30", "202611 Released 30", $"202611 CarriedOver -{CarriedOver}",
            "202612 Granted 60", $"202612 CarriedOver {CarriedOver}", "202612 Corrected 5",
        ], await Lines(first));
        Assert.Equal(
        [
            "202611 Granted 60", "202611 Reserved -30", "202611 Corrected -10", "202611 Released 30", $"202611 CarriedOver -{CarriedOver}",
            "202612 Granted 60", $"202612 CarriedOver {CarriedOver}",
        ], await Lines(second));
        Assert.Equal([VisitState.Cancelled, VisitState.NoShow], await Service.Sql(db => db.Visits.OrderBy(v => v.Id).Select(v => v.State).ToListAsync()));
    }

    private async Task<List<string>> Lines(string phone)
    {
        var number = new PhoneNumber(phone);
        return [.. (await Service.Sql(db => db.Minutes.AsNoTracking().Where(m => db.Volunteers.Any(v => v.Id == m.VolunteerId && v.Phone == number)).OrderBy(m => m.Month).ThenBy(m => m.Id).ToListAsync()))
            .Select(m => $"{m.Month} {m.Kind} {m.Minutes}")];
    }

    private async Task<(string First, string Second)> AskedFirst()
    {
        var phone = await Service.Sql(db => db.Offers.OrderBy(o => o.Id).Select(o => db.Volunteers.Single(v => v.Id == o.VolunteerId).Phone).FirstAsync());
        return phone.E164 == InterruptedStory.Amina ? (InterruptedStory.Amina, InterruptedStory.Bruno) : (InterruptedStory.Bruno, InterruptedStory.Amina);
    }

    private async Task Corrects(string phone, int month, int minutes)
    {
        story.Begins();
        var number = new PhoneNumber(phone);
        var id = await Service.Sql(db => db.Volunteers.Where(v => v.Phone == number).Select(v => v.Id).SingleAsync());
        await Does(db => db.Minutes.AnyAsync(m => m.VolunteerId == id && m.Month == month && m.Kind == MinuteEntryKind.Corrected),
            $"correctMinutes(input: {{ volunteerId: \"{id}\", month: {month}, minutes: {minutes}, motive: \"mal compté\" }})");
    }

    /// <summary>The coordinator does it, and when no answer comes looks whether it was done.</summary>
    private Task Does(Func<Data.AppDb, Task<bool>> done, string mutation) =>
        story.Step(() => Service.Sql(done), life => Service.Ask(life, $"mutation {{ {mutation} {{ errors {{ code }} }} }}", InterruptedStory.Nadia));

    private static Instant At(string local) => OffsetDateTimePattern.GeneralIso.Parse(local).Value.ToInstant();

    public ValueTask DisposeAsync() => story.DisposeAsync();
}
