using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Geo;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>It carries what was proven not to have left with the first, and nothing else.</summary>
public sealed class TheSecondProvider
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Neighbourhood> WithA(Telephones second) => Neighbourhood.Start(adjust: builder => builder.Services.AddSingleton<ISmsSender>(second));

    private static Task<Message> Receipt(Neighbourhood hood) =>
        hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Kind == MessageKind.RequestReceived && m.Channel == MessageChannel.Sms, Cancel));

    [Fact]
    public async Task Twice_proven_not_sent_it_takes_over()
    {
        var second = new Telephones { Name = "second", TwoWay = false };
        await using var hood = await WithA(second);
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, Enumerable.Repeat(new SendOutcome.NotSent("unreachable"), 9).ToArray<SendOutcome>());
        await hood.AsksForJeanne();
        Assert.Empty(second.All);
        await hood.Passes(Duration.FromMinutes(5));
        Assert.Single(second.To(Jeanne));
        Assert.Empty(hood.Telephones.To(Jeanne));
        var receipt = await Receipt(hood);
        Assert.Equal(("second", MessageState.Delivered), (receipt.Provider, receipt.State));
    }

    [Fact]
    public async Task What_the_first_may_have_it_never_gets()
    {
        var second = new Telephones { Name = "second" };
        await using var hood = await WithA(second);
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.NotSent("unreachable"), new SendOutcome.Uncertain("connection-lost"));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(6));
        Assert.DoesNotContain(hood.Telephones.Attempts[^1], second.Attempts);
        Assert.Empty(second.To(Jeanne));
        var receipt = await Receipt(hood);
        Assert.Equal((MessageState.Uncertain, "telephones"), (receipt.State, receipt.Provider));
        Assert.All(hood.Telephones.LookedUp, id => Assert.Equal(receipt.Id, id));
        Assert.Empty(second.LookedUp);
    }

    [Fact]
    public async Task A_first_that_refuses_us_holds_nothing_up()
    {
        var second = new Telephones { Name = "second" };
        await using var hood = await WithA(second);
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.Misconfigured("20003"));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromMinutes(2));
        Assert.Equal(1, second.To(Jeanne).Count + hood.Telephones.To(Jeanne).Count);
        Assert.Equal(MessageState.Delivered, (await Receipt(hood)).State);
    }

    [Fact]
    public async Task Each_message_arrives_once_whatever_the_first_does()
    {
        var random = new Lcg(4821);
        var second = new Telephones { Name = "second" };
        await using var hood = await WithA(second);
        SendOutcome[] faults = [new SendOutcome.NotSent("unreachable"), new SendOutcome.NotSent("429"), new SendOutcome.Uncertain("http-500"), new SendOutcome.Misconfigured("20003"), new SendOutcome.Rejected("21211")];
        List<string> phones = [];
        for (var n = 0; n < 40; n++)
        {
            var phone = await hood.HasVolunteer("Amina"); // her welcome waits for the first round
            phones.Add(phone);
            for (var i = random.Below(4); i > 0; i--) hood.Telephones.Next(phone, faults[random.Below(faults.Length)]);
            for (var i = random.Below(3); i > 0; i--) second.Next(phone, faults[random.Below(faults.Length)]);
        }
        await hood.Passes(Duration.FromHours(8));
        Assert.All(phones, phone => Assert.True(hood.Telephones.To(phone).Count + second.To(phone).Count <= 1));
        var welcomes = await hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.Kind == MessageKind.Welcome).ToListAsync(Cancel));
        Assert.All(welcomes, m => Assert.Equal(m.State == MessageState.Delivered ? 1 : 0, hood.Telephones.To(m.To.E164).Count + second.To(m.To.E164).Count));
        Assert.All(welcomes, m => Assert.Contains(m.State, new[] { MessageState.Delivered, MessageState.Uncertain, MessageState.Rejected }));
    }
}
