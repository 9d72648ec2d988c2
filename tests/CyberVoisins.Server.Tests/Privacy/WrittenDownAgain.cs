using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Imports;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>A number that was erased and is written down again: its STOP holds, and what was sent to it today counts, although the number itself was forgotten.</summary>
public sealed class WrittenDownAgain
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As an association that imports the number with a charter to accept, and erases it.</summary>
    private static async Task<string> Imported(Neighbourhood hood, string phone) => (await ImportingPeople.Report(hood, Files.Csv($"prénom;téléphone;commune\nVictoire;{phone};75017 Paris\n"), kind: "VOLUNTEERS",
        rest: """, "askCharter": true, "offer": { "maxDistanceMetres": 2000, "categories": ["DEVICE_BASICS"], "availability": [{ "day": "FRIDAY", "start": "09:00", "end": "19:00" }], "modes": ["AT_HOME"] }"""))["lines"]![0].Text("volunteerId");

    private static async Task Erased(Neighbourhood hood, string volunteer) =>
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseVolunteer(volunteerId: \"{volunteer}\")", "erased { rows }")).Refused);

    [Fact]
    public async Task A_stop_holds_until_its_owner_takes_it_back()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var phone = hood.NextPhone();
        var first = await Imported(hood, phone);
        await hood.Writes(phone, "STOP");
        await Erased(hood, first);
        ErasingAPerson.HoldsNone(await ErasingAPerson.Opened(hood), phone[3..]);
        var before = hood.Telephones.To(phone).Count;

        await hood.Passes(Duration.FromDays(2));
        var again = await Imported(hood, phone);
        Assert.Equal(before, hood.Telephones.To(phone).Count);
        await hood.Does(Neighbourhood.CoordinatorPhone, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(again)} }})", "volunteer { state }");
        // The desk sees why nothing is proposed to her.
        Assert.NotNull((await hood.Coordinator($$"""{ volunteer(id: "{{again}}") { smsStoppedAt } }"""))["volunteer"]!["smsStoppedAt"]);
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(2));
        Assert.Equal(before, hood.Telephones.To(phone).Count);

        await hood.Writes(phone, "REPRENDRE");
        Assert.Equal(before + 1, hood.Telephones.To(phone).Count);
        Assert.Equal(0, await hood.Sql(db => db.OptOuts.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Whoever_comes_back_by_themselves_is_written_to()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var phone = hood.NextPhone();
        var first = await Imported(hood, phone);
        await hood.Writes(phone, "STOP");
        await Erased(hood, first);
        Assert.Equal(1, await hood.Sql(db => db.OptOuts.CountAsync(Cancel)));
        Assert.Null((await hood.SignsUp(phone, "Victoire")).Refused);
        Assert.Equal(0, await hood.Sql(db => db.OptOuts.CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_limit_of_a_day_counts_what_was_sent_before_it_was_erased_and_no_longer()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }", adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(
            new SmsLimits(PerRecipientADay: 2, AnswersPerRecipientADay: 2, MinutesBetweenSolicitations: 0, PerHour: 10_000, BudgetADay: 10_000, PricePerSegment: 0.08m, Parallel: 4))));
        var phone = hood.NextPhone();
        for (var i = 0; i < 5; i++) await Erased(hood, await Imported(hood, phone));
        Assert.Equal(2, hood.Telephones.To(phone).Count);
        ErasingAPerson.HoldsNone(await ErasingAPerson.Opened(hood), phone[3..]);

        // After a day the mark counts for nothing, and is forgotten.
        await hood.Passes(Duration.FromHours(30));
        Assert.Empty(await hood.Sql(async db => (await db.Messages.Select(m => m.To).ToListAsync(Cancel)).Where(to => to.E164.StartsWith("+999", StringComparison.Ordinal) && to != PhoneNumber.Forgotten).ToList()));
        await Imported(hood, phone);
        Assert.Equal(3, hood.Telephones.To(phone).Count);
    }
}
