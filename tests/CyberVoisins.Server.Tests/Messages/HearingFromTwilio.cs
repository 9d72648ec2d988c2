using System.Net;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>Received SMS and delivery news, through the real endpoints.</summary>
public sealed class HearingFromTwilio
{
    private const string Someone = "+33639987000";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<int> Received(Neighbourhood hood) => hood.Sql(db => db.InboundMessages.CountAsync(Cancel));

    private static async Task<(MessageId Id, string Phone)> Sent(Neighbourhood hood)
    {
        var phone = hood.NextPhone();
        await hood.SignInByCode(phone);
        return (hood.Telephones.All.Last(s => s.To == phone).Id, phone);
    }

    private static Task<Message> Read(Neighbourhood hood, MessageId id) => hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, Cancel));

    [Fact]
    public async Task What_Twilio_did_not_sign_is_refused_and_not_kept()
    {
        await using var hood = await Neighbourhood.Start();
        var call = WebhookCall.Sms(Someone, "OUI 4821");
        var signed = TwilioSignature.Of(Neighbourhood.Token, Neighbourhood.PublicUrl + call.Target, call.Form);
        var refused = new Dictionary<string, WebhookCall>
        {
            ["unsigned"] = call with { Signature = null },
            ["signed by another token"] = call with { Signature = TwilioSignature.Of("another", Neighbourhood.PublicUrl + call.Target, call.Form) },
            ["signed for another host"] = call with { Signature = TwilioSignature.Of(Neighbourhood.Token, "https://other.example" + call.Target, call.Form) },
            ["signed for the other webhook"] = call with { Signature = TwilioSignature.Of(Neighbourhood.Token, Neighbourhood.PublicUrl + "/webhooks/twilio/status", call.Form) },
            ["no base64"] = call with { Signature = "signature" },
            ["another account, well signed"] = call.With("AccountSid", "AC11111111111111111111111111111111"),
            ["the account in other letters"] = call.With("AccountSid", WebhookCall.Account.ToLowerInvariant()),
            ["a text changed"] = call.With("Body", "NON 4821") with { Signature = signed },
            ["a field more"] = call.With("Extra", "1") with { Signature = signed },
            ["a field less"] = (call with { Form = [.. call.Form.Where(f => f.Key != "NumMedia")] }) with { Signature = signed },
            ["a space at the end"] = call.With("Body", "OUI 4821 ") with { Signature = signed },
            ["a name in other letters"] = (call with { Form = [.. call.Form.Select(f => f.Key == "Body" ? KeyValuePair.Create("body", f.Value) : f)] }) with { Signature = signed },
            ["a query added"] = call with { Target = call.Target + "?x=1", Signature = signed },
            ["nothing posted"] = call with { Body = "", Signature = signed },
            ["no form"] = call with { Body = "{\"json\":true}%%%=&&&=", Signature = signed },
            ["64 KB and more"] = call.With("Body", new string('a', 70_000)),
        };
        foreach (var (what, refusedCall) in refused) Assert.Equal((what, HttpStatusCode.Forbidden), (what, await refusedCall.To(hood, Cancel)));
        Assert.Equal(0, await Received(hood));

        Assert.Equal(HttpStatusCode.OK, await call.To(hood, Cancel));
        Assert.Equal(1, await Received(hood));
    }

    [Fact]
    public async Task Delivery_news_that_Twilio_did_not_sign_change_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.AcceptedAs = MessageState.Accepted;
        var (id, phone) = await Sent(hood);
        var (other, _) = await Sent(hood);
        var call = WebhookCall.Status(id, phone, "delivered", $"SM{id.Value:N}");
        var signed = TwilioSignature.Of(Neighbourhood.Token, Neighbourhood.PublicUrl + call.Target, call.Form);
        WebhookCall[] refused =
        [
            call with { Signature = null },
            call with { Target = $"/webhooks/twilio/status?m={other}", Signature = signed },
            call with { Target = $"/webhooks/twilio/status?M={id}", Signature = signed },
            call.With("MessageStatus", "undelivered") with { Signature = signed },
            call.With("AccountSid", "AC1"),
        ];
        foreach (var refusedCall in refused) Assert.Equal(HttpStatusCode.Forbidden, await refusedCall.To(hood, Cancel));
        Assert.Equal(MessageState.Accepted, (await Read(hood, id)).State);
        Assert.Equal(MessageState.Accepted, (await Read(hood, other)).State);

        Assert.Equal(HttpStatusCode.NoContent, await call.To(hood, Cancel));
        Assert.Equal(MessageState.Delivered, (await Read(hood, id)).State);
    }

    [Fact]
    public async Task The_same_SMS_fifty_times_at_once_is_one()
    {
        await using var hood = await Neighbourhood.Start();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => WebhookCall.Sms(Someone, "AIDE").To(hood, Cancel))));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, await Received(hood));
        await hood.Settle();
        Assert.Single(hood.Telephones.To(Someone));
        // Replayed a month later it is still that one.
        hood.Clock.Advance(TimeSpan.FromDays(30));
        await WebhookCall.Sms(Someone, "AIDE").To(hood, Cancel);
        await hood.Settle();
        Assert.Single(hood.Telephones.To(Someone));
    }

    [Fact]
    public async Task A_long_text_with_anything_in_it_is_kept_as_far_as_it_can_be()
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal(HttpStatusCode.OK, await WebhookCall.Sms(Someone, new string('a', 1_599) + "😊 and more", $"SM{1:x32}").To(hood, Cancel));
        Assert.Equal(HttpStatusCode.OK, await WebhookCall.Sms(Someone, "oui\0 été & co = 100 % + 1", $"SM{2:x32}").To(hood, Cancel));
        Assert.Equal(HttpStatusCode.OK, await WebhookCall.Sms(Someone, "", $"SM{3:x32}").To(hood, Cancel));
        var bodies = await hood.Sql(db => db.InboundMessages.OrderBy(m => m.ProviderSid).Select(m => m.Body).ToListAsync(Cancel));
        Assert.Equal([new string('a', 1_599), "oui été & co = 100 % + 1", ""], bodies);
    }

    [Fact]
    public async Task A_signature_is_not_used_again_for_another_SMS()
    {
        await using var hood = await Neighbourhood.Start();
        var sms = WebhookCall.Sms(Someone, "AIDE");
        Assert.Equal(HttpStatusCode.OK, await sms.To(hood, Cancel));
        var signed = TwilioSignature.Of(Neighbourhood.Token, Neighbourhood.PublicUrl + sms.Target, sms.Form);
        // What is signed is names and values in a row: moved from one to the other they make a sid that was never seen.
        var sid = sms.Form.Single(f => f.Key == "MessageSid").Value;
        var merged = sms with
        {
            Form = [.. sms.Form.Where(f => f.Key is not ("MessageSid" or "NumMedia")), new("MessageSid", $"{sid}NumMedia0")],
            Signature = signed,
        };
        Assert.Equal(HttpStatusCode.BadRequest, await merged.To(hood, Cancel));
        foreach (var other in new[] { "SM1", "sm00000000000000000000000000000002", "SM0000000000000000000000000000000G", "XX00000000000000000000000000000002", sid + "0", sid + "\n" })
            Assert.Equal((other, HttpStatusCode.BadRequest), (other, await WebhookCall.Sms(Someone, "AIDE", other).To(hood, Cancel)));
        Assert.Equal(1, await Received(hood));
        Assert.Equal(HttpStatusCode.OK, await WebhookCall.Sms(Someone, "", "MM000000000000000000000000000000af").To(hood, Cancel));
        Assert.Equal(2, await Received(hood));
    }

    [Fact]
    public async Task A_stranger_who_says_start_all_day_is_answered_once()
    {
        await using var hood = await Neighbourhood.Start();
        for (var i = 0; i < 4; i++) await hood.Writes(Someone, i % 2 == 0 ? "START" : "REPRENDRE");
        Assert.Single(hood.Telephones.To(Someone));
        await hood.Writes(Someone, "bonjour");
        Assert.Single(hood.Telephones.To(Someone));
        await hood.Passes(Duration.FromHours(25));
        await hood.Writes(Someone, "START");
        Assert.Equal(2, hood.Telephones.To(Someone).Count);
    }

    [Fact]
    public async Task A_sender_that_is_no_telephone_is_not_kept()
    {
        await using var hood = await Neighbourhood.Start();
        foreach (var from in new[] { "36111", "AMELI", "", "+33 6" }) Assert.Equal(HttpStatusCode.OK, await WebhookCall.Sms(from, "PROMO").To(hood, Cancel));
        Assert.Equal(0, await Received(hood));
    }

    [Fact]
    public async Task Fields_and_words_that_Twilio_adds_tomorrow_are_accepted()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.AcceptedAs = MessageState.Accepted;
        Assert.Equal(HttpStatusCode.OK, await WebhookCall.Sms(Someone, "AIDE").With("OptOutType", "HELP").With("New[Field].0", "été").To(hood, Cancel));
        Assert.Equal(1, await Received(hood));

        var (id, phone) = await Sent(hood);
        var sid = $"SM{id.Value:N}";
        Assert.Equal(HttpStatusCode.NoContent, await WebhookCall.Status(id, phone, "teleported", sid).With("RawDlrDoneDate", "2611240900").To(hood, Cancel));
        Assert.Equal(MessageState.Accepted, (await Read(hood, id)).State);
        Assert.Equal(HttpStatusCode.NoContent, await WebhookCall.Status(id, phone, "read", sid).To(hood, Cancel));
        Assert.Equal(MessageState.Delivered, (await Read(hood, id)).State);
    }

    [Fact]
    public async Task News_in_any_order_end_the_same()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.AcceptedAs = MessageState.Accepted;
        List<string[]> orders = [.. Orders(["queued", "sent", "delivered", "undelivered"]), .. Orders(["queued", "sent", "undelivered"]), .. Orders(["queued", "sent", "delivered"]), .. Orders(["sent", "queued"])];
        var phones = new List<string>();
        foreach (var _ in orders) phones.Add(await hood.HasVolunteer("Amina"));
        await hood.Settle();
        foreach (var (order, phone) in orders.Zip(phones))
        {
            var id = hood.Telephones.All.Last(s => s.To == phone).Id;
            // Each word is said twice, at once and again later.
            foreach (var status in order.SelectMany(s => new[] { s, s }).Concat(order[..1]))
                await WebhookCall.Status(id, phone, status, $"SM{id.Value:N}", status == "undelivered" ? "30003" : null).To(hood, Cancel);
            var message = await Read(hood, id);
            var expected = order.Contains("delivered") ? (MessageState.Delivered, null) : order.Contains("undelivered") ? (MessageState.Undelivered, "30003") : (MessageState.Sent, (string?)null);
            Assert.Equal((string.Join(' ', order), expected), (string.Join(' ', order), (message.State, message.ErrorCode)));
        }
    }

    [Fact]
    public async Task News_may_come_before_the_answer()
    {
        await using var hood = await Neighbourhood.Start();
        var phone = hood.NextPhone();
        const string Sid = "SM0123456789abcdef0123456789abcdef";
        hood.Telephones.Next(phone, async sms =>
        {
            await WebhookCall.Status(sms.Id, phone, "sent", Sid).To(hood, Cancel);
            return new SendOutcome.Accepted(Sid, MessageState.Accepted);
        });
        await hood.SignInByCode(phone);
        var message = await Read(hood, hood.Telephones.All[^1].Id);
        Assert.Equal((MessageState.Sent, Sid), (message.State, message.ProviderSid));
    }

    [Fact]
    public async Task News_prove_what_a_lost_answer_did_not()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        const string Sid = "SM0123456789abcdef0123456789abcdef";
        hood.Telephones.Next(Neighbourhood.JeannesPhone, new SendOutcome.Uncertain("connection-lost"));
        await hood.AsksForJeanne();
        var id = (await hood.Sql(db => db.Messages.SingleAsync(m => m.State == MessageState.Uncertain, Cancel))).Id;
        Assert.Equal(HttpStatusCode.NoContent, await WebhookCall.Status(id, Neighbourhood.JeannesPhone, "delivered", Sid).To(hood, Cancel));
        await hood.Passes(Duration.FromHours(1));
        var message = await Read(hood, id);
        Assert.Equal((MessageState.Delivered, Sid, null), (message.State, message.ProviderSid, message.ErrorCode));
        Assert.Empty(hood.Telephones.LookedUp);
        Assert.Single(hood.Telephones.Attempts, a => a == id);
    }

    [Fact]
    public async Task News_that_fit_no_message_of_ours_change_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.AcceptedAs = MessageState.Accepted;
        var (id, phone) = await Sent(hood);
        var sid = $"SM{id.Value:N}";
        var delivered = WebhookCall.Status(id, phone, "delivered", sid);
        WebhookCall[] strangers =
        [
            WebhookCall.Status(new MessageId(Guid.CreateVersion7()), phone, "delivered", sid),
            delivered with { Target = "/webhooks/twilio/status" },
            delivered with { Target = "/webhooks/twilio/status?m=" },
            delivered with { Target = "/webhooks/twilio/status?m=4821" },
            delivered.With("To", Someone),
            delivered.With("MessageSid", "SM-of-somebody-else"),
        ];
        foreach (var call in strangers) Assert.Equal(HttpStatusCode.NoContent, await call.To(hood, Cancel));
        Assert.Equal(MessageState.Accepted, (await Read(hood, id)).State);
    }

    private static IEnumerable<string[]> Orders(string[] words) =>
        words.Length == 0 ? [[]] : words.SelectMany(first => Orders([.. words.Where(w => w != first)]).Select(rest => (string[])[first, .. rest]));
}
