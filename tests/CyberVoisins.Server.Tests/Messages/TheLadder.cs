using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>SMS, else the association's call list; it ends at the first acknowledgement, and remembers what works for this telephone.</summary>
public sealed class TheLadder
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<List<Message>> Calls(Neighbourhood hood, string phone, MessageKind kind) => hood.Sql(db => db.Messages.AsNoTracking()
        .Where(m => m.To == new PhoneNumber(phone) && m.Kind == kind && m.Channel == MessageChannel.Call).OrderBy(m => m.Id).ToListAsync(Cancel));

    private static async Task<string> HasVisit(Neighbourhood hood)
    {
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Settle();
        return amina;
    }

    [Fact]
    public async Task A_number_that_takes_no_SMS_is_called_at_once_and_once()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.Next(Jeanne, new SendOutcome.Rejected("21614"));
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var call = Assert.Single(await Calls(hood, Jeanne, MessageKind.RequestReceived));
        Assert.Equal((MessageState.ToCall, hood.Now), (call.State, call.NotBefore));
        await hood.Passes(Duration.FromHours(30));
        Assert.Single(await Calls(hood, Jeanne, MessageKind.RequestReceived));
    }

    [Fact]
    public async Task A_reminder_that_nobody_proves_is_called_before_the_hour()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.AcceptedAs = MessageState.Accepted; // no delivery news at all
        await HasVisit(hood);
        await hood.PassesUntil("2026-11-27T11:59:00+01:00"); // the visit is at 14:00
        Assert.Empty(await Calls(hood, Jeanne, MessageKind.Reminder));
        await hood.PassesUntil("2026-11-27T12:40:00+01:00");
        Assert.Single(await Calls(hood, Jeanne, MessageKind.Reminder));
    }

    [Fact]
    public async Task Delivered_it_climbs_no_further()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await HasVisit(hood);
        await hood.PassesUntil("2026-11-27T14:30:00+01:00");
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            Assert.Empty(await Calls(hood, Jeanne, kind));
            Assert.Empty(await Calls(hood, amina, kind));
        }
    }

    [Fact]
    public async Task A_visit_that_is_off_is_called_off_by_telephone_when_the_SMS_fails()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await HasVisit(hood);
        hood.Telephones.Next(Jeanne, new SendOutcome.Rejected("21614"));
        await hood.Writes(amina, $"ANNULER {hood.CodeOf(amina)}");
        Assert.Single(await Calls(hood, Jeanne, MessageKind.VisitCancelled));
    }

    [Fact]
    public async Task What_is_no_longer_true_is_not_called()
    {
        await using var hood = await Neighbourhood.Start();
        hood.Telephones.AcceptedAs = MessageState.Accepted;
        var amina = await HasVisit(hood);
        await hood.PassesUntil("2026-11-25T14:30:00+01:00"); // the first reminders are out and unproven
        hood.Telephones.AcceptedAs = MessageState.Delivered;
        await hood.Writes(amina, $"ANNULER {hood.CodeOf(amina)}");
        await hood.PassesUntil("2026-11-27T14:00:00+01:00");
        Assert.Empty(await Calls(hood, Jeanne, MessageKind.Reminder));
    }

    [Fact]
    public async Task After_three_SMS_that_did_not_arrive_it_begins_with_the_call_until_the_telephone_writes()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.Rejected("30005"), new SendOutcome.Rejected("30005"), new SendOutcome.Rejected("30005"));
        for (var i = 0; i < 3; i++)
        {
            var request = await hood.AsksForJeanne();
            await hood.Coordinator($$"""mutation { cancelRequest(requestId: "{{request["id"]}}") { errors { code } } }""");
            await hood.Settle();
        }
        var attempts = hood.Telephones.Attempts.Count;
        await hood.AsksForJeanne();
        Assert.DoesNotContain(hood.Telephones.Attempts.Skip(attempts), id => hood.Telephones.All.Any(s => s.Id == id && s.To == Jeanne));
        Assert.NotEmpty(await Calls(hood, Jeanne, MessageKind.RequestReceived));
        await hood.Writes(Jeanne, "AIDE");
        Assert.Contains("ANNULER", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Equal(0, (await hood.Sql(db => db.Reachabilities.AsNoTracking().SingleAsync(r => r.Phone == new PhoneNumber(Jeanne), Cancel))).SmsFailures);
    }

    [Fact]
    public async Task Who_said_stop_is_reminded_by_telephone()
    {
        await using var hood = await Neighbourhood.Start();
        await HasVisit(hood);
        await hood.Writes(Jeanne, "STOP");
        await hood.PassesUntil("2026-11-27T14:00:00+01:00");
        Assert.Single(await Calls(hood, Jeanne, MessageKind.Reminder)); // one call, not one for each reminder
    }
}
