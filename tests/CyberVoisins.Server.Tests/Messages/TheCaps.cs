using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>However many messages a mistake writes, few leave; and what is held back is seen, and told in another way in time.</summary>
public sealed class TheCaps
{
    private static readonly SmsLimits Plenty = new(PerRecipientADay: 100, AnswersPerRecipientADay: 100, MinutesBetweenSolicitations: 0, PerHour: 10_000, BudgetADay: 10_000, PricePerSegment: 0.08m, Parallel: 4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Neighbourhood> With(SmsLimits limits) =>
        Neighbourhood.Start("{ waveSize: 3 }", adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(limits)));

    private static Task<List<Message>> Held(Neighbourhood hood) =>
        hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.State == MessageState.Queued && m.ErrorCode != null).ToListAsync(Cancel));

    [Fact]
    public async Task Row_22_one_telephone_gets_so_many_a_day_and_the_rest_the_next_day()
    {
        await using var hood = await With(Plenty with { PerRecipientADay = 2 });
        var amina = await hood.HasVolunteer("Amina"); // the welcome is the first
        for (var i = 0; i < 3; i++) await hood.AsksForJeanne(phone: $"+3363998510{i}", name: $"Jeanne {i}");
        await hood.Passes(Duration.FromHours(3));
        Assert.Equal(2, hood.Telephones.To(amina).Count);
        Assert.All(await Held(hood), m => Assert.Equal("cap-recipient", m.ErrorCode));
        await hood.Passes(Duration.FromHours(24));
        Assert.Equal(4, hood.Telephones.To(amina).Count);
    }

    [Fact]
    public async Task Row_22_between_two_offers_ten_minutes_pass()
    {
        await using var hood = await With(Plenty with { MinutesBetweenSolicitations = 10 });
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.AsksForJeanne(phone: "+33639985101", name: "Paul");
        Assert.Equal(2, hood.Telephones.To(amina).Count); // the welcome and one offer
        await hood.Passes(Duration.FromMinutes(9));
        Assert.Equal(2, hood.Telephones.To(amina).Count);
        await hood.Passes(Duration.FromMinutes(1));
        Assert.Equal(3, hood.Telephones.To(amina).Count);
    }

    [Fact]
    public async Task Row_22_an_hour_holds_so_many_for_everybody()
    {
        await using var hood = await With(Plenty with { PerHour = 3 });
        await hood.Passes(Duration.FromHours(2)); // what the sign-in of the coordinator took is over
        var before = hood.Telephones.All.Count;
        for (var i = 0; i < 5; i++) await hood.HasVolunteer("Amina");
        await hood.Settle();
        Assert.True(hood.Telephones.All.Count - before <= 3);
        await hood.Passes(Duration.FromHours(3));
        Assert.Equal(5, hood.Telephones.All.Count(s => s.Body.Contains("bienvenue", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Row_22_a_budget_that_is_spent_ends_the_day_and_health_says_so()
    {
        // Ten segments a day.
        await using var hood = await With(Plenty with { BudgetADay = 0.80m });
        for (var i = 0; i < 12; i++) await hood.HasVolunteer("Amina");
        await hood.Passes(Duration.FromHours(2));
        Assert.True(await hood.Sql(db => db.Messages.Where(m => m.InFlightSince != null).SumAsync(m => m.Segments, Cancel)) <= 10);
        Assert.NotEmpty(await Held(hood));
        using var client = hood.Client();
        Assert.Contains("Degraded", await client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
        await hood.Passes(Duration.FromHours(48));
        Assert.Equal(12, hood.Telephones.All.Count(s => s.Body.Contains("bienvenue", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Row_22_what_a_cap_holds_until_it_is_too_late_is_called_instead()
    {
        await using var hood = await With(Plenty with { PerRecipientADay = 2 });
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.HasVisit(amina, request);
        // As a mistake of ours would: her telephone has had its fill the whole day of the visit.
        await hood.PassesUntil("2026-11-27T08:00:00+01:00");
        await hood.Sql(db => db.Messages.Where(m => m.To == new PhoneNumber(amina) && m.InFlightSince != null).ExecuteUpdateAsync(s => s.SetProperty(m => m.InFlightSince, hood.Now), Cancel));
        await hood.PassesUntil("2026-11-27T14:00:00+01:00");
        Assert.Contains(await hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.Channel == MessageChannel.Call && m.Kind == MessageKind.Reminder).ToListAsync(Cancel)),
            m => m.To.E164 == amina && m.State == MessageState.ToCall);
    }

    [Fact]
    public async Task Row_22_a_counter_that_cannot_be_read_holds_everything_back()
    {
        await using var hood = await With(Plenty);
        await hood.HasVolunteer("Amina");
        await hood.Settle();
        var before = hood.Telephones.Attempts.Count;
        await hood.Sql(db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "SmsGates" """, Cancel));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(1));
        Assert.Equal(before, hood.Telephones.Attempts.Count);
    }

    [Fact]
    public async Task A_number_abroad_is_never_written_to()
    {
        await using var hood = await With(Plenty);
        var amina = await hood.HasVolunteer("Amina");
        await hood.Settle();
        await hood.AsksForJeanne();
        // No door lets such a number in; the gate does not rely on it.
        await hood.Sql(db => db.Messages.Where(m => m.To == new PhoneNumber(amina)).ExecuteUpdateAsync(s => s
            .SetProperty(m => m.To, new PhoneNumber("+447911123456")).SetProperty(m => m.State, MessageState.Queued), Cancel));
        var before = hood.Telephones.Attempts.Count;
        await hood.Settle();
        Assert.Equal(before, hood.Telephones.Attempts.Count);
        Assert.All(await hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.To == new PhoneNumber("+447911123456")).ToListAsync(Cancel)),
            m => Assert.Equal((MessageState.Rejected, "country"), (m.State, m.ErrorCode)));
    }

    [Theory]
    [InlineData("PerHour", "0")]
    [InlineData("BudgetADay", "0")]
    [InlineData("Parallel", "0")]
    [InlineData("PricePerSegment", "-1")]
    public void Without_limits_it_does_not_start(string name, string value)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { [$"Sms:{name}"] = value };
        Assert.Throws<StartupException>(() => SmsLimits.Read(configuration));
    }
}
