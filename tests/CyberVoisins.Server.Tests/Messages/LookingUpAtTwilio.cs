using System.Globalization;
using System.Text.Json;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Tests.Messaging;

public sealed class LookingUpAtTwilio
{
    private const string Body = "Voisins: OUI 4821 ou NON 4821";
    private static readonly Instant Flown = Instant.FromUtc(2026, 11, 24, 23, 59);
    private static readonly OutgoingSms Sms = new(new MessageId(Guid.Parse("019aa000-0000-7000-8000-000000000001")), new PhoneNumber("+33639980001"), Body, Flown);

    private static readonly HashSet<string> Known = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Row(string sid, string body = Body, string direction = "outbound-api", string status = "delivered", Instant? created = null) => JsonSerializer.Serialize(new
    {
        sid, body, direction, status, to = "+33639980001",
        date_created = (created ?? Flown + Duration.FromSeconds(3)).ToDateTimeOffset().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture),
    });

    private static string Page(string? next, params string[] rows) => $$"""{"messages":[{{string.Join(',', rows)}}],"next_page_uri":{{(next is null ? "null" : $"\"{next}\"")}},"page_size":100}""";

    [Fact]
    public async Task What_is_known_to_be_another_message_is_not_this_one()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Answers = context => ScriptedTwilio.Json(context, 200, Page(null, Row(ScriptedTwilio.Sid)));
        Assert.NotNull(await twilio.Client().Find(Sms, Known, Cancel));
        Assert.Null(await twilio.Client().Find(Sms, new HashSet<string> { ScriptedTwilio.Sid }, Cancel));
    }

    [Fact]
    public async Task Follows_the_pages_to_the_last()
    {
        await using var twilio = await ScriptedTwilio.Start();
        var list = $"/2010-04-01/Accounts/{ScriptedTwilio.Account}/Messages.json";
        twilio.Answers = context => ScriptedTwilio.Json(context, 200, context.Request.Query["PageToken"].ToString() switch
        {
            "" => Page($"{list}?PageSize=100&Page=1&PageToken=PA1", Row("SM1", body: "something else")),
            "PA1" => Page($"{list}?PageSize=100&Page=2&PageToken=PA2"),
            _ => Page(null, Row(ScriptedTwilio.Sid, status: "sent")),
        });
        Assert.Equal(new FoundSms(ScriptedTwilio.Sid, MessageState.Sent), await twilio.Client().Find(Sms, Known, Cancel));
        Assert.Equal(
            [
                $"GET {list}?To=%2B33639980001&PageSize=100&DateSent%3E=2026-11-23&DateSent%3C=2026-11-26",
                $"GET {list}?PageSize=100&Page=1&PageToken=PA1",
                $"GET {list}?PageSize=100&Page=2&PageToken=PA2",
            ],
            twilio.Asked.Select(a => $"{a.Method} {a.Target}"));
        Assert.All(twilio.Asked, a => Assert.Equal($"{ScriptedTwilio.Account}:the-token", a.User));
    }

    [Fact]
    public async Task Takes_only_this_text_sent_by_us_in_this_flight()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(200, Page(null,
            Row("SM-other", body: Body + "."),
            Row("SM-in", direction: "inbound"),
            Row("SM-reply", direction: "outbound-reply"),
            Row("SM-before", created: Flown - Duration.FromMinutes(10))));
        Assert.Null(await twilio.Client().Find(Sms, Known, Cancel));
    }

    [Theory]
    [InlineData("queued", MessageState.Accepted)]
    [InlineData("delivered", MessageState.Delivered)]
    [InlineData("undelivered", MessageState.Undelivered)]
    [InlineData("a word of tomorrow", MessageState.Accepted)]
    public async Task Tells_where_it_is(string status, MessageState state)
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(200, Page(null, Row(ScriptedTwilio.Sid, status: status)));
        Assert.Equal(new FoundSms(ScriptedTwilio.Sid, state), await twilio.Client().Find(Sms, Known, Cancel));
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(401, """{"code":20003}""")]
    public async Task A_refusal_is_no_answer(int status, string body)
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(status, body);
        await Assert.ThrowsAsync<HttpRequestException>(() => twilio.Client().Find(Sms, Known, Cancel));
    }

    [Theory]
    [InlineData("<html>portal</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"messages":null}""")]
    public async Task What_cannot_be_read_is_no_answer(string body)
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(200, body);
        await Assert.ThrowsAsync<JsonException>(() => twilio.Client().Find(Sms, Known, Cancel));
    }
}
