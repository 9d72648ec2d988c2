using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using FakeTwilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Twilio.Matrix;

/// <summary>Rows 1 to 11 of the fault matrix: however the POST ends, its reader gets none or one, and what is not proven is seen.</summary>
public sealed class WhenSendingGoesWrong
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_1_out_of_reach_it_is_tried_again_and_arrives_once()
    {
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        await service.Twilio.Stop();
        await service.Settle();
        Assert.Equal((MessageState.Queued, 0), ((await service.MessageTo(phone)).State, service.Posts(phone)));
        await service.Twilio.Resume();
        await service.Passes(Duration.FromMinutes(1));
        Assert.Equal((MessageState.Delivered, 1, 1), ((await service.MessageTo(phone)).State, service.Posts(phone), service.Rings(phone)));
    }

    [Fact]
    public async Task Row_2_no_answer_and_not_taken_a_person_sees_it()
    {
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        service.Twilio.Faults.To(phone, new Fault.HangBefore());
        await service.Passes(Duration.FromMinutes(20));
        var message = await service.MessageTo(phone);
        Assert.Equal((MessageState.Uncertain, 1, 0), (message.State, service.Posts(phone), service.Rings(phone)));
        Assert.True(await service.IsSeen(message));
        using var client = service.Hood.Client();
        Assert.Contains("of unknown fate", await client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_3_no_answer_and_taken_the_callback_proves_it()
    {
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        service.Twilio.Faults.To(phone, new Fault.HangAfter());
        await service.Settle();
        var message = await service.MessageTo(phone);
        Assert.Equal((MessageState.Delivered, 1, 1), (message.State, service.Posts(phone), service.Rings(phone)));
        Assert.Equal(service.Twilio.Accepted.Single(s => s.To == phone).Sid, message.ProviderSid);
    }

    [Fact]
    public async Task Row_4_no_answer_and_no_callback_the_list_proves_it_page_after_page()
    {
        await using var service = await ServiceOnTwilio.Start(options => options with { MostPerPage = 1 });
        var phone = await service.OneSms();
        service.Twilio.Faults.To(phone, new Fault.HangAfter());
        service.Twilio.Faults.CallbacksOf(phone, new() { Lost = true });
        await service.Settle();
        service.Twilio.Faults.To(phone, null);
        for (var i = 0; i < 2; i++)
        {
            await service.Hood.Ask($$"""mutation { requestSignInCode(input: { phone: "{{phone}}" }) { errors { code } } }""");
            await service.Settle();
        }
        await service.Passes(Duration.FromMinutes(2));
        var welcome = await service.Hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.To == new PhoneNumber(phone) && m.Kind == MessageKind.Welcome, Cancel));
        Assert.Contains(welcome.State, new[] { MessageState.Accepted, MessageState.Sent, MessageState.Delivered });
        Assert.Single(service.Twilio.Accepted, s => s.Sid == welcome.ProviderSid && s.Body == welcome.Body);
        Assert.Equal(1, service.Twilio.PostsOf(welcome.Id.ToString()));
    }

    public static TheoryData<string, string?> Unclear => new()
    {
        // Row 5: the connection breaks.
        { nameof(Fault.ResetBefore), null }, { nameof(Fault.ResetAfter), null }, { nameof(Fault.TruncatedJson), "cut" },
        // Row 6: an answer that proves nothing.
        { nameof(Fault.ServerError), "500" }, { nameof(Fault.ServerError), "503" }, { nameof(Fault.ServerError), "accepted" }, { nameof(Fault.Redirect302), null }, { nameof(Fault.Redirect302), "accepted" },
        { nameof(Fault.HtmlError), null }, { nameof(Fault.HtmlError), "accepted" },
        // Row 7: "201" and nothing to hold on to.
        { nameof(Fault.TruncatedJson), null }, { nameof(Fault.JsonWithoutSid), null }, { nameof(Fault.WrongSid), null },
    };

    [Theory]
    [MemberData(nameof(Unclear))]
    public async Task Rows_5_6_and_7_it_is_posted_once_and_looked_up(string name, string? detail)
    {
        var fault = Fault.Named(name, detail)!;
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        service.Twilio.Faults.To(phone, fault);
        service.Twilio.Faults.CallbacksOf(phone, new() { Lost = true });
        await service.Hood.Settle();
        Assert.Equal(MessageState.Uncertain, (await service.MessageTo(phone)).State);
        await service.Passes(Duration.FromMinutes(20));
        var message = await service.MessageTo(phone);
        Assert.Equal((1, fault.Recorded ? 1 : 0), (service.Posts(phone), service.Rings(phone)));
        if (fault.Recorded) Assert.Contains(message.State, new[] { MessageState.Accepted, MessageState.Sent, MessageState.Delivered });
        else Assert.True(message.State == MessageState.Uncertain && await service.IsSeen(message));
    }

    /// <summary>No header; seconds; a date.</summary>
    public static TheoryData<string> RetryAfter => ["", "240", "in ten minutes"];

    [Theory]
    [MemberData(nameof(RetryAfter))]
    public async Task Row_8_too_many_three_times_it_waits_longer_each_time_and_arrives_once(string retryAfter)
    {
        // A date is measured against the answer's own Date, which a server of this machine takes from the real clock.
        if (retryAfter == "in ten minutes") retryAfter = TimeProvider.System.GetUtcNow().AddMinutes(10).ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        List<DateTimeOffset> posts = [];
        ServiceOnTwilio? service = null;
        service = await ServiceOnTwilio.Start(options => options with { OnArrived = _ => { posts.Add(service!.Hood.Clock.GetUtcNow()); return false; } });
        await using var _ = service;
        var phone = await service.OneSms();
        service.Twilio.Faults.Next(new Fault.TooMany(retryAfter.Length == 0 ? null : retryAfter), new Fault.TooMany(), new Fault.TooMany());
        await service.Passes(Duration.FromMinutes(40));
        Assert.Equal((4, 1), (service.Posts(phone), service.Rings(phone)));
        Assert.Equal(MessageState.Delivered, (await service.MessageTo(phone)).State);
        var waits = posts.Zip(posts.Skip(1), (a, b) => (b - a).TotalMinutes).ToList();
        Assert.All(waits.Skip(1).Zip(waits.Skip(2)), pair => Assert.True(pair.First < pair.Second));
        Assert.True(waits[0] >= (retryAfter.Length == 0 ? 0.5 : 4));
    }

    [Theory]
    [InlineData(21211, "Rejected")]
    [InlineData(21614, "Rejected")]
    [InlineData(21610, "OptedOut")]
    [InlineData(99999, "Rejected")] // a code that nobody knows refuses, and is not tried again
    public async Task Row_9_a_refusal_is_final(int code, string state)
    {
        await using var service = await ServiceOnTwilio.Start();
        var phone = await service.OneSms();
        service.Twilio.Faults.To(phone, new Fault.ErrorCode(400, code));
        await service.Passes(Duration.FromHours(1));
        var message = await service.MessageTo(phone);
        Assert.Equal((state, 1, 0), (message.State.ToString(), service.Posts(phone), service.Rings(phone)));
        Assert.Equal(code == 21610, await service.Hood.Sql(db => db.OptOuts.AnyAsync(o => o.Phone == new PhoneNumber(phone), Cancel)));
    }

    [Theory]
    [InlineData(401, 20003)]
    [InlineData(400, 21408)]
    public async Task Row_9_a_mistake_of_ours_stops_the_queue_and_loses_nothing(int status, int code)
    {
        await using var service = await ServiceOnTwilio.Start();
        var phones = new List<string>();
        for (var i = 0; i < 5; i++) phones.Add(await service.OneSms());
        service.Twilio.Faults.Decide = _ => new Fault.ErrorCode(status, code);
        await service.Settle();
        // Those that were under way together; not all five.
        Assert.InRange(service.Twilio.Posts.Count, 1, 4);
        await service.Passes(Duration.FromMinutes(10));
        service.Twilio.Faults.Decide = _ => null;
        await service.Passes(Duration.FromMinutes(2));
        Assert.All(phones, phone => Assert.Equal(1, service.Rings(phone)));
    }

    [Fact]
    public async Task Row_11_sixteen_workers_and_a_lease_that_ends_during_a_slow_post()
    {
        await using var service = await ServiceOnTwilio.Start();
        List<string> phones = [];
        for (var i = 0; i < 30; i++) phones.Add(await service.OneSms());
        service.Twilio.Delay = TimeSpan.FromMilliseconds(300);
        var workers = Enumerable.Range(0, 16).Select(_ => ActivatorUtilities.CreateInstance<SmsDispatcher>(service.Hood.Services))
            .Select(worker => Task.Run(() => worker.RunDue(CancellationToken.None))).ToList();
        await Task.Delay(150, Cancel); // the first are on their way; Twilio answers in real time
        service.Hood.Clock.Advance((SmsDispatcher.LeaseTime + Duration.FromMinutes(1)).ToTimeSpan());
        workers.AddRange(Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<SmsDispatcher>(service.Hood.Services)).Select(worker => Task.Run(() => worker.RunDue(CancellationToken.None))));
        await Task.WhenAll(workers);
        await service.Passes(Duration.FromMinutes(20));
        Assert.All(phones, phone => Assert.Equal((1, 1), (service.Posts(phone), service.Rings(phone))));
    }

    [Fact]
    public async Task Whatever_goes_wrong_nobody_is_written_to_twice()
    {
        await using var service = await ServiceOnTwilio.Start();
        const ulong Seed = 20261124;
        service.Twilio.Faults.Seeded(Seed, percent: 60, [.. Fault.All.Where(f => f is not (Fault.HangBefore or Fault.HangAfter))]);
        List<string> phones = [];
        for (var i = 0; i < 150; i++) phones.Add(await service.OneSms());
        await service.Passes(Duration.FromHours(2));
        Assert.All(phones, phone => Assert.InRange(service.Rings(phone), 0, 1));
        foreach (var phone in phones)
        {
            var message = await service.MessageTo(phone);
            Assert.True(message.State == MessageState.Delivered ? service.Rings(phone) == 1 : await service.IsSeen(message), $"Seed {Seed}: {message.State} is not seen.");
        }
    }
}
