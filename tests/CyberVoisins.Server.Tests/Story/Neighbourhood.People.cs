using System.Globalization;
using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Who lives there, and what they do.</summary>
internal sealed partial class Neighbourhood
{
    /// <summary>Where Jeanne lives; the volunteers live north of it. Rue de Saussure in Paris unless the neighbourhood is elsewhere.</summary>
    public string Center { get; private set; } = "latitude: 48.8876, longitude: 2.3072";

    /// <returns>The association's id; its coordinator has the password of all.</returns>
    public async Task<string> HasAssociation(string name, string coordinatorPhone, string territory, string? policy = null, string timeZone = "Europe/Paris")
    {
        var created = await Ask($$"""
            mutation { createAssociation(input: { name: "{{name}}", smsName: "{{name[..Math.Min(name.Length, 18)]}}", phone: "01 99 00 17 17", territory: {{territory}}, timeZone: "{{timeZone}}"{{(policy is null ? "" : $", policy: {policy}")}} })
              { association { id } errors { code message field } } }
            """, AdministratorPhone);
        var id = created["createAssociation"]!["association"]!["id"]!.GetValue<string>();
        await Ask($$"""mutation { addCoordinator(input: { associationId: "{{id}}", firstName: "Nadia", phone: "{{coordinatorPhone}}" }) { errors { code message } } }""", AdministratorPhone);
        await SignInByCode(coordinatorPhone);
        await Ask($$"""mutation { setPassword(input: { newPassword: "{{Password}}" }) { errors { code message } } }""", coordinatorPhone);
        _tokens.Remove(coordinatorPhone); // a new password ends every session
        return id;
    }

    /// <summary>A vouched volunteer, free every day from 9:00 to 19:00, who helps with devices.</summary>
    /// <returns>The volunteer's phone.</returns>
    public async Task<string> HasVolunteer(string name, int metresAway = 300, int minutesPerMonth = 60, string categories = "[DEVICE_BASICS]",
        string? availability = null, string modes = "[AT_HOME, PUBLIC_PLACE, BY_PHONE]", int maxDistance = 5_000, bool vouched = true, string extra = "", bool identitySeen = true)
    {
        var phone = NextPhone();
        var id = await HasRegistered(name, phone, metresAway, minutesPerMonth, categories, availability ?? EveryDay, modes, maxDistance, extra);
        if (vouched) await Coordinator($$"""mutation { vouchForVolunteer(input: { {{Vouching(id, identitySeen)}} }) { volunteer { state } errors { code } } }""");
        return phone;
    }

    /// <summary>What a coordinator types who met a volunteer on 23 November: the charter was signed, and an identity card shown.</summary>
    public static string Vouching(string volunteer, bool identitySeen = true) =>
        $"volunteerId: \"{volunteer}\", charterSignedOn: \"2026-11-23\"" + (identitySeen ? ", level: IDENTITY_SEEN, document: { type: IDENTITY_CARD, seenOn: \"2026-11-23\" }" : "");

    public async Task<string> HasRegistered(string name, string phone, int metresAway, int minutes, string categories, string availability, string modes, int maxDistance, string extra)
    {
        var data = await Coordinator($$"""
            mutation { signUpVolunteer(input: { associationId: "{{AssociationId}}", firstName: "{{name}}", phone: "{{phone}}",
              address: { {{NorthOfCenter(metresAway)}} }, maxDistanceMetres: {{maxDistance}}, categories: {{categories}},
              availability: {{availability}}, minutesPerMonth: {{minutes}}, modes: {{modes}} {{extra}} }) { volunteer { id } errors { code message field } } }
            """);
        return (data["signUpVolunteer"]!["volunteer"] ?? throw new InvalidOperationException(data.ToJsonString()))["id"]!.GetValue<string>();
    }

    public const string EveryDay = """
        [{ day: MONDAY, start: "09:00", end: "19:00" }, { day: TUESDAY, start: "09:00", end: "19:00" }, { day: WEDNESDAY, start: "09:00", end: "19:00" }, { day: THURSDAY, start: "09:00", end: "19:00" },
         { day: FRIDAY, start: "09:00", end: "19:00" }, { day: SATURDAY, start: "09:00", end: "19:00" }, { day: SUNDAY, start: "09:00", end: "19:00" }]
        """;

    public const string JeannesPhone = "+33639985000";

    /// <summary>The coordinator asks for Jeanne: her new telephone, half an hour, on Friday 27 November from 14:00 to 18:00.</summary>
    public async Task<JsonNode> AsksForJeanne(string phone = JeannesPhone, int minutes = 30, string from = "2026-11-27T14:00:00+01:00", string to = "2026-11-27T18:00:00+01:00",
        string modes = "[AT_HOME]", string category = "DEVICE_BASICS", string extra = "", string residentExtra = "", string name = "Jeanne")
    {
        var data = await Coordinator($$"""
            mutation { askForHelp(input: { resident: { firstName: "{{name}}", phone: "{{phone}}", address: { text: "12 rue de Saussure, 75017 Paris", {{Center}} } {{residentExtra}} },
              category: {{category}}, sentence: "Mon nouveau téléphone ne sonne plus.", minutes: {{minutes}}, modes: {{modes}}, windows: [{ start: "{{from}}", end: "{{to}}" }] {{extra}} })
              { helpRequest { id state escalation wave radiusMetres } errors { code message field suggestions } } }
            """);
        await Settle();
        return data["askForHelp"]!["helpRequest"] ?? throw new InvalidOperationException(data.ToJsonString());
    }

    public async Task<JsonNode> Request(JsonNode request) =>
        (await Coordinator($$"""{ helpRequest(id: "{{request["id"]!.GetValue<string>()}}") { id state escalation wave radiusMetres reopened offers { id code state wave rank start volunteer { firstName phone } } visits { id state start version minutes settledMinutes code volunteerFirstName } } }"""))["helpRequest"]!;

    /// <summary>A point straight north of Jeanne's, as two input fields.</summary>
    public string NorthOfCenter(int metres)
    {
        var parts = Center.Split([':', ',']);
        var latitude = double.Parse(parts[1], CultureInfo.InvariantCulture) + metres / 111_195.0;
        return $"latitude: {latitude.ToString("0.000000", CultureInfo.InvariantCulture)}, longitude:{parts[3]}";
    }

    /// <summary>The id by which the API knows the volunteer of the first association with this phone.</summary>
    public async Task<string> IdOf(string phone) =>
        (await Coordinator("{ volunteers(first: 100) { nodes { id phone } } }"))["volunteers"]!["nodes"]!.AsArray()
            .Single(v => v.Text("phone") == phone).Text("id");

    /// <summary>One mutation, as the owner of a phone; null is a visitor.</summary>
    /// <param name="mutation">"pauseVolunteer(volunteerId: \"…\")".</param>
    /// <param name="returns">What to read of the result: "volunteer { state }".</param>
    public async Task<Done> Does(string? phone, string mutation, string returns)
    {
        var data = await Ask($"mutation {{ does: {mutation} {{ {returns} errors {{ code message field suggestions }} }} }}", phone);
        await Settle();
        return new(data["does"]!, returns.Split(' ')[0]);
    }

    /// <summary>Somebody offers an hour a month, in the words of the form.</summary>
    /// <param name="who">Who types; null is a visitor.</param>
    /// <param name="rest">More fields: phone, minutes, an association other than the first.</param>
    public Task<Done> SignsUp(string? who, string name, string address = "latitude: 48.8894, longitude: 2.3072", string rest = "", string? association = null) =>
        Does(who, $$"""
            signUpVolunteer(input: { associationId: "{{association ?? AssociationId}}", firstName: "{{name}}", address: { {{address}} }, maxDistanceMetres: 5000, categories: [DEVICE_BASICS],
              availability: {{EveryDay}}, modes: [AT_HOME, BY_PHONE] {{rest}} })
            """, "volunteer { id state phone minutesPerMonth languages place { label communeCode precision latitude } }");

    /// <summary>Somebody asks for help on Friday 27 November from 14:00 to 18:00, in the words of the form.</summary>
    /// <param name="resident">The fields of the person helped; null when the service knows them.</param>
    public Task<Done> AsksForHelp(string? who, string? resident, string rest = "", string? association = null) =>
        Does(who, $$"""
            askForHelp(input: { associationId: "{{association ?? AssociationId}}", {{(resident is null ? "" : $"resident: {{ {resident} }},")}}
              category: DEVICE_BASICS, sentence: "Mon nouveau téléphone ne sonne plus.", minutes: 30, modes: [AT_HOME],
              windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] {{rest}} })
            """, "helpRequest { id state author escalation place { label communeCode precision latitude } resident { id firstName phone canReceiveSms relativeFirstName } }");

    /// <summary>As the coordinator, about a visit.</summary>
    public Task<Done> OnVisit(string mutation, string? phone = CoordinatorPhone) => Does(phone, mutation, "visit { id state start version settledMinutes endedBy }");

    /// <summary>A visit of Jeanne's that one volunteer said yes to.</summary>
    /// <returns>The request, the visit and its code.</returns>
    public async Task<(JsonNode Request, string Visit, string Code)> HasVisit(string volunteer, JsonNode request)
    {
        await Writes(volunteer, $"OUI {CodeOf(volunteer)}");
        var visit = (await Request(request))["visits"]!.AsArray().Single(v => v.Text("state") == "PLANNED")!;
        return (request, visit.Text("id"), visit.Text("code"));
    }

    /// <summary>What a volunteer's month still holds, as the API says it.</summary>
    public async Task<int> MinutesLeft(string phone) =>
        (await Coordinator($$"""{ volunteer(id: "{{await IdOf(phone)}}") { minutesLeftThisMonth } }"""))["volunteer"]!.Number("minutesLeftThisMonth");

    /// <summary>When reminders reached a telephone, in UTC, in order.</summary>
    public async Task<string> RemindersTo(string phone) =>
        string.Join(' ', (await Messages("DELIVERED")).Where(m => m.Text("kind") == "REMINDER" && m.Text("to") == phone).Select(m => m.Text("sentAt")).Order());

    /// <summary>The association's messages in one state.</summary>
    public async Task<IReadOnlyList<JsonNode>> Messages(string state, string coordinator = CoordinatorPhone) =>
        [.. (await Ask($$"""{ messages(first: 100, state: {{state}}) { nodes { id kind to body channel state sentAt } } }""", coordinator))["messages"]!["nodes"]!.AsArray().Select(m => m!)];
}

/// <summary>What a mutation answered.</summary>
internal sealed record Done(JsonNode Payload, string Name)
{
    private JsonNode? Error => Payload["errors"]!.AsArray().FirstOrDefault();

    /// <summary>The code of the refusal, or null when it was done.</summary>
    public string? Refused => Error?.Text("code");
    public string? Field => Error?["field"]?.GetValue<string>();
    public IReadOnlyList<string> Suggestions => Error!.Texts("suggestions");
    public JsonNode Result => Payload[Name] ?? throw new InvalidOperationException(Payload.ToJsonString());
}

internal static class Reading
{
    public static string Text(this JsonNode? node, string field) => node![field]!.GetValue<string>();
    public static int Number(this JsonNode? node, string field) => node![field]!.GetValue<int>();
    public static IReadOnlyList<string> Texts(this JsonNode? node, string field) => [.. node![field]!.AsArray().Select(t => t!.GetValue<string>())];

    /// <summary>The offer made to one telephone.</summary>
    public static JsonNode OfferTo(this JsonNode request, string phone) => request["offers"]!.AsArray().Last(o => o!["volunteer"].Text("phone") == phone)!;
}
