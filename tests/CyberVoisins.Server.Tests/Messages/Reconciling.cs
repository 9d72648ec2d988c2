using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Tests.Messaging.ProviderBooks;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>The provider's list of a day is held against the outbox: what it knows better is taken over, what only one side knows is named.</summary>
public sealed class Reconciling
{
    private const string Jeanne = Neighbourhood.JeannesPhone;
    private const string SixLater = "2026-11-25T07:00:00+01:00"; // the UTC day has been over for six hours
    private static readonly LocalDate Day = new(2026, 11, 24);
    private readonly ProviderBooks _books = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<Neighbourhood> Start() => Neighbourhood.Start(adjust: _books.Attach);

    private static async Task<JsonNode> Reconciliation(Neighbourhood hood, LocalDate day) => (await All(hood)).Single(r => r.Text("day") == NodaTime.Text.LocalDatePattern.Iso.Format(day));

    private static async Task<IReadOnlyList<JsonNode>> All(Neighbourhood hood) =>
        [.. (await hood.Ask("{ smsGate { reconciliations { provider day ours theirs unknownToUs unknownToUsSids unknownToThem unknownToThemSids } } }", Neighbourhood.AdministratorPhone))["smsGate"]!["reconciliations"]!.AsArray().Select(r => r!)];

    private static async Task<JsonNode> Health(Neighbourhood hood)
    {
        using var client = hood.Client();
        using var response = await client.GetAsync("/health/ready", Cancel);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["checks"]!["sms-books"]!;
    }

    private static Task<Message> Receipt(Neighbourhood hood) =>
        hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Kind == MessageKind.RequestReceived && m.Channel == MessageChannel.Sms, Cancel));

    [Fact]
    public async Task What_the_provider_knows_better_is_taken_over_once_the_day_has_rested()
    {
        await using var hood = await Start();
        await hood.HasVolunteer("Amina");
        hood.Telephones.AcceptedAs = MessageState.Sent;
        await hood.AsksForJeanne();
        await _books.ListsWhatLeft(hood, Day, m => Record(m.ProviderSid!, "delivered", 0.0725m, "usd", 2));
        await hood.PassesUntil("2026-11-25T06:59:59+01:00");
        Assert.DoesNotContain(await All(hood), r => r.Text("day") == "2026-11-24");

        await hood.PassesUntil("2026-11-25T08:00:00+01:00");
        var receipt = await Receipt(hood);
        Assert.Equal((MessageState.Delivered, 0.0725m, "USD", (int?)2), (receipt.State, receipt.Price, receipt.PriceUnit, receipt.BilledSegments));
        Assert.NotNull(receipt.AcknowledgedAt);
        var day = await Reconciliation(hood, Day);
        var left = (await Left(hood, Day)).Count;
        Assert.Equal((left, left, 0, 0), (day.Number("ours"), day.Number("theirs"), day.Number("unknownToUs"), day.Number("unknownToThem")));
        Assert.Equal("Healthy", (await Health(hood)).Text("status"));
    }

    [Fact]
    public async Task What_only_one_side_knows_is_counted_and_named_by_its_id_and_health_says_how_many()
    {
        await using var hood = await Start();
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var receipt = await Receipt(hood);
        await _books.ListsWhatLeft(hood, Day, m => m.Id == receipt.Id ? null : Record(m.ProviderSid!));
        _books.Lists(Day, Record("SMstranger"), Record("SMother"));
        await hood.PassesUntil(SixLater);
        var day = await Reconciliation(hood, Day);
        Assert.Equal((2, 1), (day.Number("unknownToUs"), day.Number("unknownToThem")));
        Assert.Equal(["SMother", "SMstranger"], day.Texts("unknownToUsSids"));
        Assert.Equal([receipt.ProviderSid!], day.Texts("unknownToThemSids"));
        var health = await Health(hood);
        Assert.Equal("Degraded", health.Text("status"));
        Assert.Contains("2 SMS of the provider are none of ours, 1 of ours", health.Text("description"), StringComparison.Ordinal);
        // A week later it is history.
        await hood.Passes(Duration.FromDays(8));
        Assert.Equal("Healthy", (await Health(hood)).Text("status"));
    }

    [Fact]
    public async Task Of_many_unknown_all_are_counted_and_a_hundred_named()
    {
        await using var hood = await Start();
        await _books.ListsWhatLeft(hood, Day, m => Record(m.ProviderSid!));
        _books.Lists(Day, [.. Enumerable.Range(0, 1_234).Select(i => Record($"SM{i:x32}"))]);
        await hood.PassesUntil(SixLater);
        var day = await Reconciliation(hood, Day);
        Assert.Equal((1_234, 100), (day.Number("unknownToUs"), day.Texts("unknownToUsSids").Count));
    }

    [Fact]
    public async Task Flown_a_second_before_midnight_it_is_found_under_the_next_day()
    {
        await using var hood = await Start();
        await hood.PassesUntil("2026-11-25T00:59:59+01:00");
        await hood.Ask("""mutation { requestSignInCode(input: { phone: "+33639985555" }) { errors { code } } }""");
        await hood.Settle();
        Assert.Single(hood.Telephones.To("+33639985555"));
        await _books.ListsWhatLeft(hood, Day, m => m.To.E164 == "+33639985555" ? null : Record(m.ProviderSid!));
        var late = (await Left(hood, Day)).Single(m => m.To.E164 == "+33639985555");
        _books.Lists(Day.PlusDays(1), Record(late.ProviderSid!, price: 0.08m, unit: "EUR"));
        await hood.PassesUntil(SixLater);
        Assert.Equal(0, (await Reconciliation(hood, Day)).Number("unknownToThem"));
        Assert.Equal(0.08m, (await hood.Sql(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == late.Id, Cancel))).Price);
        // Nor is it unknown to us on the day that lists it.
        await _books.ListsWhatLeft(hood, Day.PlusDays(1), m => Record(m.ProviderSid!));
        await hood.PassesUntil("2026-11-26T07:00:00+01:00");
        Assert.Equal(0, (await Reconciliation(hood, Day.PlusDays(1))).Number("unknownToUs"));
    }

    [Fact]
    public async Task In_no_list_it_is_asked_for_by_its_id_before_it_is_called_unknown()
    {
        await using var hood = await Start();
        foreach (var message in await Left(hood, Day)) _books.Hidden[message.ProviderSid!] = Record(message.ProviderSid!, "queued");
        await hood.PassesUntil(SixLater);
        var day = await Reconciliation(hood, Day);
        Assert.True(day.Number("ours") > 0);
        Assert.Equal((0, 0), (day.Number("theirs"), day.Number("unknownToThem")));
    }

    [Fact]
    public async Task A_flight_of_unknown_fate_that_is_listed_is_settled_and_never_sent_again()
    {
        await using var hood = await Start();
        await hood.HasVolunteer("Amina");
        hood.Telephones.Next(Jeanne, new SendOutcome.Uncertain("connection-lost"));
        await hood.AsksForJeanne();
        await hood.Passes(Duration.FromHours(1));
        var receipt = await Receipt(hood);
        Assert.Equal(MessageState.Uncertain, receipt.State);
        hood.Telephones.Finds = sms => sms.Id == receipt.Id ? new FoundSms("SMlisted", MessageState.Sent) : null;
        await _books.ListsWhatLeft(hood, Day, m => Record(m.ProviderSid!));
        _books.Lists(Day, Record("SMlisted", "delivered", 0.07m, "EUR"));
        await hood.PassesUntil(SixLater);
        receipt = await Receipt(hood);
        Assert.Equal((MessageState.Delivered, "SMlisted", 0.07m), (receipt.State, receipt.ProviderSid, receipt.Price));
        Assert.Equal(0, (await Reconciliation(hood, Day)).Number("unknownToUs"));
        Assert.Single(hood.Telephones.Attempts, a => a == receipt.Id);
    }

    [Fact]
    public async Task While_the_provider_is_away_it_waits_and_makes_up_for_three_days()
    {
        await using var hood = await Start();
        _books.IsAway = true;
        await hood.PassesUntil("2026-11-29T07:00:00+01:00");
        Assert.DoesNotContain(await All(hood), r => string.CompareOrdinal(r.Text("day"), "2026-11-24") >= 0);
        _books.IsAway = false;
        await hood.Passes(Duration.FromHours(1));
        Assert.Equal(["2026-11-28", "2026-11-27", "2026-11-26"], (await All(hood)).Select(r => r.Text("day")).Take(3));
    }

    [Fact]
    public async Task A_day_is_done_once()
    {
        await using var hood = await Start();
        await hood.PassesUntil(SixLater);
        var first = await hood.Sql(db => db.Reconciliations.AsNoTracking().SingleAsync(r => r.Day == Day, Cancel));
        _books.Lists(Day, Record("SMlate"));
        await hood.Passes(Duration.FromHours(3));
        Assert.Equal(first.DoneAt, (await hood.Sql(db => db.Reconciliations.AsNoTracking().SingleAsync(r => r.Day == Day, Cancel))).DoneAt);
    }
}
