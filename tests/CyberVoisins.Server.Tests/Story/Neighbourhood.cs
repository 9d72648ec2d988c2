using System.Net;
using System.Net.Http.Headers;
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
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>
/// The whole service, driven through /graphql and the signed webhook, with a clock that is moved by hand and
/// telephones that are read. SQLite and the embedded Garnet, or PostgreSQL and Redis when the variables are set.
/// </summary>
internal sealed partial class Neighbourhood : IAsyncDisposable
{
    public const string Password = "une-phrase-de-passe";
    public const string AdministratorPhone = "+33639980001";
    public const string CoordinatorPhone = "+33639980002";
    public const string Token = "0123456789abcdef0123456789abcdef";
    public const string PublicUrl = "https://test.example";

    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private int _sid;

    private Neighbourhood(TestDatabase database, WebApplication app, FakeTimeProvider clock, Telephones telephones) =>
        (_database, _app, Clock, Telephones) = (database, app, clock, telephones);

    /// <summary>Starts on Tuesday 24 November 2026 at 10:00 in Paris.</summary>
    public FakeTimeProvider Clock { get; }

    public Telephones Telephones { get; }
    public string AssociationId { get; private set; } = "";
    public IServiceProvider Services => _app.Services;
    public Instant Now => Clock.Now();

    public static async Task<Neighbourhood> Start(
        string? policy = null, string territory = "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }", string timeZone = "Europe/Paris", string? center = null,
        Action<WebApplicationBuilder>? adjust = null, string secondFactor = "Optional", bool onlyPersisted = false, Dictionary<string, string>? settings = null)
    {
        var database = await TestDatabase.CreateMigrated();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var telephones = new Telephones();
        var all = new Dictionary<string, string>(database.Settings)
        {
            ["Phones:AllowFictional"] = "true",
            ["Geocoding:Mode"] = "Offline",
            ["Twilio:AccountSid"] = "AC00000000000000000000000000000000",
            ["Twilio:AuthToken"] = Token,
            ["Twilio:From"] = "+33937000000",
            ["PublicBaseUrl"] = PublicUrl,
            // Most stories are not about the door: their coordinators enter with a password.
            ["Accounts:SecondFactor"] = secondFactor,
            ["GraphQL:OnlyPersisted"] = onlyPersisted ? "true" : "false",
            // A busy machine is no fault of the service: the limit has tests of its own.
            ["GraphQL:TimeoutSeconds"] = "120",
            // A story of five minutes may ask the same neighbour twice.
            ["Sms:MinutesBetweenSolicitations"] = "0",
        };
        if (Environment.GetEnvironmentVariable("TEST_REDIS") is { Length: > 0 } redis) all["ConnectionStrings:Redis"] = redis;
        foreach (var (key, value) in settings ?? []) all[key] = value;
        var app = Service.Build([.. all.Select(s => $"--{s.Key}={s.Value}"), "--environment=Test"], builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.AddProvider(LogsOfTheRun.Provider);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.RemoveAll<ISmsSender>();
            builder.Services.RemoveAll<IProviderRecords>();
            builder.Services.AddSingleton<ISmsSender>(telephones);
            // Nothing runs by itself: a test says when time passes.
            builder.Services.RemoveAll<IHostedService>();
            builder.Services.Replace(ServiceDescriptor.Singleton(MadeOnce.Schema));
            // The strength of the stored hash is shown where passwords are; here it would only be waited for.
            builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1000);
            adjust?.Invoke(builder);
        });
        var hood = new Neighbourhood(database, app, clock, telephones);
        if (onlyPersisted)
        {
            // Nothing of the story can be told in documents of its own.
            await hood.In<Startup>(s => s.Run(CancellationToken.None));
            await app.StartAsync();
            return hood;
        }
        await hood.In<Startup>(s => s.Run(CancellationToken.None));
        await app.StartAsync();
        await hood.In<CreateAdministrator>(c => c.Run(AdministratorPhone, Password, CancellationToken.None));
        if (center is not null) hood.Center = center;
        hood.AssociationId = await hood.HasAssociation("Les Voisins du 17e", CoordinatorPhone, territory, policy, timeZone);
        return hood;
    }

    /// <summary>What visits have taken from everybody's months.</summary>
    public Task<int> MinutesTaken() => Sql(async db => -await db.Minutes.Where(m => m.VisitId != null).SumAsync(m => m.Minutes));

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
            moved = await Services.GetRequiredService<CatchUp>().RunDue(CancellationToken.None);
            moved += await Services.GetRequiredService<Rounds.Rounds>().RunDue(CancellationToken.None);
            moved += await Services.GetRequiredService<InboundWorker>().RunDue(CancellationToken.None);
            moved += await Services.GetRequiredService<SmsDispatcher>().RunDue(CancellationToken.None);
            moved += await Services.GetRequiredService<Bookkeeping>().RunDue(CancellationToken.None);
        }
    }

    /// <summary>Time passes, from one thing that falls due to the next, and each is done in its time.</summary>
    public async Task Passes(Duration time)
    {
        var until = Now + time;
        await Settle();
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
    /// <param name="variables">A JSON object as it goes over the wire: half a surrogate pair stays one.</param>
    public async Task<JsonNode> Send(string document, string? phone = null, string? language = null, string variables = "{}") =>
        await SendAs(phone is null ? null : await TokenOf(phone), document, language, variables);

    /// <summary>The same with a token that a test holds.</summary>
    public async Task<JsonNode> SendAs(string? token, string document, string? language = null, string variables = "{}")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent($$"""{"query":{{JsonSerializer.Serialize(document)}},"variables":{{variables}}}""", Encoding.UTF8, "application/json"),
        };
        var watches = document.StartsWith("subscription", StringComparison.Ordinal);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(watches ? "text/event-stream" : "application/json"));
        if (language is not null) request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var client = _app.GetTestClient();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // Of what is watched, the first event.
        if (watches && response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return await new Events(await response.Content.ReadAsStreamAsync()).Next() ?? throw new InvalidOperationException("The stream ended before its first event.");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>A page, as the owner of a phone; null is a visitor.</summary>
    public async Task<(HttpStatusCode Status, string Html, HttpResponseMessage Response)> Opens(string path, string? phone = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (language is not null) request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (phone is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenOf(phone));
        using var client = _app.GetTestClient();
        var response = await client.SendAsync(request);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), response);
    }

    public HttpClient Client() => _app.GetTestClient();

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
}
