using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>The hours, and the last check before the flight.</summary>
public sealed class WhenAnSmsMayLeave
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<List<MessageState>> States(Neighbourhood hood, string phone, MessageKind kind) => hood.Sql(async db =>
        (await db.Messages.AsNoTracking().Where(m => m.Kind == kind).OrderBy(m => m.Id).ToListAsync(Cancel)).Where(m => m.To.E164 == phone && m.Channel == MessageChannel.Sms).Select(m => m.State).ToList());

    private static Task<List<MessageState>> Calls(Neighbourhood hood, MessageKind kind) => hood.Sql(db =>
        db.Messages.Where(m => m.Kind == kind && m.Channel == MessageChannel.Call).OrderBy(m => m.Id).Select(m => m.State).ToListAsync(Cancel));

    [Fact]
    public async Task In_flight_is_written_before_the_provider_is_called()
    {
        await using var hood = await Neighbourhood.Start();
        var phone = hood.NextPhone();
        Message? seen = null;
        hood.Telephones.Next(phone, async sms =>
        {
            seen = await hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == sms.Id, Cancel));
            return new SendOutcome.Accepted("SM1", MessageState.Accepted);
        });
        await hood.SignInByCode(phone);
        Assert.Equal((MessageState.InFlight, hood.Now), (seen!.State, seen.InFlightSince));
    }

    [Fact]
    public async Task Two_dispatchers_at_once_send_once()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.PassesUntil("2026-11-24T21:00:00+01:00");
        for (var i = 0; i < 30; i++) await hood.HasVolunteer("Amina");
        hood.Clock.Advance(TimeSpan.FromHours(12)); // nine o'clock: all are due, nobody has begun
        var before = hood.Telephones.Attempts.Count;
        var dispatchers = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<SmsDispatcher>(hood.Services)).ToList();
        await Task.WhenAll(dispatchers.Select(d => Task.Run(() => d.RunDue(Cancel))));
        await hood.Settle();
        var attempts = hood.Telephones.Attempts.Skip(before).ToList();
        Assert.Equal(30, attempts.Count);
        Assert.Equal(30, attempts.Distinct().Count());
    }

    [Fact]
    public async Task At_night_an_SMS_waits_until_nine()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-11-24T20:00:00+01:00");
        await hood.AsksForJeanne();
        await hood.PassesUntil("2026-11-25T08:59:59+01:00");
        Assert.Empty(hood.Telephones.To(Jeanne));
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        Assert.Single(hood.Telephones.To(Jeanne));
    }

    [Fact]
    public async Task Codes_and_answers_leave_at_any_hour()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.PassesUntil("2026-11-24T23:30:00+01:00");
        await hood.SignInByCode(hood.NextPhone());
        Assert.Contains("code", hood.Telephones.All[^1].Body, StringComparison.Ordinal);
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        Assert.Contains("vous aidez Jeanne", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(hood.Telephones.To(Jeanne), b => b.Contains("Amina", StringComparison.Ordinal)); // she wrote to nobody: she sleeps
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        Assert.Contains("Amina vous aide", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-28T20:30:00+01:00", "2026-11-30T09:00:00+01:00", "2026-12-01T14:00:00+01:00", "2026-12-01T18:00:00+01:00")] // Saturday evening, then Monday
    [InlineData("2026-11-29T11:00:00+01:00", "2026-11-30T09:00:00+01:00", "2026-12-01T14:00:00+01:00", "2026-12-01T18:00:00+01:00")] // Sunday
    [InlineData("2026-12-24T21:00:00+01:00", "2026-12-26T09:00:00+01:00", "2026-12-28T14:00:00+01:00", "2026-12-28T18:00:00+01:00")] // Christmas Eve, then Saturday
    public async Task An_offer_waits_for_a_working_day(string asked, string leaves, string from, string to)
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.PassesUntil(asked);
        await hood.AsksForJeanne(from: from, to: to);
        var nine = NodaTime.Text.OffsetDateTimePattern.GeneralIso.Parse(leaves).Value.ToInstant();
        await hood.Passes(nine - Duration.FromSeconds(1) - hood.Now);
        Assert.Equal([MessageState.Queued], await States(hood, amina, MessageKind.Offer));
        await hood.Passes(Duration.FromSeconds(1));
        Assert.Equal([MessageState.Delivered], await States(hood, amina, MessageKind.Offer));
    }

    [Fact]
    public async Task An_offer_that_missed_the_evening_is_checked_again_and_waits_for_the_working_day()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.Settle(); // the welcome
        await hood.PassesUntil("2026-11-28T19:59:00+01:00");
        hood.Telephones.Next(amina, new SendOutcome.NotSent("unreachable", Duration.FromMinutes(5)));
        await hood.AsksForJeanne(from: "2026-12-01T14:00:00+01:00", to: "2026-12-01T18:00:00+01:00");
        await hood.PassesUntil("2026-11-30T08:59:59+01:00");
        Assert.Equal([MessageState.Queued], await States(hood, amina, MessageKind.Offer));
        await hood.Passes(Duration.FromSeconds(1));
        Assert.Equal([MessageState.Delivered], await States(hood, amina, MessageKind.Offer));
    }

    [Fact]
    public async Task An_offer_that_somebody_else_took_is_not_sent()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 2 }");
        var amina = await hood.HasVolunteer("Amina");
        var bruno = await hood.HasVolunteer("Bruno");
        await hood.Settle(); // the welcomes
        hood.Telephones.Next(bruno, new SendOutcome.NotSent("unreachable", Duration.FromMinutes(30)));
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        await hood.Passes(Duration.FromHours(2));
        Assert.Equal([MessageState.Cancelled], await States(hood, bruno, MessageKind.Offer));
        Assert.Single(hood.Telephones.To(bruno)); // the welcome: neither the offer nor thanks for it
    }

    [Fact]
    public async Task A_reminder_of_a_visit_that_moved_meanwhile_is_not_sent()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        // As another process would between the reading and the flight: the messages themselves are not touched.
        await hood.Sql(db => db.Visits.ExecuteUpdateAsync(s => s.SetProperty(v => v.Version, v => v.Version + 1), Cancel));
        await hood.PassesUntil("2026-11-27T20:00:00+01:00");
        Assert.All(await States(hood, amina, MessageKind.Reminder), state => Assert.Equal(MessageState.Cancelled, state));
        Assert.All(await States(hood, Jeanne, MessageKind.Reminder), state => Assert.Equal(MessageState.Cancelled, state));
        Assert.DoesNotContain(hood.Telephones.All, s => s.Body.Contains("rappel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_visit_that_moves_at_night_is_told_in_the_morning_as_it_then_is()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.PassesUntil("2026-11-24T21:00:00+01:00");
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var visit = await hood.Sql(db => db.Visits.Select(v => v.Id).SingleAsync(Cancel));
        var moved = await hood.Coordinator($$"""mutation { moveVisit(input: { visitId: "{{visit}}", start: "2026-11-27T16:00:00+01:00" }) { errors { code message } } }""");
        Assert.Empty(moved["moveVisit"]!["errors"]?.AsArray() ?? []);
        var before = hood.Telephones.To(Jeanne).Count;
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        Assert.Contains("16h00", Assert.Single(hood.Telephones.To(Jeanne).Skip(before)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_neighbour_found_at_night_is_the_only_news_of_the_morning()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-11-24T10:30:00+01:00");
        await hood.AsksForJeanne();
        // Her twelve waking hours end at 8:30, nobody else can be asked, and Jeanne's SMS that says so waits for nine o'clock.
        await hood.PassesUntil("2026-11-25T08:45:00+01:00");
        Assert.Equal([MessageState.Queued], await States(hood, Jeanne, MessageKind.RequestEscalated));
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}"); // late, and it counts
        var before = hood.Telephones.To(Jeanne).Count;
        await hood.PassesUntil("2026-11-25T09:00:00+01:00");
        Assert.Contains("Amina vous aide", Assert.Single(hood.Telephones.To(Jeanne).Skip(before)), StringComparison.Ordinal);
        Assert.Equal([MessageState.Cancelled], await States(hood, Jeanne, MessageKind.RequestEscalated));
    }

    [Fact]
    public async Task A_request_cancelled_at_night_is_not_said_to_be_looked_after()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-11-24T21:00:00+01:00");
        var request = await hood.AsksForJeanne();
        var cancelled = await hood.Coordinator($$"""mutation { cancelRequest(requestId: "{{request["id"]}}") { errors { code message } } }""");
        Assert.Empty(cancelled["cancelRequest"]!["errors"]?.AsArray() ?? []);
        await hood.PassesUntil("2026-11-25T10:00:00+01:00");
        Assert.DoesNotContain(hood.Telephones.To(Jeanne), body => body.Contains("Nous cherchons", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Past_its_deadline_an_SMS_is_not_sent()
    {
        await using var hood = await Neighbourhood.Start();
        var phone = hood.NextPhone();
        hood.Telephones.Next(phone, new SendOutcome.NotSent("unreachable", Duration.FromHours(1)));
        await hood.Ask($$"""mutation { requestSignInCode(input: { phone: "{{phone}}" }) { errors { code } } }""");
        await hood.Settle();
        await hood.Passes(Duration.FromHours(2));
        Assert.Equal([MessageState.Expired], await States(hood, phone, MessageKind.SignInCode));
        Assert.Empty(hood.Telephones.To(phone));
    }

    [Fact]
    public async Task Who_said_stop_hears_it_once_more_and_then_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        await hood.Writes(Jeanne, "Stop svp");
        Assert.Contains("vous ne recevrez plus", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        var heard = hood.Telephones.To(Jeanne).Count;
        await hood.Writes(Jeanne, "STOP");
        await hood.PassesUntil("2026-11-27T20:00:00+01:00");
        Assert.Equal(heard, hood.Telephones.To(Jeanne).Count);
        Assert.All(await States(hood, Jeanne, MessageKind.Reminder), state => Assert.Equal(MessageState.OptedOut, state));
        // And the association calls her: once, however often she said it.
        Assert.Equal([MessageState.ToCall], await Calls(hood, MessageKind.Reply));
    }

    [Fact]
    public async Task Who_said_stop_to_the_provider_said_it_to_us()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.Unsubscribed());
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        Assert.Equal([MessageState.OptedOut], await States(hood, Jeanne, MessageKind.RequestReceived));
        Assert.Equal([MessageState.OptedOut], await States(hood, Jeanne, MessageKind.VisitConfirmed));
        Assert.Empty(hood.Telephones.To(Jeanne));
        Assert.Equal([MessageState.ToCall], await Calls(hood, MessageKind.Reply));

        await hood.Writes(Jeanne, "REPRENDRE");
        Assert.Contains("de nouveau", Assert.Single(hood.Telephones.To(Jeanne)), StringComparison.Ordinal);
    }
}
