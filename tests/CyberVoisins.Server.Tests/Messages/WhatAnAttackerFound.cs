using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>Each was possible once.</summary>
public sealed class WhatAnAttackerFound
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_with_nothing_to_do_commits_nothing_and_sleeps()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Settle();
        var rung = hood.Services.GetRequiredService<WorkBell>().Rung;
        await hood.Services.GetRequiredService<SmsDispatcher>().RunDue(Cancel);
        await hood.Services.GetRequiredService<InboundWorker>().RunDue(Cancel);
        await hood.Services.GetRequiredService<Rounds.Rounds>().RunDue(Cancel);
        Assert.False(rung.IsCompleted);
    }

    [Fact]
    public async Task A_yes_at_night_does_not_book_the_offer_that_waits_for_the_morning()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-11-24T23:00:00+01:00");
        await hood.AsksForJeanne(); // its SMS leaves at nine
        await hood.Writes(amina, "oui");
        Assert.False(await hood.Sql(db => db.Visits.AnyAsync(Cancel)));
        Assert.Equal([OfferState.Pending], await hood.Sql(db => db.Offers.Select(o => o.State).ToListAsync(Cancel)));
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        await hood.Writes(amina, "oui");
        Assert.True(await hood.Sql(db => db.Visits.AnyAsync(Cancel)));
    }

    [Fact]
    public async Task A_stop_that_waits_to_be_read_is_before_what_has_not_left()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina"); // her welcome is written
        await hood.Delivers(amina, "Bonjour, STOP aux SMS merci", "SM0000000000000000000000000000000a");
        await hood.Services.GetRequiredService<SmsDispatcher>().RunDue(Cancel);
        Assert.Empty(hood.Telephones.To(amina));
        await hood.Settle();
        Assert.Contains("ne recevrez plus", Assert.Single(hood.Telephones.To(amina)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_stop_the_answer_to_an_earlier_yes_does_not_leave()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Settle();
        var before = hood.Telephones.To(amina).Count;
        await hood.Delivers(amina, $"OUI {hood.CodeOf(amina)}", "SM0000000000000000000000000000000a");
        await hood.Delivers(amina, "STOP", "SM0000000000000000000000000000000b");
        await hood.Settle();
        Assert.Contains("ne recevrez plus", Assert.Single(hood.Telephones.To(amina).Skip(before)), StringComparison.Ordinal);
        // Somebody waits for her: a person calls.
        Assert.Contains(await hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.State == MessageState.ToCall).ToListAsync(Cancel)), m => m.To.E164 == amina);
    }

    [Fact]
    public async Task What_the_ladder_has_done_with_hides_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.AcceptedAs = MessageState.Accepted;
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne()); // "your request is noted" is true no longer
        await hood.Passes(Duration.FromHours(25));
        var receipt = await hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Kind == MessageKind.RequestReceived, Cancel));
        Assert.NotNull(receipt.SettledAt);
    }

    [Fact]
    public async Task While_sms_are_stopped_a_visit_that_is_off_reaches_a_person_in_time()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.PassesUntil("2026-11-27T10:00:00+01:00");
        await hood.Coordinator("""mutation { stopSms(input: { reason: "un essai" }) { errors { code } } }""");
        await hood.Writes(amina, $"ANNULER {hood.CodeOf(amina)}");
        await hood.PassesUntil("2026-11-27T13:45:00+01:00");
        Assert.Contains(await hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.State == MessageState.ToCall).ToListAsync(Cancel)), m => m.To.E164 == Jeanne && m.Kind == MessageKind.VisitCancelled);
    }

    [Fact]
    public async Task On_a_strangers_word_nobody_else_is_written_to()
    {
        await using var hood = await Neighbourhood.Start();
        const string Stranger = "+33639984321", Victim = "+33639984777";
        await hood.Ask($$"""
            mutation { askForHelp(input: { associationId: "{{hood.AssociationId}}", resident: { firstName: "Victoire", phone: "{{Victim}}", address: { text: "75017 Paris", latitude: 48.8876, longitude: 2.3072 },
              relative: { firstName: "Anselme" } }, category: HEALTH, sentence: "Elle ne m'a rien demandé.", minutes: 30, modes: [AT_HOME],
              windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { errors { code } } }
            """, Stranger);
        await hood.Passes(Duration.FromHours(30));
        Assert.Empty(hood.Telephones.To(Victim));
        Assert.NotEmpty(hood.Telephones.To(Stranger));
    }
}
