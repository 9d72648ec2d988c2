using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using FakeTwilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Twilio.Matrix;

/// <summary>Rows 19 and 20 of the fault matrix: what changes between the writing of an SMS and its flight. Row 21 is CivilHoursEverywhere, row 22 TheCaps.</summary>
public sealed class WhenTheStoryChanges
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<List<Message>> To(ServiceOnTwilio service, string phone) =>
        service.Hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.To == new PhoneNumber(phone)).OrderBy(m => m.Id).ToListAsync(Cancel));

    [Fact]
    public async Task Row_19_a_stop_while_the_first_of_two_is_in_flight_holds_the_second_back()
    {
        ServiceOnTwilio? service = null;
        var amina = "";
        Task? stop = null;
        service = await ServiceOnTwilio.Start(options => options with
        {
            OnArrived = posted =>
            {
                // Both are leased by the same worker; the first is on its way when she says STOP.
                if (posted.To == amina && stop is null) stop = Task.Run(() => Stops(service!, amina));
                stop?.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
                return false;
            },
        });
        await using var _ = service;
        amina = await service.OneSms();
        await service.Hood.AsksForJeanne(); // and an offer
        await service.Settle();
        var sms = await To(service, amina);
        Assert.Equal([MessageState.Delivered, MessageState.OptedOut], sms.Where(m => m.Kind is MessageKind.Welcome or MessageKind.Offer).Select(m => m.State));
        Assert.Equal(2, service.Rings(amina)); // what was in flight, and the answer to STOP
    }

    private static async Task Stops(ServiceOnTwilio service, string phone)
    {
        await service.Twilio.Receive(phone, "STOP");
        await service.Hood.Services.GetRequiredService<InboundWorker>().RunDue(Cancel);
    }

    [Fact]
    public async Task Row_19_a_stop_before_the_flight_is_before_it()
    {
        await using var service = await ServiceOnTwilio.Start();
        var amina = await service.OneSms();
        await Stops(service, amina);
        await service.Settle();
        Assert.Equal(MessageState.OptedOut, (await To(service, amina))[0].State);
        Assert.Equal(1, service.Rings(amina)); // the answer
        await service.Hood.Passes(Duration.FromDays(2));
        Assert.Equal(1, service.Rings(amina));
    }

    [Theory]
    [InlineData("mutation { cancelVisit(input: { visitId: \"{0}\" }) { errors { code message } } }")]
    [InlineData("mutation { moveVisit(input: { visitId: \"{0}\", start: \"2026-11-27T16:00:00+01:00\" }) { errors { code message } } }")]
    public async Task Row_20_a_visit_that_is_off_or_moved_is_not_recalled_as_it_was(string change)
    {
        await using var service = await ServiceOnTwilio.Start();
        var amina = await service.OneSms();
        await service.Settle();
        await service.Hood.AsksForJeanne();
        await service.Settle();
        await service.Twilio.Receive(amina, $"OUI {await service.Hood.Sql(db => db.Offers.Select(o => o.Code).SingleAsync(Cancel))}");
        await service.Settle();
        var visit = await service.Hood.Sql(db => db.Visits.Select(v => v.Id).SingleAsync(Cancel));
        Assert.Empty((await service.Hood.Coordinator(change.Replace("{0}", $"{visit}", StringComparison.Ordinal))).AsObject().Single().Value!["errors"]?.AsArray() ?? []);
        await service.Hood.PassesUntil("2026-11-27T15:00:00+01:00");
        await service.Twilio.Settled();
        Assert.DoesNotContain(service.Twilio.Accepted, s => s.Body.Contains("rappel", StringComparison.Ordinal) && s.Body.Contains("14h00", StringComparison.Ordinal));
        Assert.All((await To(service, amina)).Where(m => m.Kind == MessageKind.Reminder && m.VisitVersion == 1), m => Assert.Equal(MessageState.Cancelled, m.State));
    }
}
