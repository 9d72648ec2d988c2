using System.Net;
using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>What was said is kept as long as somebody may need it, then its text goes, then its number; what is counted stays.</summary>
public sealed class ForgettingTexts
{
    private const string Jeanne = Neighbourhood.JeannesPhone;
    private readonly ProviderBooks _books = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<List<Message>> Messages(Neighbourhood hood) => hood.Sql(db => db.Messages.AsNoTracking().OrderBy(m => m.Id).ToListAsync(Cancel));
    private static Task<InboundMessage> Received(Neighbourhood hood, string phone) => hood.Sql(db => db.InboundMessages.AsNoTracking().SingleAsync(m => m.From == new PhoneNumber(phone), Cancel));

    private static async Task DaysLater(Neighbourhood hood, int days)
    {
        hood.Clock.Advance(TimeSpan.FromDays(days));
        await hood.Settle();
    }

    private static async Task<string> November(Neighbourhood hood) =>
        (await hood.Coordinator("""{ conversation(from: "2026-11-01", to: "2026-11-30") { lines { kind written sent delivered answered failed uncertain called segments unpriced } } }"""))["conversation"]!["lines"]!.ToJsonString();

    [Fact]
    public async Task After_thirty_days_texts_are_gone_after_a_year_numbers_and_the_figures_stay()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne("+33 1 99 00 12 34", name: "Paul")); // a landline: on the call list
        await hood.AsksForJeanne();
        await hood.Writes(amina, "AIDE");
        await hood.Passes(Duration.FromDays(6));
        var before = await November(hood);
        var written = (await Messages(hood)).ConvertAll(m => m.Id);

        await DaysLater(hood, 23);
        Assert.All((await Messages(hood)).Where(m => m.Kind == MessageKind.RequestReceived), m => Assert.NotEqual("", m.Body));

        await DaysLater(hood, 9);
        var over = (await Messages(hood)).Where(m => written.Contains(m.Id) && m.State != MessageState.ToCall).ToList();
        Assert.All(over, m => Assert.Equal(("", null, true), (m.Body, m.OneWayBody, m.RedactedAt is not null)));
        Assert.Contains(over, m => m.To.E164 == Jeanne);
        Assert.All(await hood.Sql(db => db.InboundMessages.AsNoTracking().ToListAsync(Cancel)), m => Assert.Equal("", m.Body));
        // A call that is still to be made keeps what is to be said.
        Assert.Contains(await hood.Messages("TO_CALL"), m => m.Text("to") == "+33199001234" && m.Text("body").Length > 0);
        Assert.Equal(before, await November(hood));

        await DaysLater(hood, 366);
        var forgotten = (await Messages(hood)).Where(m => written.Contains(m.Id)).ToList();
        Assert.All(forgotten, m => Assert.Equal((PhoneNumber.Forgotten, ""), (m.To, m.Body)));
        Assert.DoesNotContain(forgotten, m => m.State == MessageState.ToCall);
        Assert.Empty(await hood.Sql(db => db.InboundMessages.Where(m => m.From != PhoneNumber.Forgotten).ToListAsync(Cancel)));
        Assert.DoesNotContain(await hood.Sql(db => db.Reachabilities.AsNoTracking().ToListAsync(Cancel)), r => r.Phone.E164 == Jeanne);
    }

    [Fact]
    public async Task What_nobody_has_understood_keeps_its_text_until_a_person_has_read_it()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.Writes(amina, "zzz quoi 12");
        await hood.Sql(db => db.InboundMessages.ExecuteUpdateAsync(s => s.SetProperty(m => m.Understood, UnclearSms.Understood), Cancel)); // whatever the words were taken for
        await DaysLater(hood, 45);
        var inbound = await Received(hood, amina);
        Assert.Equal("zzz quoi 12", inbound.Body);

        var done = await hood.Does(Neighbourhood.CoordinatorPhone, $"markInboundHandled(inboundId: \"{inbound.Id}\")", "inbound { understood }");
        Assert.Equal("Handled", done.Result.Text("understood"));
        Assert.Empty((await hood.Coordinator("{ unclearMessages { nodes { id } } }"))["unclearMessages"]!["nodes"]!.AsArray());
        await hood.Passes(Duration.FromHours(1));
        Assert.Equal("", (await Received(hood, amina)).Body);
    }

    [Fact]
    public async Task A_stop_holds_for_ever()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.Writes(amina, "STOP");
        await DaysLater(hood, 800);
        Assert.True(await hood.Sql(db => db.OptOuts.AnyAsync(o => o.Phone == new PhoneNumber(amina), Cancel)));
    }

    [Fact]
    public async Task The_provider_empties_its_copy_after_a_week_once_and_no_transaction_waits_for_it()
    {
        await using var hood = await Neighbourhood.Start(adjust: _books.Attach);
        var amina = await hood.HasVolunteer("Amina");
        await hood.Writes(amina, "AIDE");
        var first = (await ProviderBooks.Left(hood, new(2026, 11, 24))).Select(m => m.ProviderSid!).ToList();
        await hood.PassesUntil("2026-12-01T09:00:00+01:00");
        Assert.Empty(_books.Redacted);

        // While it is asked, others write: on SQLite an open transaction would hold them up for ever.
        var free = false;
        _books.OnRedact = async _ =>
        {
            if (free) return;
            free = true;
            Assert.Empty((await hood.Ask("""mutation { requestSignInCode(input: { phone: "+33639985777" }) { errors { code } } }"""))["requestSignInCode"]!["errors"]!.AsArray());
        };
        await hood.PassesUntil("2026-12-01T12:00:00+01:00");
        Assert.True(free);
        var inbound = await Received(hood, amina);
        Assert.Equal(first.Append(inbound.ProviderSid).Order(StringComparer.Ordinal), _books.Redacted.Order(StringComparer.Ordinal));
        Assert.All((await Messages(hood)).Where(m => first.Contains(m.ProviderSid!)), m => Assert.NotNull(m.RedactedAtProviderAt));
        Assert.NotNull(inbound.RedactedAtProviderAt);

        var asked = _books.Redacted.Count;
        await hood.Passes(Duration.FromHours(5));
        Assert.Equal(asked, _books.Redacted.Count);
    }

    [Fact]
    public async Task Dying_between_the_provider_and_our_row_asks_once_more_and_loses_nothing()
    {
        await using var hood = await Neighbourhood.Start(adjust: _books.Attach);
        await hood.HasVolunteer("Amina");
        var sids = (await ProviderBooks.Left(hood, new(2026, 11, 24))).Select(m => m.ProviderSid!).ToList();
        var dead = "";
        _books.OnRedact = sid =>
        {
            if (dead.Length > 0) return Task.CompletedTask;
            dead = sid;
            throw new InvalidOperationException("The process dies here.");
        };
        await Assert.ThrowsAsync<AggregateException>(() => hood.PassesUntil("2026-12-02T12:00:00+01:00"));
        Assert.Null((await Messages(hood)).Single(m => m.ProviderSid == dead).RedactedAtProviderAt);

        await hood.Passes(Duration.FromHours(2));
        Assert.Equal(2, _books.Redacted.Count(sid => sid == dead));
        Assert.All(sids.Where(sid => sid != dead), sid => Assert.Single(_books.Redacted, sid));
        Assert.All((await Messages(hood)).Where(m => sids.Contains(m.ProviderSid!)), m => Assert.NotNull(m.RedactedAtProviderAt));
    }

    [Fact]
    public async Task One_that_the_provider_will_not_touch_holds_up_no_other()
    {
        await using var hood = await Neighbourhood.Start(adjust: _books.Attach);
        await hood.HasVolunteer("Amina");
        var left = (await ProviderBooks.Left(hood, new(2026, 11, 24))).OrderBy(m => m.Id).Select(m => m.ProviderSid!).ToList();
        _books.OnRedact = sid => sid == left[0] ? throw new HttpRequestException("20009", null, HttpStatusCode.BadRequest) : Task.CompletedTask;
        await hood.PassesUntil("2026-12-02T12:00:00+01:00");
        Assert.All((await Messages(hood)).Where(m => left.Contains(m.ProviderSid!)), m => Assert.Equal(m.ProviderSid == left[0], m.RedactedAtProviderAt is null));
    }

    [Theory]
    [InlineData("KeepTextsDays", "6")]
    [InlineData("KeepTextsDays", "366")]
    [InlineData("KeepNumbersDays", "29")]
    [InlineData("KeepNumbersDays", "1826")]
    [InlineData("RedactAtProviderDays", "0")]
    [InlineData("RedactAtProviderDays", "31")]
    public void A_retention_out_of_bounds_stops_the_start(string setting, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Sms:{setting}", value)]).Build();
        Assert.Contains("Sms:KeepTextsDays", Assert.Throws<StartupException>(() => Retention.Read(configuration)).Message, StringComparison.Ordinal);
    }
}
