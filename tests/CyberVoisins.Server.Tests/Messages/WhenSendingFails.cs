using System.Net;
using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>Whatever fails, a recipient gets zero or one SMS for each intention, and what is not proven is there to be seen.</summary>
public sealed class WhenSendingFails
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Message> JeannesReceipt(Neighbourhood hood) => hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Kind == MessageKind.RequestReceived && m.Channel == MessageChannel.Sms, Cancel));

    /// <summary>When each attempt was made, told by what becomes of it.</summary>
    private static List<Instant> Noting(Neighbourhood hood, params SendOutcome[] outcomes)
    {
        var times = new List<Instant>();
        foreach (var outcome in outcomes)
            hood.Telephones.Next(Jeanne, _ =>
            {
                times.Add(hood.Now);
                return Task.FromResult(outcome);
            });
        return times;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Health)> Health(Neighbourhood hood)
    {
        using var client = hood.Client();
        using var response = await client.GetAsync("/health/ready", Cancel);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!);
    }

    [Fact]
    public async Task Proven_not_sent_it_is_tried_again_with_growing_waits_and_arrives_once()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var times = Noting(hood, [.. Enumerable.Repeat(new SendOutcome.NotSent("unreachable"), 5), new SendOutcome.Accepted("SM1", MessageState.Delivered)]);
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(3));
        Assert.Equal([0.5, 2, 10, 30, 30], times.Zip(times.Skip(1), (a, b) => (b - a).TotalMinutes));
        Assert.Single(hood.Telephones.To(Jeanne));
        Assert.Equal(MessageState.Delivered, (await JeannesReceipt(hood)).State);
    }

    [Fact]
    public async Task A_provider_that_asks_for_patience_gets_it_and_never_less_than_ours()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var times = Noting(hood, new SendOutcome.NotSent("429", Duration.FromMinutes(7)), new SendOutcome.NotSent("429", Duration.Zero), new SendOutcome.NotSent("429", Duration.FromSeconds(-5)),
            new SendOutcome.Accepted("SM1", MessageState.Delivered));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(1));
        Assert.Equal([7.0, 2, 10], times.Zip(times.Skip(1), (a, b) => (b - a).TotalMinutes));
    }

    [Fact]
    public async Task Uncertain_it_is_looked_up_after_1_5_and_15_minutes_and_never_sent_again()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var asked = new List<Duration>();
        hood.Telephones.Finds = sms =>
        {
            asked.Add(hood.Now - sms.FlownAt);
            return null;
        };
        hood.Telephones.Next(Jeanne, new SendOutcome.Uncertain("connection-lost"));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(30));
        Assert.Equal([1.0, 5, 15], asked.Select(d => d.TotalMinutes));
        var message = await JeannesReceipt(hood);
        Assert.Equal((MessageState.Uncertain, "connection-lost"), (message.State, message.ErrorCode));
        Assert.Single(hood.Telephones.Attempts, a => a == message.Id);
        // A person of the association sees it.
        var seen = await hood.Coordinator("{ messages(state: UNCERTAIN) { nodes { id } } }");
        Assert.Equal($"{message.Id}", Assert.Single(seen["messages"]!["nodes"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Uncertain_and_found_it_has_left()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        hood.Telephones.Finds = sms => hood.Now - sms.FlownAt < Duration.FromMinutes(5) ? null : new FoundSms("SM-found", MessageState.Sent);
        hood.Telephones.Next(Jeanne, new SendOutcome.Uncertain("http-500"));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(1));
        var message = await JeannesReceipt(hood);
        Assert.Equal((MessageState.Sent, "SM-found", null), (message.State, message.ProviderSid, message.ErrorCode));
        Assert.Equal(2, hood.Telephones.LookedUp.Count);
        Assert.Single(hood.Telephones.Attempts, a => a == message.Id);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_asked_is_asked_again_a_minute_later_and_the_others_go_on()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var asked = new List<Duration>();
        hood.Telephones.Finds = sms =>
        {
            asked.Add(hood.Now - sms.FlownAt);
            return asked.Count <= 3 ? throw new HttpRequestException("no network") : new FoundSms("SM-found", MessageState.Delivered);
        };
        hood.Telephones.Next(Jeanne, new SendOutcome.Uncertain("connection-lost"));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromMinutes(1));
        await hood.Settle();
        await hood.Settle();
        await hood.Writes(amina, "AIDE");
        Assert.Contains("OUI, NON ou ANNULER", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Single(asked); // not at every round
        await hood.Passes(Duration.FromHours(1));
        Assert.Equal([1.0, 2, 3, 4], asked.Select(d => d.TotalMinutes));
        Assert.Equal(MessageState.Delivered, (await JeannesReceipt(hood)).State);
    }

    [Fact]
    public async Task What_was_in_flight_when_the_process_died_is_looked_up_and_never_sent_again()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.NotSent("429"), new SendOutcome.NotSent("429"), new SendOutcome.NotSent("429"), new SendOutcome.NotSent("429"));
        hood.Telephones.Next(Jeanne, _ => throw new InvalidOperationException("The process dies here."));
        await hood.AsksForJeanne();
        await Assert.ThrowsAsync<InvalidOperationException>(() => hood.Passes(Duration.FromHours(1)));
        Assert.Equal(MessageState.InFlight, (await JeannesReceipt(hood)).State);

        await hood.Passes(Duration.FromSeconds(119));
        await hood.Settle();
        Assert.Equal(MessageState.InFlight, (await JeannesReceipt(hood)).State);
        var asked = new List<Duration>();
        hood.Telephones.Finds = sms =>
        {
            asked.Add(hood.Now - sms.FlownAt);
            return asked.Count == 1 ? throw new HttpRequestException("no network yet") : null;
        };
        hood.Clock.Advance(TimeSpan.FromSeconds(1));
        await hood.Settle();
        await hood.Passes(Duration.FromHours(1));
        Assert.Equal([2.0, 3, 5, 15], asked.Select(d => d.TotalMinutes));
        var message = await JeannesReceipt(hood);
        Assert.Equal((MessageState.Uncertain, "interrupted"), (message.State, message.ErrorCode));
        Assert.Equal(5, hood.Telephones.Attempts.Count(a => a == message.Id));
        Assert.Empty(hood.Telephones.To(Jeanne));
    }

    [Fact]
    public async Task Refused_by_the_provider_the_queue_waits_health_says_so_and_then_all_arrive_once()
    {
        // One at a time: of two that are due at once both may be under way before the first answer says that nothing is taken.
        await using var hood = await Neighbourhood.Start(adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(
            new SmsLimits(PerRecipientADay: 100, AnswersPerRecipientADay: 100, MinutesBetweenSolicitations: 0, PerHour: 10_000, BudgetADay: 10_000, PricePerSegment: 0.08m, Parallel: 1))));
        var amina = await hood.HasVolunteer("Amina");
        await hood.Settle(); // the welcome
        var times = Noting(hood, new SendOutcome.Misconfigured("20003"), new SendOutcome.NotSent("unreachable"), new SendOutcome.Misconfigured("20003"), new SendOutcome.Accepted("SM1", MessageState.Delivered));
        var before = hood.Telephones.Attempts.Count;
        await hood.AsksForJeanne();
        Assert.Equal(before + 1, hood.Telephones.Attempts.Count); // Amina's offer is not even tried
        var (status, health) = await Health(hood);
        Assert.Equal((HttpStatusCode.OK, "Degraded"), (status, health["status"]!.GetValue<string>()));
        var sms = health["checks"]!["sms"]!;
        Assert.Equal("Degraded", sms["status"]!.GetValue<string>());
        Assert.Contains("20003", sms["description"]!.GetValue<string>(), StringComparison.Ordinal);

        hood.Clock.Advance(TimeSpan.FromSeconds(59));
        await hood.Settle();
        Assert.Equal(before + 1, hood.Telephones.Attempts.Count);

        hood.Clock.Advance(TimeSpan.FromSeconds(1));
        await hood.Settle();
        await hood.Passes(Duration.FromHours(1));
        Assert.Equal(4, times.Count);
        Assert.Single(hood.Telephones.To(Jeanne));
        Assert.Single(hood.Telephones.To(amina), b => b.Contains("OUI", StringComparison.Ordinal));
        Assert.Equal("Healthy", (await Health(hood)).Health["checks"]!["sms"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_that_cannot_be_checked_before_it_leaves_holds_up_no_other()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-11-24T21:30:00+01:00");
        await hood.AsksForJeanne();
        await hood.AsksForJeanne("+33639985001", name: "Paul");
        await hood.Sql(db => db.Database.ExecuteSqlAsync($"""UPDATE "Offers" SET "Mode" = 'damaged'""", Cancel));
        var before = hood.Telephones.To(amina).Count;
        await hood.PassesUntil("2026-11-25T10:00:00+01:00");
        Assert.Equal((1, 1), (hood.Telephones.To(Jeanne).Count, hood.Telephones.To("+33639985001").Count));
        Assert.Equal(before, hood.Telephones.To(amina).Count);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(KeyNotFoundException))]
    public async Task An_answer_that_nobody_foresaw_about_one_holds_up_no_other(Type answer)
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.Uncertain("connection-lost"));
        hood.Telephones.Finds = _ => throw (Exception)Activator.CreateInstance(answer)!;
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromMinutes(2));
        await hood.AsksForJeanne("+33639985001", name: "Paul");
        Assert.Single(hood.Telephones.To("+33639985001"));
    }

    [Fact]
    public async Task Refused_for_good_it_is_not_tried_again()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.Rejected("21211"));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(5));
        var message = await JeannesReceipt(hood);
        Assert.Equal((MessageState.Rejected, "21211"), (message.State, message.ErrorCode));
        Assert.Single(hood.Telephones.Attempts, a => a == message.Id);
    }
}
