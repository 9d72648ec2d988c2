using System.Text.Json;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using Microsoft.AspNetCore.Http;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>The contract with the second provider (developers.brevo.com/reference/sendtransacsms and get-sms-events): a real client, a real connection.</summary>
public sealed class SendingByBrevo
{
    private static readonly OutgoingSms Sms = new(
        new MessageId(Guid.Parse("019aa000-0000-7000-8000-000000000001")), new PhoneNumber("+33639980001"), "Voisins: été & co", Instant.FromUtc(2026, 11, 24, 9, 0));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ISmsSender Client(ScriptedTwilio server, TimeSpan? timeout = null, string? url = null) =>
        server.Client(timeout, settings: [("Brevo:ApiKey", "xkeysib-1"), ("Brevo:Sender", "CyberVoisin"), ("Brevo:BaseUrl", url ?? server.Url)]);

    [Fact]
    public async Task Posts_one_document_and_names_itself_and_the_message()
    {
        await using var server = await ScriptedTwilio.Start();
        (string Key, JsonElement Body, string Target) asked = default;
        server.Answers = async context =>
        {
            asked = (context.Request.Headers["api-key"].ToString(), await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: Cancel), context.Request.Path);
            await ScriptedTwilio.Json(context, 201, """{"messageId":1511882900176220}""");
        };
        Assert.Equal(new SendOutcome.Accepted("1511882900176220", MessageState.Accepted), await Client(server).Send(Sms, Cancel));
        Assert.Equal(("xkeysib-1", "/v3/transactionalSMS/send"), (asked.Key, asked.Target));
        Assert.Equal("""{"sender":"CyberVoisin","recipient":"+33639980001","content":"Voisins: été & co","type":"transactional","tag":"019aa000-0000-7000-8000-000000000001","unicodeEnabled":false}""",
            JsonSerializer.Serialize(asked.Body, Readable));
        Assert.Equal(1, server.Posts);
    }

    public static TheoryData<int, string, string> Answers => new()
    {
        { 201, """{"messageId":"12"}""", "Accepted" },
        { 400, """{"code":"invalid_parameter","message":"Invalid telephone number"}""", "Rejected" },
        { 401, """{"code":"unauthorized","message":"Key not found"}""", "Misconfigured" },
        { 402, """{"code":"not_enough_credits","message":"You don't have enough credit to send your SMS"}""", "Misconfigured" },
        { 429, "", "NotSent" },
        { 500, """{"code":"internal"}""", "Uncertain" },
        { 502, "<html>", "Uncertain" },
        { 302, "", "Uncertain" },
        { 201, "{}", "Uncertain" },
        { 201, """{"mess""", "Uncertain" },
        { 403, "<html>", "Uncertain" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_it_says_is_one_of_the_outcomes(int status, string body, string outcome)
    {
        await using var server = await ScriptedTwilio.Start();
        server.AnswersWith(status, body);
        Assert.Equal(outcome, (await Client(server).Send(Sms, Cancel)).GetType().Name);
        Assert.Equal(1, server.Posts);
    }

    [Fact]
    public async Task Nobody_listens_is_not_sent_and_no_answer_is_uncertain()
    {
        await using var server = await ScriptedTwilio.Start();
        Assert.IsType<SendOutcome.NotSent>(await Client(server, url: "http://127.0.0.1:9").Send(Sms, Cancel));
        server.Answers = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        Assert.IsType<SendOutcome.Uncertain>(await Client(server, TimeSpan.FromMilliseconds(300)).Send(Sms, Cancel));
        Assert.Equal(1, server.Posts);
    }

    [Fact]
    public async Task It_is_found_again_by_its_tag_page_after_page_in_the_state_of_its_latest_news()
    {
        await using var server = await ScriptedTwilio.Start();
        server.Answers = context =>
        {
            Assert.Equal(Sms.Id.ToString(), context.Request.Query["tags"].ToString());
            Assert.Equal("2026-11-23", context.Request.Query["startDate"].ToString());
            var events = context.Request.Query["offset"] == "0"
                ? Enumerable.Repeat("""{"event":"accepted","messageId":"12","date":"2026-11-24T09:00:01Z"}""", 100)
                : ["""{"event":"delivered","messageId":"12"}""", """{"event":"sent","messageId":"12"}"""];
            return ScriptedTwilio.Json(context, 200, $$"""{"events":[{{string.Join(',', events)}}]}""");
        };
        Assert.Equal(new FoundSms("12", MessageState.Delivered), await Client(server).Find(Sms, new HashSet<string>(), Cancel));
        Assert.Null(await Client(server).Find(Sms, new HashSet<string> { "12" }, Cancel));
        server.AnswersWith(200, "{}");
        Assert.Null(await Client(server).Find(Sms, new HashSet<string>(), Cancel));
    }
}
