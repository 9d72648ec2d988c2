using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>
/// The whole service, driven through /graphql and the signed webhook, with a clock that is moved by hand and
/// telephones that are read. SQLite and the embedded Garnet, or PostgreSQL and Redis when the variables are set.
/// </summary>
internal sealed partial class Neighbourhood : IAsyncDisposable
{
    public const string Password = "une-phrase-de-passe";
    private const string AdministratorPhone = "+33639980001";
    private const string CoordinatorPhone = "+33639980002";
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string PublicUrl = "https://test.example";

    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private readonly Dictionary<string, (string Token, Instant At)> _tokens = [];
    private int _sid;

    private Neighbourhood(TestDatabase database, WebApplication app, FakeTimeProvider clock, Telephones telephones) =>
        (_database, _app, Clock, Telephones) = (database, app, clock, telephones);

    /// <summary>Starts on Tuesday 24 November 2026 at 10:00 in Paris.</summary>
    public FakeTimeProvider Clock { get; }

    public Telephones Telephones { get; }
    public string AssociationId { get; private set; } = "";
    public IServiceProvider Services => _app.Services;
    public Instant Now => Clock.Now();

    public static async Task<Neighbourhood> Start(string? policy = null, string territory = "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }")
    {
        var database = await TestDatabase.Create();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var telephones = new Telephones();
        var settings = new Dictionary<string, string>(database.Settings)
        {
            ["Phones:AllowFictional"] = "true",
            ["Geocoding:Mode"] = "Offline",
            ["Twilio:AccountSid"] = "AC00000000000000000000000000000000",
            ["Twilio:AuthToken"] = Token,
            ["Twilio:From"] = "CyberVoisin",
            ["PublicBaseUrl"] = PublicUrl,
        };
        if (Environment.GetEnvironmentVariable("TEST_REDIS") is { Length: > 0 } redis) settings["ConnectionStrings:Redis"] = redis;
        var app = Service.Build([.. settings.Select(s => $"--{s.Key}={s.Value}"), "--environment=Test"], builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.RemoveAll<ISmsSender>();
            builder.Services.AddSingleton<ISmsSender>(telephones);
            // Nothing runs by itself: a test says when time passes.
            builder.Services.RemoveAll<IHostedService>();
        });
        var hood = new Neighbourhood(database, app, clock, telephones);
        await hood.In<Startup>(s => s.Run(CancellationToken.None));
        await app.StartAsync();
        await hood.In<CreateAdministrator>(c => c.Run(AdministratorPhone, Password, CancellationToken.None));
        hood.AssociationId = await hood.HasAssociation("Les Voisins du 17e", CoordinatorPhone, territory, policy);
        return hood;
    }

    // ---- Who is there -----------------------------------------------------------------------------------------

    /// <returns>The association's id; its coordinator has the password of all.</returns>
    public async Task<string> HasAssociation(string name, string coordinatorPhone, string territory, string? policy = null)
    {
        var created = await Ask($$"""
            mutation { createAssociation(input: { name: "{{name}}", smsName: "{{name[..Math.Min(name.Length, 18)]}}", phone: "01 99 00 17 17", territory: {{territory}}{{(policy is null ? "" : $", policy: {policy}")}} })
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
        string? availability = null, string modes = "[AT_HOME, PUBLIC_PLACE, BY_PHONE]", int maxDistance = 5_000, bool vouched = true, string extra = "")
    {
        var phone = NextPhone();
        var id = await HasRegistered(name, phone, metresAway, minutesPerMonth, categories, availability ?? EveryDay, modes, maxDistance, extra);
        if (vouched) await Coordinator($$"""mutation { vouchForVolunteer(input: { volunteerId: "{{id}}" }) { volunteer { state } errors { code } } }""");
        return phone;
    }

    public async Task<string> HasRegistered(string name, string phone, int metresAway, int minutes, string categories, string availability, string modes, int maxDistance, string extra)
    {
        var data = await Coordinator($$"""
            mutation { signUpVolunteer(input: { associationId: "{{AssociationId}}", firstName: "{{name}}", phone: "{{phone}}",
              address: { latitude: {{(48.8876 + metresAway / 111_195.0).ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture)}}, longitude: 2.3072 }, maxDistanceMetres: {{maxDistance}}, categories: {{categories}},
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
            mutation { askForHelp(input: { resident: { firstName: "{{name}}", phone: "{{phone}}", address: { text: "12 rue de Saussure, 75017 Paris", latitude: 48.8876, longitude: 2.3072 } {{residentExtra}} },
              category: {{category}}, sentence: "Mon nouveau téléphone ne sonne plus.", minutes: {{minutes}}, modes: {{modes}}, windows: [{ start: "{{from}}", end: "{{to}}" }] {{extra}} })
              { helpRequest { id state escalation wave radiusMetres } errors { code message field suggestions } } }
            """);
        await Settle();
        return data["askForHelp"]!["helpRequest"] ?? throw new InvalidOperationException(data.ToJsonString());
    }

    public async Task<JsonNode> Request(JsonNode request) =>
        (await Coordinator($$"""{ helpRequest(id: "{{request["id"]!.GetValue<string>()}}") { id state escalation wave radiusMetres reopened offers { id code state wave rank start volunteer { firstName phone } } visits { id state start version minutes settledMinutes code volunteerFirstName } } }"""))["helpRequest"]!;

    // ---- Telephones -------------------------------------------------------------------------------------------

    /// <summary>Somebody writes; the SMS comes in by the signed webhook, and what follows from it is done.</summary>
    public async Task Writes(string phone, string text)
    {
        await Delivers(phone, text, $"SM{Interlocked.Increment(ref _sid):x32}");
        await Settle();
    }

    public async Task<HttpStatusCode> Delivers(string phone, string text, string sid)
    {
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = "AC00000000000000000000000000000000", ["Body"] = text, ["From"] = phone, ["MessageSid"] = sid, ["NumMedia"] = "0", ["To"] = "+33937000000",
        };
        const string Url = PublicUrl + "/webhooks/twilio/sms";
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(Url + string.Concat(form.Select(p => p.Key + p.Value)))));
#pragma warning restore CA5350
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/twilio/sms") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", signature);
        using var client = _app.GetTestClient();
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>The code of the last SMS to this phone that holds one.</summary>
    public string CodeOf(string phone) => Code().Match(Telephones.To(phone).Last(b => Code().IsMatch(b))).Value;

    // ---- Time -------------------------------------------------------------------------------------------------

    /// <summary>Everything that is due is done, until nothing is.</summary>
    public async Task Settle()
    {
        for (var moved = 1; moved > 0;)
        {
            moved = await Services.GetRequiredService<Rounds.Rounds>().RunDue(CancellationToken.None);
            moved += await Services.GetRequiredService<InboundWorker>().RunDue(CancellationToken.None);
            moved += await Services.GetRequiredService<SmsDispatcher>().RunDue(CancellationToken.None);
        }
    }

    /// <summary>Time passes, from one thing that falls due to the next, and each is done in its time.</summary>
    public async Task Passes(Duration time)
    {
        var until = Now + time;
        while (Now < until)
        {
            Clock.Advance((Instant.Min(until, await NextDue() ?? until) - Now).ToTimeSpan());
            await Settle();
        }
    }

    private Task<Instant?> NextDue() => Sql(async db =>
    {
        var now = Now;
        var message = await db.Messages.Where(m => (m.State == MessageState.Queued || m.State == MessageState.Uncertain) && m.NotBefore > now).MinAsync(m => (Instant?)m.NotBefore);
        var offer = await db.Offers.Where(o => o.State == Core.Requests.OfferState.Pending && o.ExpiresAt > now).MinAsync(o => (Instant?)o.ExpiresAt);
        return message is null || offer < message ? offer ?? message : message;
    });

    public Task PassesUntil(string local) => Passes(NodaTime.Text.OffsetDateTimePattern.GeneralIso.Parse(local).Value.ToInstant() - Now);

    // ---- The API ----------------------------------------------------------------------------------------------

    public Task<JsonNode> Coordinator(string document) => Ask(document, CoordinatorPhone);

    /// <summary>Asks as the owner of a phone, signed in when needed; null is a visitor.</summary>
    public async Task<JsonNode> Ask(string document, string? phone = null)
    {
        var answer = await Send(document, phone);
        return answer["errors"] is null ? answer["data"]! : throw new InvalidOperationException(answer.ToJsonString());
    }

    /// <summary>The whole response, errors and all.</summary>
    public async Task<JsonNode> Send(string document, string? phone = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = document }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (language is not null) request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (phone is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenOf(phone));
        using var client = _app.GetTestClient();
        using var response = await client.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public HttpClient Client() => _app.GetTestClient();

    private async Task<string> TokenOf(string phone)
    {
        // A bearer token lives an hour: after a long wait people sign in again.
        if (_tokens.TryGetValue(phone, out var known) && Now - known.At < Duration.FromMinutes(50)) return known.Token;
        if (phone is AdministratorPhone or CoordinatorPhone || await HasPassword(phone))
            return Keep(phone, (await Ask($$"""mutation { signInWithPassword(input: { login: "{{phone}}", password: "{{Password}}", mode: TOKEN }) { session { accessToken } errors { code message } } }"""))["signInWithPassword"]!["session"]!["accessToken"]!.GetValue<string>());
        return await SignInByCode(phone);
    }

    public async Task<string> SignInByCode(string phone)
    {
        await Ask($$"""mutation { requestSignInCode(input: { phone: "{{phone}}" }) { errors { code message } } }""");
        await Settle();
        var code = SixDigits().Match(Telephones.To(phone)[^1]).Value;
        var data = await Ask($$"""mutation { signInWithCode(input: { phone: "{{phone}}", code: "{{code}}", mode: TOKEN }) { session { accessToken } errors { code message } } }""");
        return Keep(phone, data["signInWithCode"]!["session"]!["accessToken"]!.GetValue<string>());
    }

    private string Keep(string phone, string token)
    {
        _tokens[phone] = (token, Now);
        return token;
    }

    private async Task<bool> HasPassword(string phone)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await db.Users.AnyAsync(u => u.PhoneNumber == phone && u.PasswordHash != null);
    }

    private int _phones = 1000;

    /// <summary>A mobile of the range kept for fiction.</summary>
    public string NextPhone() => $"+3363998{Interlocked.Increment(ref _phones):0000}";

    /// <summary>Reads the database itself: only for what no door shows.</summary>
    public async Task<T> Sql<T>(Func<AppDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    private async Task In<TService>(Func<TService, Task> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [GeneratedRegex(@"(?<=\b(?:OUI|ANNULER|FAIT|NON) )\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}

/// <summary>Every telephone: what was sent to it, in order. Sending the same message twice is remembered as twice.</summary>
internal sealed class Telephones : ISmsSender
{
    private readonly Lock _lock = new();
    private readonly List<(MessageId Id, string To, string Body)> _sent = [];

    public string Name => "telephones";
    public bool NoTraceMeansNotSent => false;

    public IReadOnlyList<string> To(string phone)
    {
        lock (_lock) return [.. _sent.Where(s => s.To == phone).Select(s => s.Body)];
    }

    public IReadOnlyList<(MessageId Id, string To, string Body)> All
    {
        get { lock (_lock) return [.. _sent]; }
    }

    public Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        lock (_lock) _sent.Add((sms.Id, sms.To.E164, sms.Body));
        return Task.FromResult<SendOutcome>(new SendOutcome.Accepted($"SM{sms.Id.Value:N}", MessageState.Delivered));
    }

    public Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel) => Task.FromResult<FoundSms?>(null);
}
