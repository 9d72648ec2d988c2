using System.Net;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Tests.Story;
using FakeTwilio;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Twilio.Matrix;

/// <summary>Rows 12 to 18 and 23 of the fault matrix: what comes in twice, late, in another order, forged, or not at all.</summary>
public sealed class WhenTwilioTells
{
    private static readonly TwilioServerOptions OnDemand = new() { Delivery = Delivery.OnDemand };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<ServiceOnTwilio> Start() => ServiceOnTwilio.Start(options => options with { Delivery = OnDemand.Delivery });

    [Fact]
    public async Task Row_12_fifty_callbacks_at_once_are_one()
    {
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        service.Twilio.Faults.CallbacksOf(phone, new() { Copies = 50 });
        await service.Settle();
        var message = await service.MessageTo(phone);
        Assert.Equal(MessageState.Delivered, message.State);
        Assert.Equal(["delivered", "sent"], await service.Hood.Sql(db => db.DeliveryEvents.Where(e => e.MessageId == message.Id).Select(e => e.Status).Order().ToListAsync(Cancel)));
        Assert.All(service.Twilio.Webhooks, w => Assert.Equal(HttpStatusCode.NoContent, w.Status));
    }

    [Fact]
    public async Task Row_13_every_order_of_the_news_ends_the_same()
    {
        await using var service = await Start();
        string[][] stories = [["queued", "sent", "delivered"], ["queued", "sent", "undelivered"], ["queued", "sent", "delivered", "undelivered"], ["sent", "failed"], ["accepted", "sending", "sent", "delivered"]];
        foreach (var story in stories)
            foreach (var order in Orders(story))
            {
                var phone = await service.OneSms();
                await service.Settle();
                var sms = service.Twilio.Accepted.Single(s => s.To == phone);
                foreach (var status in order)
                    Assert.True((await service.Twilio.Report(sms, status, status is "undelivered" or "failed" ? 30005 : null)).Succeeded);
                var message = await service.MessageTo(phone);
                var delivered = story.Contains("delivered");
                Assert.True((delivered ? MessageState.Delivered : MessageState.Undelivered) == message.State, string.Join(" ", order));
                Assert.Equal(delivered ? null : "30005", message.ErrorCode);
                Assert.Equal(delivered && story.Contains("undelivered"), await service.Hood.Sql(db => db.DeliveryEvents.AnyAsync(e => e.MessageId == message.Id && e.Effect == DeliveryEffect.Conflict, Cancel)));
            }
    }

    private static IEnumerable<string[]> Orders(string[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Orders([.. items.Where((_, j) => j != i)]).Select(rest => (string[])[item, .. rest]));

    [Fact]
    public async Task Row_14_news_before_the_answer_is_not_undone_by_it()
    {
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        service.Twilio.Faults.CallbacksOf(phone, new() { Early = true });
        await service.Settle();
        var message = await service.MessageTo(phone);
        Assert.Equal((MessageState.Delivered, service.Twilio.Accepted.Single(s => s.To == phone).Sid), (message.State, message.ProviderSid));
    }

    public static TheoryData<Forgery> Forgeries => [.. Enum.GetValues<Forgery>().Where(f => f != Forgery.None)];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Row_15_a_forgery_is_refused_and_nothing_is_written(Forgery forgery)
    {
        await using var service = await Start();
        var phone = await service.OneSms();
        await service.Settle();
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Twilio.Report(service.Twilio.Accepted.Single(s => s.To == phone), "delivered", forged: forgery)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Twilio.Receive(phone, "STOP", forged: forgery))!.Status);
        await service.Hood.Settle();
        Assert.Equal(MessageState.Accepted, (await service.MessageTo(phone)).State);
        Assert.False(await service.Hood.Sql(db => db.DeliveryEvents.AnyAsync(Cancel)));
        Assert.False(await service.Hood.Sql(db => db.OptOuts.AnyAsync(Cancel)));
    }

    [Fact]
    public async Task Row_15_news_that_fits_no_message_is_set_apart()
    {
        await using var service = await Start();
        var (one, other) = (await service.OneSms(), await service.OneSms());
        await service.Settle();
        var (first, second) = (service.Twilio.Accepted.Single(s => s.To == one), service.Twilio.Accepted.Single(s => s.To == other));
        // Truly signed, about one message by the other's id: as a mistake at Twilio's, or of somebody who has the token.
        var mixed = new SmsMessage { Sid = second.Sid, From = second.From, To = second.To, Body = "", Direction = second.Direction, Status = "sent", Created = second.Created, Segments = 1, StatusCallback = first.StatusCallback };
        Assert.True((await service.Twilio.Report(mixed, "delivered")).Succeeded);
        Assert.Equal(MessageState.Accepted, (await service.MessageTo(one)).State);
        Assert.Equal(DeliveryEffect.Quarantined, (await service.Hood.Sql(db => db.DeliveryEvents.AsNoTracking().SingleAsync(Cancel))).Effect);
        using var client = service.Hood.Client();
        Assert.Contains("fit no message of ours", await client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_15_a_word_that_is_new_to_us_is_kept_and_changes_nothing()
    {
        await using var service = await Start();
        var phone = await service.OneSms();
        await service.Settle();
        Assert.True((await service.Twilio.Report(service.Twilio.Accepted.Single(s => s.To == phone), "teleported")).Succeeded);
        Assert.Equal(MessageState.Accepted, (await service.MessageTo(phone)).State);
        var kept = await service.Hood.Sql(db => db.DeliveryEvents.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(("teleported", DeliveryEffect.UnknownStatus), (kept.Status, kept.Effect));
    }

    [Fact]
    public async Task Row_16_a_yes_that_is_replayed_now_or_in_a_month_does_nothing()
    {
        await using var service = await ServiceOnTwilio.Start();
        var amina = await service.OneSms();
        await service.Settle();
        await service.Hood.AsksForJeanne();
        await service.Settle();
        var code = await service.Hood.Sql(db => db.Offers.Select(o => o.Code).SingleAsync(Cancel));
        var sid = $"SM{4821:x32}";
        await service.Twilio.Receive(amina, $"OUI {code}", sid: sid);
        await service.Settle();
        var (rows, taken) = (await Written(service), service.Twilio.Accepted.Count);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await service.Twilio.Receive(amina, $"OUI {code}", sid: sid))!.Status);
        await service.Settle();
        Assert.Equal((rows, taken), (await Written(service), service.Twilio.Accepted.Count));
        await service.Hood.Passes(Duration.FromDays(30));
        (rows, taken) = (await Written(service), service.Twilio.Accepted.Count);
        await service.Twilio.Receive(amina, $"OUI {code}", sid: sid);
        await service.Settle();
        Assert.Equal((rows, taken), (await Written(service), service.Twilio.Accepted.Count));
    }

    private static Task<(int, int, int, int)> Written(ServiceOnTwilio service) => service.Hood.Sql(async db =>
        (await db.Visits.CountAsync(Cancel), await db.Minutes.CountAsync(Cancel), await db.Messages.CountAsync(Cancel), await db.InboundMessages.CountAsync(Cancel)));

    [Fact]
    public async Task Row_17_a_stop_that_was_lost_is_read_from_the_list_before_anything_else_leaves()
    {
        await using var service = await Start();
        var phone = await service.OneSms();
        await service.Twilio.Receive(phone, "ARRÊT", lost: true); // our outage of an hour: Twilio gave up after fifteen seconds
        service.Hood.Clock.Advance(TimeSpan.FromHours(1));
        await service.Settle();
        Assert.Equal(0, service.Posts(phone) - service.Twilio.Posts.Count(p => p.To == phone && p.Body.Contains("ne recevrez plus", StringComparison.Ordinal)));
        Assert.Equal(MessageState.OptedOut, (await service.Hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.To == new PhoneNumber(phone) && m.Kind == MessageKind.Welcome, Cancel))).State);
    }

    [Fact]
    public async Task Row_17_a_no_that_was_lost_is_heard_within_five_minutes()
    {
        await using var service = await ServiceOnTwilio.Start(policy: "{ waveSize: 1 }");
        var (amina, bruno) = (await service.Hood.HasVolunteer("Amina", metresAway: 200), await service.Hood.HasVolunteer("Bruno", metresAway: 900));
        await service.Settle();
        await service.Hood.AsksForJeanne();
        await service.Settle();
        var asked = await service.Hood.Sql(db => db.Offers.AsNoTracking().SingleAsync(Cancel));
        var first = await service.Hood.Sql(db => db.Volunteers.Where(v => v.Id == asked.VolunteerId).Select(v => v.Phone).SingleAsync(Cancel));
        await service.Twilio.Receive(first.E164, $"NON {asked.Code}", lost: true);
        await service.Passes(Duration.FromMinutes(6));
        Assert.Equal([OfferState.Declined, OfferState.Pending], await service.Hood.Sql(db => db.Offers.OrderBy(o => o.Id).Select(o => o.State).ToListAsync(Cancel)));
        Assert.Contains(amina, new[] { amina, bruno });
    }

    [Fact]
    public async Task Row_17_news_that_was_lost_is_asked_for()
    {
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        service.Twilio.Faults.CallbacksOf(phone, new() { Lost = true });
        await service.Settle();
        Assert.Equal(MessageState.Accepted, (await service.MessageTo(phone)).State);
        await service.Passes(Duration.FromMinutes(16));
        var message = await service.MessageTo(phone);
        Assert.Equal(MessageState.Delivered, message.State);
        await service.Passes(Duration.FromHours(2));
        message = await service.MessageTo(phone);
        Assert.Equal((0.0798m * message.Segments, "USD", message.Segments), (message.Price, message.PriceUnit, message.BilledSegments));
    }

    [Fact]
    public async Task Row_18_a_database_that_is_away_during_a_webhook_loses_nothing()
    {
        var statements = new Statements();
        await using var service = await ServiceOnTwilio.Start(options => options with { Delivery = Delivery.OnDemand }, statements.Listen);
        var phone = await service.OneSms();
        await service.Settle();
        statements.Before = _ => throw new IOException("The database is away.");
        Assert.True((int)(await service.Twilio.Receive(phone, "STOP"))!.Status!.Value >= 500);
        Assert.True((int)(await service.Twilio.Report(service.Twilio.Accepted.Single(s => s.To == phone), "delivered")).Status!.Value >= 500);
        statements.Before = _ => Task.CompletedTask;
        await service.Passes(Duration.FromMinutes(16));
        Assert.True(await service.Hood.Sql(db => db.OptOuts.AnyAsync(o => o.Phone == new PhoneNumber(phone), Cancel)));
        Assert.Equal(1, await service.Hood.Sql(db => db.InboundMessages.CountAsync(Cancel)));
        Assert.Equal(MessageState.Delivered, (await service.Hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Kind == MessageKind.Welcome, Cancel))).State);
    }

    [Fact]
    public async Task Row_23_while_the_token_is_changed_nothing_is_refused()
    {
        const string Next = "fedcba9876543210fedcba9876543210";
        await using var service = await ServiceOnTwilio.Start(secondToken: Next);
        var phone = await service.OneSms();
        await service.Settle();
        var before = Enumerable.Range(0, 50).Select(i => service.Twilio.Receive(phone, $"AIDE {i}")).ToList();
        service.Twilio.Rotate(Next);
        var after = Enumerable.Range(50, 50).Select(i => service.Twilio.Receive(phone, $"AIDE {i}")).ToList();
        Assert.All(await Task.WhenAll(before.Concat(after)), w => Assert.Equal(HttpStatusCode.OK, w!.Status));
        Assert.Equal(100, await service.Hood.Sql(db => db.InboundMessages.CountAsync(Cancel)));
        service.Twilio.Rotate("0000000000000000000000000000000f");
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Twilio.Receive(phone, "AIDE"))!.Status);
    }
}
