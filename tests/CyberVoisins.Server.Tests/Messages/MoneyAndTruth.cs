using System.Text.Json.Nodes;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>What the association reads: what was said, what it cost, and what waits for a person.</summary>
public sealed class MoneyAndTruth
{
    private const string Jeanne = Neighbourhood.JeannesPhone, Other = "+33639980004";
    private const string Circle = "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }";
    private const string Tasks = "needsPerson { count items { what id since reason phone text } }";
    private const string Strange = "SM000000000000000000000000000000aa";
    private readonly ProviderBooks _books = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<IReadOnlyList<JsonNode>> Needs(Neighbourhood hood, string coordinator = Neighbourhood.CoordinatorPhone)
    {
        var needs = (await hood.Ask($"{{ {Tasks} }}", coordinator))["needsPerson"]!;
        var items = needs["items"]!.AsArray().Select(i => i!).ToList();
        Assert.Equal(needs.Number("count"), items.Count);
        return items;
    }

    private static async Task<IReadOnlyList<JsonNode>> Lines(Neighbourhood hood, string arguments = "") =>
        [.. (await hood.Coordinator($"{{ conversation{arguments} {{ lines {{ month kind written sent delivered answered failed uncertain called segments costs {{ amount unit }} unpriced estimatedRest }} }} }}"))["conversation"]!["lines"]!.AsArray().Select(l => l!)];

    private static Task<MessageId> Wrote(Neighbourhood hood, Instant at, MessageState state, Action<Message>? with = null, MessageKind kind = MessageKind.Reminder, VisitId? visit = null) => hood.Sql(async db =>
    {
        var id = hood.Clock.NewId<MessageId>();
        var message = new Message
        {
            Id = id, DedupKey = $"test:{id}", AssociationId = AssociationId.Of(Guid.Parse(hood.AssociationId)), Kind = kind, Channel = MessageChannel.Sms, To = new(Jeanne), Region = Core.Time.Region.Mainland,
            Body = "Rappel.", Segments = 1, CreatedAt = at, NotBefore = at, State = state, SeenAt = at, VisitId = visit, VisitVersion = visit is null ? null : 1,
        };
        with?.Invoke(message);
        db.Messages.Add(message);
        await db.SaveChangesAsync(Cancel);
        return id;
    });

    [Fact]
    public async Task Figures_by_month_and_kind_with_what_is_known_of_the_money()
    {
        await using var hood = await Neighbourhood.Start();
        var october = Instant.FromUtc(2026, 10, 31, 22, 59, 59); // 23:59:59 in Paris
        await Wrote(hood, october, MessageState.Delivered, m => (m.SentAt, m.Price, m.PriceUnit, m.BilledSegments) = (october, 0.0725m, "USD", 2));
        var november = october + Duration.FromSeconds(1);
        await Wrote(hood, november, MessageState.Delivered, m => (m.SentAt, m.AnsweredAt, m.Price, m.PriceUnit, m.BilledSegments) = (november, november, 0.07m, "USD", 1));
        var climbed = await Wrote(hood, november, MessageState.Undelivered, m => (m.SentAt, m.Price, m.PriceUnit) = (november, 0.065m, "EUR"));
        await hood.Sql(async db =>
        {
            db.Messages.Add(new Message
            {
                Id = hood.Clock.NewId<MessageId>(), DedupKey = "test:call", AssociationId = AssociationId.Of(Guid.Parse(hood.AssociationId)), Kind = MessageKind.Reminder, Channel = MessageChannel.Call, To = new(Jeanne),
                Region = Core.Time.Region.Mainland, Body = "Rappel.", Segments = 0, CreatedAt = november, NotBefore = november, Follows = climbed, State = MessageState.Called, SentAt = november,
            });
            return await db.SaveChangesAsync(Cancel);
        });
        await Wrote(hood, november, MessageState.Uncertain, m => m.Attempts = UnknownFates.Times);
        await Wrote(hood, november, MessageState.Sent, m => (m.SentAt, m.Segments) = (november, 3));
        await Wrote(hood, november, MessageState.Expired, kind: MessageKind.Offer);

        var lines = await Lines(hood, """(from: "2026-10-01", to: "2026-11-01")""");
        Assert.Equal(
        [
            """{"month":202610,"kind":"REMINDER","written":1,"sent":1,"delivered":1,"answered":0,"failed":0,"uncertain":0,"called":0,"segments":2,"costs":[{"amount":"0.0725","unit":"USD"}],"unpriced":0,"estimatedRest":"0"}""",
            """{"month":202611,"kind":"OFFER","written":1,"sent":0,"delivered":0,"answered":0,"failed":1,"uncertain":0,"called":0,"segments":0,"costs":[],"unpriced":0,"estimatedRest":"0"}""",
            """{"month":202611,"kind":"REMINDER","written":4,"sent":3,"delivered":1,"answered":1,"failed":1,"uncertain":1,"called":1,"segments":5,"costs":[{"amount":"0.065","unit":"EUR"},{"amount":"0.07","unit":"USD"}],"unpriced":1,"estimatedRest":"0.24"}""",
        ], lines.Select(l => l.ToJsonString()));
    }

    [Fact]
    public async Task By_default_this_month_and_thirteen_at_most()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.Settle();
        var year = (await hood.Coordinator("""{ conversation { from to associationName timeZone } year: conversation(from: "2025-11-02", to: "2026-11-30") { from } }"""))!;
        Assert.Equal(("2026-11-01", "2026-11-30", "Les Voisins du 17e", "Europe/Paris"),
            (year["conversation"].Text("from"), year["conversation"].Text("to"), year["conversation"].Text("associationName"), year["conversation"].Text("timeZone")));
        var welcome = Assert.Single(await Lines(hood), l => l.Text("kind") == "WELCOME");
        Assert.Equal("bienvenue", (await hood.Coordinator("{ conversation { lines { kind name } } }"))["conversation"]!["lines"]!.AsArray().Single(l => l.Text("kind") == "WELCOME").Text("name"));
        Assert.Equal((1, 1, 1), (welcome.Number("written"), welcome.Number("sent"), welcome.Number("delivered")));
        // 0.08 is the operator's assumption: nobody has said a price.
        Assert.Equal((1, (welcome.Number("segments") * 0.08m).ToString(System.Globalization.CultureInfo.InvariantCulture)), (welcome.Number("unpriced"), welcome.Text("estimatedRest")));
    }

    [Fact]
    public async Task Everything_not_proven_delivered_waits_for_a_person_with_its_reason_and_goes_when_it_is_taken_on()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 30);
        await hood.HasVisit(amina, await hood.AsksForJeanne("+33 1 99 00 12 34")); // a landline: somebody calls
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 500);
        await hood.Settle();
        hood.Telephones.Next(bruno, new SendOutcome.Rejected("21211")); // his number is wrong
        await hood.AsksForJeanne("+33639985001", name: "Paul");
        await hood.Passes(Duration.FromMinutes(1));
        await hood.Sql(async db =>
        {
            var association = AssociationId.Of(Guid.Parse(hood.AssociationId));
            db.InboundMessages.Add(new InboundMessage { Id = hood.Clock.NewId<MessageId>(), ProviderSid = "SMunclear", From = new(amina), Body = "zzz", ReceivedAt = hood.Now, HandledAt = hood.Now, Understood = "Unclear", AssociationId = association });
            db.Drafts.Add(new DraftRequest { Id = hood.Clock.NewId<DraftId>(), AssociationId = association, Phone = new(Jeanne), Channel = RequestChannel.Sms, Text = "ameli ne marche pas", CreatedAt = hood.Now + Duration.FromSeconds(1) });
            return await db.SaveChangesAsync(Cancel);
        });

        var needs = await Needs(hood);
        Assert.Equal(needs.OrderBy(n => n.Text("since"), StringComparer.Ordinal).Select(n => n.Text("id")), needs.Select(n => n.Text("id")));
        var sentences = needs.Select(n => (n.Text("what"), n.Text("reason"), n.Text("phone"))).ToList();
        Assert.Contains(("CALL", "À appeler (visite fixée).", "+33199001234"), sentences);
        Assert.Contains(("FAILED_MESSAGE", "SMS refusé (demande à un bénévole) : vérifiez le numéro, et appelez.", bruno), sentences);
        Assert.Contains(("UNCLEAR_SMS", "SMS reçu que nous n'avons pas compris : lisez, et rappelez si besoin.", amina), sentences);
        Assert.Contains(("DRAFT", "Demande d'aide à compléter : rappelez la personne.", Jeanne), sentences);
        Assert.Equal("ameli ne marche pas", needs.Single(n => n.Text("what") == "DRAFT").Text("text"));
        var english = await hood.Send($"{{ {Tasks} }}", Neighbourhood.CoordinatorPhone, "en");
        Assert.Contains(english["data"]!["needsPerson"]!["items"]!.AsArray(), i => i.Text("reason") == "SMS refused (question to a volunteer): check the number, and call.");

        string IdOf(string what) => needs.First(n => n.Text("what") == what).Text("id");
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"markMessageSeen(messageId: \"{IdOf("FAILED_MESSAGE")}\")", "message { state }")).Refused);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"markInboundHandled(inboundId: \"{IdOf("UNCLEAR_SMS")}\")", "inbound { understood }")).Refused);
        foreach (var call in needs.Where(n => n.Text("what") == "CALL"))
            Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"markCalled(messageId: \"{call.Text("id")}\")", "message { state }")).Refused);
        Assert.Equal(["DRAFT"], (await Needs(hood)).Select(n => n.Text("what")));
    }

    [Fact]
    public async Task What_was_told_in_another_way_or_is_no_longer_true_waits_for_nobody()
    {
        await using var hood = await Neighbourhood.Start();
        await Wrote(hood, hood.Now, MessageState.Expired, m => m.SeenAt = null, MessageKind.Offer); // the next neighbour was asked
        await Wrote(hood, hood.Now, MessageState.OptedOut, m => m.SeenAt = null, MessageKind.Offer); // a STOP has its own call
        await Wrote(hood, hood.Now, MessageState.Undelivered, m => (m.SeenAt, m.AnsweredAt) = (null, hood.Now), MessageKind.Offer);
        await Wrote(hood, hood.Now, MessageState.Undelivered, m => m.SeenAt = null, visit: hood.Clock.NewId<VisitId>()); // that visit is off
        await Wrote(hood, hood.Now, MessageState.Uncertain, m => (m.SeenAt, m.Attempts, m.NotBefore) = (null, 1, hood.Now + Duration.FromMinutes(5)), MessageKind.Offer); // still looked up
        Assert.Empty(await Needs(hood));
        await Wrote(hood, hood.Now, MessageState.Undelivered, m => m.SeenAt = null, MessageKind.Offer);
        Assert.Equal("SMS non arrivé (demande à un bénévole) : appelez.", Assert.Single(await Needs(hood)).Text("reason"));
    }

    [Theory]
    [InlineData("DELIVERED")]
    [InlineData("CALLED")]
    [InlineData("TO_CALL")]
    public async Task Only_what_failed_can_be_taken_on(string state)
    {
        await using var hood = await Neighbourhood.Start();
        var id = await Wrote(hood, hood.Now, Enum.Parse<MessageState>(state.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, $"markMessageSeen(messageId: \"{id}\")", "message { state }")).Refused);
    }

    [Fact]
    public async Task Taken_on_it_climbs_no_further()
    {
        await using var hood = await Neighbourhood.Start();
        var id = await Wrote(hood, hood.Now, MessageState.Uncertain, m => (m.SeenAt, m.InFlightSince) = (null, hood.Now), MessageKind.ContestAnswered);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"markMessageSeen(messageId: \"{id}\")", "message { state }")).Refused);
        await hood.Passes(Duration.FromDays(3));
        Assert.Empty(await hood.Messages("TO_CALL"));
    }

    [Fact]
    public async Task An_association_sees_its_own_and_an_administrator_no_number_and_no_text()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Entraide Batignolles", Other, Circle);
        await Wrote(hood, hood.Now, MessageState.Undelivered, m => m.SeenAt = null, MessageKind.Offer);
        Assert.Single(await Needs(hood));
        Assert.Empty(await Needs(hood, Other));
        Assert.Equal("{\"conversation\":{\"lines\":[]}}", (await hood.Ask("{ conversation { lines { kind } } }", Other)).ToJsonString());

        var seen = await hood.Ask($$"""{ needsPerson(associationId: "{{hood.AssociationId}}") { count items { what reason phone text } } conversation(associationId: "{{hood.AssociationId}}") { lines { written } } }""", Neighbourhood.AdministratorPhone);
        var item = Assert.Single(seen["needsPerson"]!["items"]!.AsArray())!;
        Assert.Equal((null, null), (item["phone"], item["text"]));
        Assert.Equal(1, Assert.Single(seen["conversation"]!["lines"]!.AsArray()).Number("written"));
    }

    [Fact]
    public async Task Strange_news_and_requests_of_nobody_wait_for_an_administrator()
    {
        await using var hood = await Neighbourhood.Start();
        await WebhookCall.Status(hood.Clock.NewId<MessageId>(), Jeanne, "delivered", Strange).To(hood, Cancel);
        await hood.Sql(async db =>
        {
            db.Drafts.Add(new DraftRequest { Id = hood.Clock.NewId<DraftId>(), Phone = new(Jeanne), Channel = RequestChannel.Sms, Text = "ameli ne marche pas", CreatedAt = hood.Now });
            return await db.SaveChangesAsync(Cancel);
        });
        Assert.Empty(await Needs(hood));
        var needs = await Needs(hood, Neighbourhood.AdministratorPhone);
        Assert.Equal(["DELIVERY_NEWS", "DRAFT"], needs.Select(n => n.Text("what")).Order(StringComparer.Ordinal));
        Assert.Null(needs.Single(n => n.Text("what") == "DELIVERY_NEWS")["phone"]);
        // Whom it belongs to nobody knows yet: an administrator must read it to pass it on.
        Assert.Equal(Jeanne, needs.Single(n => n.Text("what") == "DRAFT").Text("phone"));
        Assert.Equal(Strange, needs.Single(n => n.Text("what") == "DELIVERY_NEWS").Text("id"));
    }

    [Fact]
    public async Task The_gate_tells_an_administrator_how_near_its_limits_are()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.Settle();
        const string Gate = "{ smsGate { stoppedAt smsThisHour smsPerHour segmentsToday segmentsPerDay trouble } }";
        var left = hood.Telephones.Attempts.Count;
        var gate = (await hood.Ask(Gate, Neighbourhood.AdministratorPhone))["smsGate"]!;
        Assert.Equal((left, 3_000, 1_250, null), (gate.Number("smsThisHour"), gate.Number("smsPerHour"), gate.Number("segmentsPerDay"), gate["trouble"]?.ToJsonString()));
        Assert.True(gate.Number("segmentsToday") >= left);
        await hood.Passes(Duration.FromDays(1));
        gate = (await hood.Ask(Gate, Neighbourhood.AdministratorPhone))["smsGate"]!;
        Assert.Equal((0, 0), (gate.Number("smsThisHour"), gate.Number("segmentsToday")));
    }

    [Fact]
    public async Task Fifty_messages_cost_as_many_statements_as_five()
    {
        var statements = new Statements();
        await using var hood = await Neighbourhood.Start(adjust: builder => { statements.Listen(builder); _books.Attach(builder); });
        for (var i = 0; i < 5; i++) await Wrote(hood, hood.Now, MessageState.Undelivered, m => m.SeenAt = null, MessageKind.Offer);
        var few = await Count();
        for (var i = 0; i < 45; i++) await Wrote(hood, hood.Now, MessageState.Undelivered, m => m.SeenAt = null, MessageKind.Offer);
        Assert.Equal(few, await Count());

        async Task<int> Count()
        {
            await hood.Coordinator("{ me { signedIn } }");
            var before = statements.Count;
            await hood.Coordinator($"{{ conversation {{ lines {{ written costs {{ amount }} }} }} needsPerson {{ count items(first: 100) {{ reason text }} }} }}");
            return statements.Count - before;
        }
    }
}
