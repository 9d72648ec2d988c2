using System.Net;
using System.Xml.Linq;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Messaging;
using CyberVoisins.Server.Tests.Story;
using CyberVoisins.Server.Voice;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Calling;

/// <summary>The reminder that we call: off unless the law allows it, one call, and nothing private to a machine.</summary>
public sealed class CallingOut
{
    private const string Landline = "+33199001234", Sid = "CA0123456789abcdef0123456789abcdef", Secret = "Demain à 14h, Amina vous aide.";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("false", "+33145678901", true)]
    [InlineData("true", "+33162345678", true)]
    [InlineData("true", "+33947512345", true)]
    [InlineData("true", "+33947412345", false)]
    [InlineData("true", "+33145678901", false)]
    [InlineData("true", "+33612345678", false)]
    [InlineData("true", null, false)]
    public void It_starts_only_with_a_number_that_may_call(string? outbound, string? from, bool starts)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Voice:Outbound"] = outbound, ["Voice:From"] = from }).Build();
        if (starts) Assert.Equal(outbound == "true", VoiceOptions.Read(configuration).Outbound);
        else Assert.Contains("Voice:From", Assert.Throws<StartupException>(() => VoiceOptions.Read(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_call_is_made_and_every_answer_of_Twilio_has_its_outcome()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(201, $$"""{"sid":"{{Sid}}","status":"queued"}""");
        var sms = new OutgoingSms(new MessageId(Guid.Parse("01938b1c-0000-7000-8000-000000000001")), new(Landline), Secret, Instant.FromUtc(2026, 11, 24, 9, 0));
        var calls = Calls(twilio.Url);
        Assert.Equal(new SendOutcome.Accepted(Sid, MessageState.Accepted), await calls.Send(sms, Cancel));
        var asked = Assert.Single(twilio.Asked);
        Assert.Equal($"/2010-04-01/Accounts/{ScriptedTwilio.Account}/Calls.json", asked.Target);
        Assert.Equal((Landline, "+33162345678"), (asked.Form["To"], asked.Form["From"]));
        Assert.Equal($"https://voisins.example/webhooks/twilio/voice/message?m={sms.Id}", asked.Form["Url"]);
        Assert.DoesNotContain(Secret, string.Join(' ', asked.Form.Values), StringComparison.Ordinal);

        foreach (var (status, body, outcome) in new (int, string, SendOutcome)[]
        {
            (201, "{}", new SendOutcome.Uncertain("no-sid")), (500, "no", new SendOutcome.Uncertain("http-500")), (302, "", new SendOutcome.Uncertain("http-302")),
            (400, """{"code":21211}""", new SendOutcome.Rejected("21211")), (401, """{"code":20003}""", new SendOutcome.Misconfigured("20003")), (429, "", new SendOutcome.NotSent("429")),
        })
        {
            twilio.AnswersWith(status, body);
            Assert.Equal(outcome, await calls.Send(sms, Cancel));
        }
        Assert.Equal(7, twilio.Posts);
        Assert.Equal(new SendOutcome.NotSent("unreachable"), await Calls("http://127.0.0.1:9").Send(sms, Cancel));

        twilio.AnswersWith(200, $$"""{"calls":[{"sid":"{{Sid}}","direction":"outbound-api","status":"in-progress","date_created":"Tue, 24 Nov 2026 09:00:01 +0000"}],"next_page_uri":null}""");
        Assert.Equal(new FoundSms(Sid, MessageState.Accepted), await calls.Find(sms, new HashSet<string>(), Cancel));
        Assert.Null(await calls.Find(sms, new HashSet<string> { Sid }, Cancel));
    }

    [Fact]
    public async Task A_machine_hears_who_calls_and_a_person_hears_the_message()
    {
        await using var hood = await Neighbourhood.Start();
        var (machine, person, stopped) = (await HasMessage(hood), await HasMessage(hood), await HasMessage(hood));
        var asked = await Post(hood, $"message?m={machine}");
        Assert.Contains("tapez 1", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Amina", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Amina", await Post(hood, $"message/key?m={machine}"), StringComparison.Ordinal);
        Assert.Equal(2, (await Post(hood, $"message/key?m={person}", ("Digits", "1"))).Split(Secret).Length - 1);
        Assert.Equal("", await Post(hood, $"message/key?m={person}", ("Digits", "1"), ("To", "+33199009999")));
        foreach (var id in new[] { machine, person }) await Post(hood, $"status?m={id}", ("CallStatus", "completed"));
        await Post(hood, $"message/key?m={stopped}", ("Digits", "2"));
        await Post(hood, $"status?m={stopped}", ("CallStatus", "no-answer"));
        await Post(hood, $"status?m={stopped}", ("CallStatus", "ringing"));

        Assert.Equal((MessageState.Undelivered, "not-acknowledged", null), await State(hood, machine));
        Assert.Equal((MessageState.Delivered, null, (Instant?)hood.Now), await State(hood, person));
        Assert.Equal((MessageState.Undelivered, "no-answer", null), await State(hood, stopped));
        Assert.True(await hood.Sql(db => db.OptOuts.AnyAsync(o => o.Phone == new PhoneNumber(Landline), Cancel)));
    }

    [Fact]
    public void Names_cannot_break_what_Twilio_reads()
    {
        var twiml = XDocument.Parse(new Twiml("Polly.Lea-Neural").Say("Chez \"A & B\" <c> é\u0001|Deux").Hangup().ToString()).Root!;
        Assert.Equal(["Say", "Pause", "Say", "Hangup"], twiml.Elements().Select(e => e.Name.LocalName));
        Assert.Equal("Chez \"A & B\" <c> é", twiml.Elements("Say").First().Value);
    }

    private static IVoiceSender Calls(string url)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = ScriptedTwilio.Account, ["Twilio:AuthToken"] = "the-token", ["Twilio:From"] = "CyberVoisin", ["Twilio:BaseUrl"] = url, ["PublicBaseUrl"] = "https://voisins.example",
            ["Voice:Outbound"] = "true", ["Voice:From"] = "+33162345678",
        }).Build();
        return new ServiceCollection().AddLogging().AddMessages(configuration).AddVoice(configuration).BuildServiceProvider().GetRequiredService<IVoiceSender>();
    }

    private static Task<MessageId> HasMessage(Neighbourhood hood) => hood.Sql(async db =>
    {
        var message = new Message
        {
            Id = hood.Clock.NewId<MessageId>(), DedupKey = Guid.CreateVersion7().ToString(), AssociationId = new AssociationId(Guid.Parse(hood.AssociationId)), Kind = MessageKind.Reminder, Channel = MessageChannel.Voice,
            To = new(Landline), Region = Region.Mainland, Body = Secret, Segments = 0, CreatedAt = hood.Now, NotBefore = hood.Now, State = MessageState.Accepted, InFlightSince = hood.Now,
        };
        db.Messages.Add(message);
        await db.SaveChangesAsync(Cancel);
        return message.Id;
    });

    private static Task<(MessageState, string?, Instant?)> State(Neighbourhood hood, MessageId id) => hood.Sql(async db =>
    {
        var message = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, Cancel);
        return (message.State, message.ErrorCode, message.AcknowledgedAt);
    });

    /// <summary>What is said; nothing when there is nothing to say.</summary>
    private static async Task<string> Post(Neighbourhood hood, string path, params (string Name, string Value)[] fields)
    {
        var target = $"/webhooks/twilio/voice/{path}";
        Dictionary<string, string> form = new() { ["AccountSid"] = WebhookCall.Account, ["CallSid"] = Sid, ["To"] = Landline };
        foreach (var (name, value) in fields) form[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", TwilioSignature.Of(Neighbourhood.Token, Neighbourhood.PublicUrl + target, form));
        using var client = hood.Client();
        using var response = await client.SendAsync(request, Cancel);
        return response.StatusCode == HttpStatusCode.OK ? string.Join(' ', XDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).Descendants("Say").Select(s => s.Value)) : "";
    }
}
