using System.Net;
using System.Net.Sockets;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using Microsoft.AspNetCore.Http;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>A test a row of the decision table of shared/design/sms-facts.md, section 1: a real client, a real connection.</summary>
public sealed class SendingByTwilio
{
    private static readonly OutgoingSms Sms = new(
        new MessageId(Guid.Parse("019aa000-0000-7000-8000-000000000001")), new PhoneNumber("+33639980001"), "Voisins: été & co, 5 € ? OUI 4821", Instant.FromUtc(2026, 11, 24, 9, 0));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Posts_one_form_and_names_itself()
    {
        await using var twilio = await ScriptedTwilio.Start();
        Assert.Equal(new SendOutcome.Accepted(ScriptedTwilio.Sid, MessageState.Accepted), await twilio.Client().Send(Sms, Cancel));

        var asked = Assert.Single(twilio.Asked);
        Assert.Equal(("POST", $"/2010-04-01/Accounts/{ScriptedTwilio.Account}/Messages.json", $"{ScriptedTwilio.Account}:the-token"), (asked.Method, asked.Target, asked.User));
        Assert.Equal(new SortedDictionary<string, string>
        {
            ["Body"] = "Voisins: été & co, 5 € ? OUI 4821",
            ["From"] = "CyberVoisin",
            ["StatusCallback"] = "https://voisins.example/webhooks/twilio/status?m=019aa000-0000-7000-8000-000000000001",
            ["To"] = "+33639980001",
            ["ValidityPeriod"] = "3600",
        }, new SortedDictionary<string, string>(asked.Form.ToDictionary()));
    }

    [Fact]
    public async Task Sends_by_a_messaging_service_and_an_API_key_when_there_are_any()
    {
        await using var twilio = await ScriptedTwilio.Start();
        const string Service = "MG0123456789abcdef0123456789abcdef";
        await twilio.Client(settings: [("Twilio:MessagingServiceSid", Service), ("Twilio:ApiKeySid", "SK01"), ("Twilio:ApiKeySecret", "secret")]).Send(Sms, Cancel);
        var asked = Assert.Single(twilio.Asked);
        Assert.Equal("SK01:secret", asked.User);
        Assert.Equal(Service, asked.Form["MessagingServiceSid"]);
        Assert.False(asked.Form.ContainsKey("From"));
        Assert.StartsWith($"/2010-04-01/Accounts/{ScriptedTwilio.Account}/", asked.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listens_is_not_sent()
    {
        await using var twilio = await ScriptedTwilio.Start();
        Assert.Equal(new SendOutcome.NotSent("unreachable"), await twilio.Client(url: $"http://127.0.0.1:{ClosedPort()}").Send(Sms, Cancel));
    }

    [Fact]
    public async Task No_TLS_is_not_sent()
    {
        await using var twilio = await ScriptedTwilio.Start();
        Assert.Equal(new SendOutcome.NotSent("unreachable"), await twilio.Client(url: twilio.Url.Replace("http:", "https:", StringComparison.Ordinal)).Send(Sms, Cancel));
        Assert.Equal(0, twilio.Posts);
    }

    [Theory]
    [InlineData("""{"code":20429,"message":"Too Many Requests","status":429}""", null, null)]
    [InlineData("""{"code":20429,"message":"Too Many Requests","status":429}""", "120", 120)]
    [InlineData("", "7", 7)]
    [InlineData("<html>slow down</html>", null, null)]
    [InlineData("{}", "soon", null)]
    public async Task Too_many_requests_is_not_sent(string body, string? retryAfter, int? seconds)
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(429, body, retryAfter);
        Assert.Equal(new SendOutcome.NotSent("429", seconds is { } s ? Duration.FromSeconds(s) : null), await twilio.Client().Send(Sms, Cancel));
        Assert.Equal(1, twilio.Posts);
    }

    [Fact]
    public async Task Retry_after_may_be_a_date()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Answers = context =>
        {
            context.Response.Headers.Date = "Tue, 24 Nov 2026 09:00:00 GMT";
            context.Response.Headers.RetryAfter = "Tue, 24 Nov 2026 09:03:20 GMT";
            return ScriptedTwilio.Json(context, 429, "");
        };
        Assert.Equal(new SendOutcome.NotSent("429", Duration.FromSeconds(200)), await twilio.Client().Send(Sms, Cancel));
    }

    [Fact]
    public async Task A_full_queue_is_not_sent()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Refuses(400, 21611);
        Assert.IsType<SendOutcome.NotSent>(await twilio.Client().Send(Sms, Cancel));
    }

    [Fact]
    public async Task Silence_after_the_body_is_uncertain()
    {
        await using var twilio = await ScriptedTwilio.Start();
        var client = twilio.Client(timeout: TimeSpan.FromSeconds(1));
        Assert.IsType<SendOutcome.Accepted>(await client.Send(Sms, Cancel)); // the connection stands
        twilio.Answers = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        Assert.Equal(new SendOutcome.Uncertain("connection-lost"), await client.Send(Sms, Cancel));
        Assert.Equal(2, twilio.Posts);
    }

    [Fact]
    public async Task A_cut_connection_is_uncertain()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Answers = Cut;
        Assert.Equal(new SendOutcome.Uncertain("connection-lost"), await twilio.Client().Send(Sms, Cancel));
        Assert.Equal(1, twilio.Posts);
    }

    [Fact]
    public async Task A_cut_connection_that_was_used_before_is_uncertain()
    {
        await using var twilio = await ScriptedTwilio.Start();
        var client = twilio.Client();
        await client.Send(Sms, Cancel);
        twilio.Answers = Cut;
        Assert.Equal(new SendOutcome.Uncertain("connection-lost"), await client.Send(Sms, Cancel));
        Assert.Equal(2, twilio.Posts); // .NET did not send it again by itself
    }

    [Fact]
    public async Task Half_an_answer_is_uncertain()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Answers = async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.ContentLength = 500;
            await context.Response.WriteAsync("{\"sid\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        Assert.IsType<SendOutcome.Uncertain>(await twilio.Client().Send(Sms, Cancel));
        Assert.Equal(1, twilio.Posts);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(500, """{"code":20500,"message":"Internal","status":500}""")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(503, """{"code":20503,"message":"Unavailable","status":503}""")]
    [InlineData(302, "")]
    [InlineData(307, "")]
    [InlineData(302, $$"""{"sid":"{{ScriptedTwilio.Sid}}"}""")]
    [InlineData(500, $$"""{"sid":"{{ScriptedTwilio.Sid}}"}""")]
    [InlineData(204, "")]
    [InlineData(201, "")]
    [InlineData(201, "<html>captive portal</html>")]
    [InlineData(201, "[]")]
    [InlineData(201, "{}")]
    [InlineData(201, """{"sid":null}""")]
    [InlineData(201, """{"sid":34}""")]
    [InlineData(201, """{"sid":"SM12"}""")]
    [InlineData(201, """{"sid":"CA0123456789abcdef0123456789abcdef"}""")]
    [InlineData(400, "<html>proxy</html>")]
    [InlineData(403, "<html>proxy</html>")]
    [InlineData(407, "")]
    [InlineData(400, """{"error":"somebody else's JSON"}""")]
    [InlineData(400, """{"code":"21211"}""")]
    [InlineData(400, """{"code":2.5}""")]
    [InlineData(400, """{"code":99999999999}""")]
    public async Task An_answer_that_proves_nothing_is_uncertain(int status, string body)
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Answers = context =>
        {
            if (status is 302 or 307) context.Response.Headers.Location = "/elsewhere";
            return status == 204 ? SetStatus(context, 204) : ScriptedTwilio.Json(context, status, body);
        };
        Assert.IsType<SendOutcome.Uncertain>(await twilio.Client().Send(Sms, Cancel));
        Assert.Equal(1, twilio.Posts);
        Assert.Single(twilio.Asked); // and no redirection was followed
    }

    [Fact]
    public async Task A_charset_that_nobody_knows_is_no_obstacle()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(201, $$"""{"sid":"{{ScriptedTwilio.Sid}}"}""", type: "application/json; charset=martian");
        Assert.IsType<SendOutcome.Accepted>(await twilio.Client().Send(Sms, Cancel));
    }

    [Theory]
    [InlineData(21211)]
    [InlineData(21614)]
    [InlineData(21635)]
    [InlineData(21612)]
    [InlineData(21265)]
    [InlineData(21617)]
    [InlineData(29999)] // unknown: refused all the same
    public async Task A_wrong_number_is_rejected(int code)
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Refuses(400, code);
        Assert.Equal(new SendOutcome.Rejected($"{code}"), await twilio.Client().Send(Sms, Cancel));
    }

    [Fact]
    public async Task Who_said_stop_to_Twilio_is_unsubscribed()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Refuses(400, 21610);
        Assert.Equal(new SendOutcome.Unsubscribed(), await twilio.Client().Send(Sms, Cancel));
    }

    [Theory]
    [InlineData(401, 20003)]
    [InlineData(403, 20003)]
    [InlineData(400, 21408)]
    [InlineData(403, 21408)]
    [InlineData(400, 21606)]
    [InlineData(400, 21608)]
    [InlineData(400, 21659)]
    [InlineData(400, 21663)]
    [InlineData(400, 35118)]
    [InlineData(400, 30029)]
    [InlineData(400, 30030)]
    [InlineData(400, 30700)]
    [InlineData(404, 20404)]
    [InlineData(403, 29999)]
    public async Task What_is_ours_to_repair_is_misconfigured(int status, int code)
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.Refuses(status, code);
        Assert.Equal(new SendOutcome.Misconfigured($"{code}"), await twilio.Client().Send(Sms, Cancel));
    }

    [Fact]
    public async Task A_problem_in_RFC_9457_is_read_too()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(400, """{"type":"https://www.twilio.com/docs/api/errors/21211","title":"Invalid","code":21211,"status":400}""", type: "application/problem+json");
        Assert.Equal(new SendOutcome.Rejected("21211"), await twilio.Client().Send(Sms, Cancel));
    }

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task SetStatus(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
